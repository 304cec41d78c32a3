/** What the walk counts: decisions of applications, and the findings behind them. Shown and folded make all. */
import type { ScanSnapshot } from '../../model/snapshot.ts';

export interface Totals {
  readonly decisions: number;
  readonly findings: number;
}

export function shownTotals({ decisions }: ScanSnapshot): Totals {
  const shown = decisions.filter(({ platform }) => !platform);
  return { decisions: shown.length, findings: shown.reduce((sum, { findings }) => sum + findings.length, 0) };
}
