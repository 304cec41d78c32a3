/** What events cost by check: where to look when a publish is slow. */

export interface Cost {
  readonly check: string;
  readonly ms: number;
  /** Of a check and a namespace, or the cluster: how many were judged again. */
  readonly units: number;
}

const SHOWN = 10;

/** The dearest, for one event. `events`: the costs of each. */
export function byCost(events: readonly (readonly Cost[])[]): readonly Cost[] {
  const sum = (costs: readonly Cost[], of: 'ms' | 'units') => costs.reduce((all, cost) => all + cost[of], 0);
  return [...Map.groupBy(events.flat(), ({ check }) => check)]
    .map(([check, costs]) => ({
      check,
      ms: sum(costs, 'ms') / events.length,
      units: sum(costs, 'units') / events.length,
    }))
    .sort((left, right) => right.ms - left.ms)
    .slice(0, SHOWN);
}
