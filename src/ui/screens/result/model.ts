/** What comes next after a result. Pure. */

import { severityRank, worstSeverity } from '../../../model/finding.ts';
import type { ItemSummary, ScanSnapshot } from '../../../model/snapshot.ts';
import type { NavState, Run } from '../../../store/nav.ts';
import type { HardenState } from '../../../store/state.ts';
import { printable } from '../../../text/printable.ts';
import { cutMiddle } from '../../../text/width.ts';
import { count, nameSome } from '../../../text/words.ts';
import { cursorOf, type Entry, entriesList, entriesOf, focusedItem, isOpen, itemsOf } from '../../select/checklist.ts';
import { appliedDecisions } from '../../select/run.ts';
import { twoDigits } from '../../words.ts';

/** Where a result leads: to a row, or to an item as a whole. */
export interface NextPlace {
  readonly item: ItemSummary;
  readonly entry?: Entry;
  readonly index: number;
}

/** First what is open in the same item, below and then above, then the next item that has something open. */
export function nextPlace(snapshot: ScanSnapshot | undefined, nav: NavState): NextPlace | undefined {
  const item = focusedItem(snapshot, nav);
  if (item === undefined) return undefined;
  const entries = entriesOf(item, nav);
  const at = cursorOf(entries, nav.cursors[entriesList(item.id)]);
  if (nav.pane !== 'entries') return { item, index: -1 };
  if (!isMade(entries[at], nav)) return placeAt(item, entries, at);
  const isNext = (entry: Entry): boolean => isOpen(entry) && !isMade(entry, nav) && !nav.skipped.includes(idOf(entry));
  const below = entries.findIndex((entry, index) => index > at && isNext(entry));
  const next = below >= 0 ? below : entries.findIndex(isNext);
  if (next >= 0) return placeAt(item, entries, next);
  const items = itemsOf(snapshot, nav);
  const later = items.slice(items.findIndex(({ id }) => id === item.id) + 1);
  const other = later.find((each) => entriesOf(each, nav).some(isNext));
  return other === undefined ? placeAt(item, entries, at) : { item: other, index: -1 };
}

function placeAt(item: ItemSummary, entries: readonly Entry[], index: number): NextPlace {
  const entry = entries[index];
  return entry === undefined ? { item, index: -1 } : { item, entry, index };
}

/** "Next: item 02, row 2: Rules of Role shop/shop-deployer." in at most so many cells; '' when there is nothing. */
export function nextWords({ snapshot }: HardenState, nav: NavState, width: number): string {
  const next = nextPlace(snapshot, nav);
  if (next === undefined) return '';
  const { item, entry, index } = next;
  const itemText = `Next: item ${twoDigits(item.number)}`;
  if (entry?.kind === 'resolved') return 'Everything in this item is settled.';
  const [where, title] =
    entry === undefined ? [itemText, item.title] : [`${itemText}, row ${index + 1}`, titleOf(entry)];
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
  return entry.kind === 'waived' ? entry.decision.title : entry.row.title;
}

/** Of a decision that the last run has applied whole, or that is settled already. */
function isMade(entry: Entry | undefined, { run }: NavState): boolean {
  if (entry === undefined || entry.kind === 'resolved') return entry !== undefined;
  return run?.kind === 'apply' && appliedDecisions(run.preview, run.result).has(idOf(entry));
}

function idOf(entry: Entry): string {
  return entry.kind === 'decision' ? entry.lead.id : entry.id;
}
