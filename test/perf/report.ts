/** The lines that a bench prints: what was measured, and how it stands to its goal. */

export interface Figure {
  readonly name: string;
  readonly value: string;
  /** Measured as a ratio or a size against a goal; both in the same unit. */
  readonly goal?: { readonly is: number; readonly atMost: number; readonly unit: string };
}

export function formatFigure({ name, value, goal }: Figure): string {
  const judged = goal === undefined ? '' : `  ${verdict(goal)}`;
  return `${name.padEnd(58)} ${value}${judged}`;
}

function verdict({ is, atMost, unit }: NonNullable<Figure['goal']>): string {
  return `goal <= ${round(atMost)}${unit}: ${is <= atMost ? 'met' : 'MISSED'}`;
}

/** Three significant digits say all that a measurement on a shared machine can. */
export function round(value: number): string {
  return Number(value.toPrecision(3)).toString();
}

export function seconds(ms: number): string {
  return `${round(ms / 1000)} s`;
}

export function megabytes(bytes: number): string {
  return `${round(bytes / 1e6)} MB`;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? Number.NaN;
  return (lower + upper) / 2;
}

/** Figure of a ratio against its goal. */
export function ratio(name: string, of: number, to: number, atMost: number): Figure {
  return { name, value: `${round(of / to)}x`, goal: { is: of / to, atMost, unit: 'x' } };
}

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
