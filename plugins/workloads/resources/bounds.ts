/** What a container reserves and may take, with what the API server fills in. Pure. */
import type { Container, KindMap, Workload } from 'kubectl-harden/plugin-api';

export type Bound = 'CPU request' | 'memory request' | 'memory limit';

export type Bounds = Readonly<Record<Bound, boolean>>;

interface Defaults {
  readonly limits: ReadonlySet<string>;
  readonly requests: ReadonlySet<string>;
}

/** The client calls it otherwise. */
interface Wire {
  readonly default?: Amounts;
}

type Amounts = Readonly<Record<string, unknown>> | undefined;

/** What a LimitRange gives to containers that say nothing: its bounds, where it names no defaults. */
export function defaultsIn(ranges: readonly KindMap['LimitRange'][]): Defaults {
  const items = ranges.flatMap(({ spec }) => spec?.limits ?? []).filter(({ type }) => type === 'Container');
  const names = (amounts: readonly Amounts[]) => new Set(amounts.flatMap((each) => Object.keys(each ?? {})));
  const limits = names(items.flatMap((item) => [(item as Wire).default, item.max]));
  return { limits, requests: names(items.flatMap(({ defaultRequest, min }) => [defaultRequest, min])) };
}

/** A limit is also what is reserved, where nothing else is said. Bounds of the pod hold for all of its containers. */
export function boundsOf({ pod }: Workload, { spec }: Container, defaults: Defaults): Bounds {
  const ofPod = (pod as { readonly resources?: Container['spec']['resources'] }).resources;
  const isLimited = (name: string) => has(spec.resources?.limits, name) || defaults.limits.has(name);
  const isReserved = (name: string) =>
    has(spec.resources?.requests, name) ||
    has(ofPod?.requests, name) ||
    has(ofPod?.limits, name) ||
    isLimited(name) ||
    defaults.requests.has(name);
  return {
    'CPU request': isReserved('cpu'),
    'memory request': isReserved('memory'),
    'memory limit': isLimited('memory') || has(ofPod?.limits, 'memory'),
  };
}

/** Nothing is reserved or limited by an amount of zero. */
function has(amounts: Amounts, name: string): boolean {
  const amount = amounts?.[name];
  return amount !== undefined && amount !== null && !/^[+]?0*\.?0*[A-Za-z]*$/.test(String(amount));
}

export function lacks(bounds: Bounds): readonly Bound[] {
  return (Object.keys(bounds) as Bound[]).filter((bound) => !bounds[bound]);
}
