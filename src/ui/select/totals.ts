/** What the walk counts: decisions of applications, and the findings behind them. Shown and folded make all. */
import type { Decision } from '../../model/decision.ts';
import { countDecisions, type ToDecide } from '../../model/rows/to-decide.ts';
import type { ScanSnapshot } from '../../model/snapshot.ts';
import type { NavState } from '../../store/nav.ts';
import { printable } from '../../text/printable.ts';
import { isWithin } from './within.ts';

export interface Totals extends ToDecide {
  readonly findings: number;
}

export function shownTotals(snapshot: ScanSnapshot): Totals {
  return totalsOf(shownDecisions(snapshot), snapshot);
}

/** What the checklist lists at the moment: of some namespaces, or with the platform where that is unfolded. */
export function listedTotals(
  snapshot: ScanSnapshot,
  { isUnfolded, within }: Pick<NavState, 'isUnfolded' | 'within'>,
): Totals {
  const decisions = isUnfolded ? snapshot.decisions : shownDecisions(snapshot);
  return totalsOf(within === undefined ? decisions : decisions.filter(isWithin(within)), snapshot);
}

/** How many findings the checklist does not count: with those that it lists they are all. */
export function unlisted(
  snapshot: ScanSnapshot,
  { isUnfolded }: Pick<NavState, 'isUnfolded'>,
): { readonly platform: number; readonly waived: number; readonly answered: number } {
  const answers = snapshot.checks.flatMap((check) => check.answers ?? []);
  return {
    platform: isUnfolded ? 0 : snapshot.totals.platform,
    waived: countFindings(snapshot.waived),
    answered: answers.reduce((sum, { findings }) => sum + findings.length, 0),
  };
}

function totalsOf(decisions: readonly Decision[], { items }: ScanSnapshot): Totals {
  return { ...countDecisions(decisions, items), findings: countFindings(decisions) };
}

export function countFindings(decisions: readonly Decision[]): number {
  return decisions.reduce((sum, { findings }) => sum + findings.length, 0);
}

/** Why there is nothing at all to walk; undefined when there is something. */
export function nothingText({ totals, messages }: ScanSnapshot): string | undefined {
  if (totals.objects > 0) return undefined;
  const why = messages.find(({ level }) => level === 'error')?.text;
  return `No objects found${why === undefined ? '' : `: ${printable(why)}`}.`;
}

/** Ids of the findings that `shownTotals` counts. */
export function shownFindings(snapshot: ScanSnapshot): ReadonlySet<string> {
  return new Set(shownDecisions(snapshot).flatMap(({ findings }) => findings.map(({ id }) => id)));
}

/** How many of the decisions that `shownTotals` counts are about these findings only. */
export function shownDecisionsWithin(snapshot: ScanSnapshot, findings: ReadonlySet<string>): number {
  return shownDecisions(snapshot).filter((decision) => decision.findings.every(({ id }) => findings.has(id))).length;
}

export function shownDecisions({ decisions }: ScanSnapshot): readonly Decision[] {
  return decisions.filter(({ platform }) => !platform);
}
