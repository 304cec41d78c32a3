/** What goes first where a reader takes only so much, and how what is left out is told. */
import { SEVERITIES, severityRank } from '../model/finding.ts';
import type { Severity } from '../plugin-api/index.ts';
import { grouped } from '../text/words.ts';

export interface Ranking {
  readonly severity: Severity;
  /** A person has accepted it, or says that it is not so. */
  readonly isAccepted?: boolean;
}

/** What is open before what was accepted, then the worst first; else in the given order. */
export function byRank<R extends Ranking>(all: readonly R[]): readonly R[] {
  return all.toSorted(
    (one, other) =>
      Number(one.isAccepted === true) - Number(other.isAccepted === true) ||
      severityRank(one.severity) - severityRank(other.severity),
  );
}

/** "2 high, 1,003 low, 7 accepted": by severity, and what is not open apart. */
export function leftText(left: readonly Ranking[]): string {
  const open = left.filter(({ isAccepted }) => isAccepted !== true);
  const bySeverity = SEVERITIES.map((each) => [open.filter(({ severity }) => severity === each).length, each] as const);
  const parts = [...bySeverity, [left.length - open.length, 'accepted'] as const];
  return parts.flatMap(([amount, word]) => (amount === 0 ? [] : [`${grouped(amount)} ${word}`])).join(', ');
}
