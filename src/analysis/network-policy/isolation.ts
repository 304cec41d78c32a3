/** Which pods are isolated, in which direction: the part of NetworkPolicy that a default deny is about. */
import { selectsAll } from '../../kube/label-selector.ts';
import { isolates } from './directions.ts';
import { openersOf } from './openness.ts';
import { podSelectorOf, selectingAmong } from './selecting.ts';
import type { Direction, Endpoint, Policy } from './types.ts';

export function selectsAllPods(policy: Policy): boolean {
  return selectsAll(podSelectorOf(policy));
}

export interface Isolation<T extends Endpoint> {
  readonly isolated: readonly T[];
  /** No policy selects them. */
  readonly open: readonly T[];
  /** Policies select them and let everybody through: isolated by the letter only. */
  readonly opened: readonly T[];
  /** The policies that do so. */
  readonly openers: readonly Policy[];
  /** On the host's network, or finished. */
  readonly exempt: readonly T[];
}

/** What the policies of a namespace do to one endpoint; `openers`: those that let everybody through to it. */
export interface Standing {
  readonly is: 'isolated' | 'open' | 'opened' | 'exempt';
  readonly openers: readonly Policy[];
}

/** Policies in one direction, ready to be asked for one endpoint after the other. */
export function standingsBy(policies: readonly Policy[], direction: Direction): (endpoint: Endpoint) => Standing {
  const selectingOf = selectingAmong(policies.filter((policy) => isolates(policy, direction)));
  const openersAmong = remembered(direction);
  return (endpoint) => {
    if (isExempt(endpoint)) return { is: 'exempt', openers: [] };
    const selecting = selectingOf(endpoint);
    const openers = openersAmong(selecting);
    if (openers.length > 0) return { is: 'opened', openers };
    return { is: selecting.length > 0 ? 'isolated' : 'open', openers };
  };
}

/** The endpoints by what the policies of their namespace do to them in the direction. */
export function isolation<T extends Endpoint>(
  endpoints: readonly T[],
  policies: readonly Policy[],
  direction: Direction,
): Isolation<T> {
  const standingOf = standingsBy(policies, direction);
  const judged = endpoints.map((endpoint) => ({ endpoint, ...standingOf(endpoint) }));
  const of = (wanted: Standing['is']) => judged.filter(({ is }) => is === wanted).map(({ endpoint }) => endpoint);
  return {
    isolated: of('isolated'),
    open: of('open'),
    opened: of('opened'),
    openers: [...new Set(judged.flatMap(({ openers }) => openers))],
    exempt: of('exempt'),
  };
}

/** Many pods are selected by the very same policies. */
function remembered(direction: Direction): (selecting: readonly Policy[]) => readonly Policy[] {
  const known = new Map<string, readonly Policy[]>();
  return (selecting) => {
    const key = selecting.map(({ metadata: { namespace, name } }) => `${namespace}/${name}`).join();
    const found = known.get(key) ?? openersOf(selecting, direction);
    known.set(key, found);
    return found;
  };
}

function isExempt({ isHostNetwork, isFinished }: Endpoint): boolean {
  return isHostNetwork || isFinished;
}
