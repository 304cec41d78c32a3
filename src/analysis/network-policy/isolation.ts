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

/** The endpoints by what the policies of their namespace do to them in the direction. */
export function isolation<T extends Endpoint>(
  endpoints: readonly T[],
  policies: readonly Policy[],
  direction: Direction,
): Isolation<T> {
  const selectingOf = selectingAmong(policies.filter((policy) => isolates(policy, direction)));
  const openers = remembered(direction);
  const judged = endpoints
    .filter((endpoint) => !isExempt(endpoint))
    .map((endpoint) => {
      const selecting = selectingOf(endpoint);
      return { endpoint, isSelected: selecting.length > 0, openers: openers(selecting) };
    });
  const of = (wanted: (each: (typeof judged)[number]) => boolean) =>
    judged.filter(wanted).map(({ endpoint }) => endpoint);
  return {
    isolated: of(({ isSelected, openers: by }) => isSelected && by.length === 0),
    open: of(({ isSelected }) => !isSelected),
    opened: of(({ openers: by }) => by.length > 0),
    openers: [...new Set(judged.flatMap(({ openers: by }) => by))],
    exempt: endpoints.filter(isExempt),
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
