/** What comes next after a result. Pure. */

import { severityRank, worstSeverity } from '../../../model/finding.ts';
import type { ScanSnapshot } from '../../../model/snapshot.ts';
import type { NavState, Run } from '../../../store/nav.ts';
import type { HardenState } from '../../../store/state.ts';
import { printable } from '../../../text/printable.ts';
import { cutMiddle } from '../../../text/width.ts';
import { count, nameSome } from '../../../text/words.ts';
import { cursorOf, type Entry, entriesList, entriesOf, focusedItem } from '../../select/checklist.ts';
import { appliedDecisions } from '../../select/run.ts';
import { twoDigits } from '../../words.ts';

/** "Next: item 02, decision 2: Rules of Role shop/shop-deployer." in at most so many cells; '' when there is nothing. */
export function nextWords({ snapshot }: HardenState, nav: NavState, width: number): string {
  const item = focusedItem(snapshot, nav);
  if (item === undefined) return '';
  const entries = entriesOf(item, nav);
  const at =
    nav.pane === 'entries' ? nextIndex(entries, nav, cursorOf(entries, nav.cursors[entriesList(item.id)])) : -1;
  const entry = entries[at];
  const itemText = `Next: item ${twoDigits(item.number)}`;
  const [where, title] =
    entry === undefined ? [itemText, item.title] : [`${itemText}, ${entry.kind} ${at + 1}`, titleOf(entry)];
  return `${where}: ${cutMiddle(printable(title), Math.max(8, width - where.length - 3))}.`;
}

/** "Deployment shop/api (critical, 9 findings)": what a run has left of the decisions that it took, worst first. */
export function staysOpen(snapshot: ScanSnapshot | undefined, { kind, preview, result }: Run): string {
  if (kind !== 'apply' || result === undefined || snapshot === undefined) return '';
  const taken = new Set(preview.steps.flatMap(({ decision, decisions = [decision] }) => decisions));
  const resolved = new Set(result.resolved);
  const left = snapshot.decisions
    .filter(({ id }) => taken.has(id))
    .map(({ title, findings }) => ({ title, findings: findings.filter(({ id }) => !resolved.has(id)) }))
    .flatMap(({ title, findings }) => {
      const worst = worstSeverity(findings.map(({ severity }) => severity));
      return worst === undefined ? [] : { title, worst, findings: findings.length };
    })
    .toSorted((one, other) => severityRank(one.worst) - severityRank(other.worst));
  return nameSome(
    left.map(({ title, worst, findings }) => `${printable(title)} (${worst}, ${count(findings, 'finding')})`),
  );
}

function titleOf(entry: Entry): string {
  if (entry.kind === 'question') return entry.summary.check.meta.title;
  return entry.kind === 'decision' ? entry.row.title : entry.decision.title;
}

/** From a decision that was applied on to the one after it. */
function nextIndex(entries: readonly Entry[], { run, skipped }: NavState, at: number): number {
  const idOf = (entry: Entry): string => (entry.kind === 'decision' ? entry.lead.id : entry.id);
  const made = run?.kind === 'apply' ? appliedDecisions(run.preview, run.result) : new Set<string>();
  const focused = entries[at];
  if (focused === undefined || !made.has(idOf(focused))) return at;
  const next = entries.findIndex(
    (entry, index) => index > at && entry.kind !== 'waived' && !skipped.includes(idOf(entry)),
  );
  return next < 0 ? at : next;
}
