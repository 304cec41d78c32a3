/** What the walk counts: decisions of applications, and the findings behind them. Shown and folded make all. */
import type { Decision } from '../../model/decision.ts';
import type { ScanSnapshot } from '../../model/snapshot.ts';

export interface Totals {
  readonly decisions: number;
  readonly findings: number;
}

export function shownTotals(snapshot: ScanSnapshot): Totals {
  const shown = shownDecisions(snapshot);
  return { decisions: shown.length, findings: shown.reduce((sum, { findings }) => sum + findings.length, 0) };
}

/** Ids of the findings that `shownTotals` counts. */
export function shownFindings(snapshot: ScanSnapshot): ReadonlySet<string> {
  return new Set(shownDecisions(snapshot).flatMap(({ findings }) => findings.map(({ id }) => id)));
}

export function shownDecisions({ decisions }: ScanSnapshot): readonly Decision[] {
  return decisions.filter(({ platform }) => !platform);
}
