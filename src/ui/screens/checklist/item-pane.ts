/** The focused item: why it matters, what is known, and its decisions. */

import type { ItemSummary } from '../../../model/snapshot.ts';
import { printable } from '../../../text/printable.ts';
import { wrapTo } from '../../../text/width.ts';
import { count } from '../../../text/words.ts';
import { keyIn } from '../../rebind.ts';
import {
  cursorOf,
  type Entry,
  entriesList,
  entriesOf,
  focusedItem,
  isOpen,
  type ResolvedEntry,
} from '../../select/checklist.ts';
import { labelled } from '../../text/labelled.ts';
import { BLANK, type Line, line, span, spread } from '../../text/line.ts';
import type { WaivedDecision, WalkView } from '../../types.ts';
import { disruptionWord, RESOLVED_TEXT, severityWord, twoDigits } from '../../words.ts';
import { entryRows } from './entry-rows.ts';
import { evidenceText, headline } from './model.ts';
import { rowReason } from './reason.ts';

/** So many entries are shown before texts get more lines. */
const ENTRIES_FIRST = 6;
/** Lines that the headline and the evidence keep before they are cut. */
const FACTS = 3;
/** Lines for each text; with none left, only what names the item and the decision stays. */
const LINES = [Number.POSITIVE_INFINITY, 4, 3, 2, 1, 0] as const;

/** Exactly `rows` rows: texts are cut only as far as the list of decisions needs the room. */
export function itemPane(view: WalkView, rows: number, width: number): readonly Line[] {
  const item = focusedItem(view.harden.snapshot, view.nav);
  if (item === undefined) return [];
  const entries = entriesOf(item, view.nav);
  // A mark that one more row is hidden takes the room of that row.
  const wanted = (entries.length <= ENTRIES_FIRST + 1 ? entries.length : ENTRIES_FIRST) + 2;
  const fits = ({ head, foot }: Texts): boolean => rows - head.length - foot.length >= wanted;
  let texts = textsOf(view, item, entries, width, LINES[0]);
  for (const most of LINES.slice(1)) {
    if (fits(texts)) break;
    texts = textsOf(view, item, entries, width, most);
  }
  const { head, foot } = texts;
  const room = Math.max(3, rows - head.length - foot.length);
  return [...head, ...entryRows(view, item, entries, room, width), ...foot].slice(0, rows);
}

interface Texts {
  readonly head: readonly Line[];
  readonly foot: readonly Line[];
}

/** Above and below the list, each text in at most so many lines. */
function textsOf(view: WalkView, item: ItemSummary, entries: readonly Entry[], width: number, most: number): Texts {
  return {
    head: headRows(item, view, width, most),
    foot: footRows(view, item, entries, width, Math.max(1, most)),
  };
}

function headRows(item: ItemSummary, { harden, nav, options }: WalkView, width: number, most: number): readonly Line[] {
  // Titles are bold in the pane that has the keys.
  const title = line(span(`${twoDigits(item.number)}  ${item.title}`, nav.pane === 'entries' ? 'text.strong' : 'text'));
  const facts = [
    ...labelled('Why', item.why, 10, width - 1, most),
    ...labelled('Evidence', evidenceText(item, harden.snapshot), 10, width - 1, Math.max(FACTS, most)),
  ];
  return [
    spread(title, line(severityWord(item.worst)), width - 1),
    ...wrapTo(
      headline(item, keyIn({ options }, 'items', 'platform')),
      width - 1,
      most === 0 ? 1 : Math.max(FACTS, most),
    ).map((text) => line(text)),
    BLANK,
    ...(most === 0 ? [] : [...facts, BLANK]),
  ];
}

function footRows(
  view: WalkView,
  item: ItemSummary,
  entries: readonly Entry[],
  width: number,
  most: number,
): readonly Line[] {
  const cursor = cursorOf(entries, view.nav.cursors[entriesList(item.id)]);
  const entry = entries[cursor];
  if (entry === undefined) return [];
  const key = (id: string): string => keyIn(view, 'entries', id);
  if (entry.kind === 'question') return questionRows(entry, width, most, key('attest'));
  if (entry.kind === 'waived') return waivedRows(entry.decision, width, most, key('waive'));
  if (entry.kind === 'resolved') return resolvedRows(entry, width, most, key('sort'));
  const { lead, row } = entry;
  const variant = lead.variants[0];
  const changes = row.members.reduce((sum, member) => sum + (member.variants[0]?.changes.length ?? 0), 0);
  const label = 18;
  const undoText = variant === undefined ? 'nothing to undo' : 'from the journal, diff first';
  return [
    ...labelled(
      `Row ${cursor + 1}`,
      [
        ...(row.members.length > 1 ? [count(row.members.length, 'decision')] : []),
        variant === undefined ? 'guidance only' : count(changes, 'change'),
      ].join(', '),
      label,
      width - 1,
    ),
    ...labelled('Restarts', variant === undefined ? 'nothing' : disruptionWord(variant.disruption), label, width - 1),
    // The same for all: it is the first to go.
    ...(most < FACTS ? [] : labelled('Undo', undoText, label, width - 1)),
    ...labelled('Reason', rowReason(row), label, width - 1, most),
    ...(lead.owner === null ? [] : labelled('Owner', printable(lead.owner.label), label, width - 1, most)),
  ];
}

function questionRows(entry: Entry & { kind: 'question' }, width: number, most: number, key: string): readonly Line[] {
  const { check, question, reason } = entry.summary;
  const text = question?.question ?? reason ?? check.meta.title;
  return [
    ...labelled('Question', printable(text), 10, width - 1, most),
    line(
      span(
        isOpen(entry) ? `${key}: answer it, with your name and the evidence.` : `${key}: answer it again.`,
        'text.dim',
      ),
    ),
  ];
}

function resolvedRows({ became }: ResolvedEntry, width: number, most: number, key: string): readonly Line[] {
  const rows = wrapTo(RESOLVED_TEXT[became], width - 1, most).map((text) => line(text));
  return [...rows, line(span(`${key} takes it off the list.`, 'text.dim'))];
}

function waivedRows({ waiver }: WaivedDecision, width: number, most: number, key: string): readonly Line[] {
  const by = `by ${printable(waiver.by)}${waiver.at === '' ? '' : ` on ${waiver.at.slice(0, 10)}`}, until ${waiver.expires.slice(0, 10)}`;
  return [
    ...labelled('Waived', by, 10, width - 1),
    ...labelled('Reason', printable(waiver.reason), 10, width - 1, most),
    line(span(`${key}: end the waiver; the decision is open again.`, 'text.dim')),
  ];
}
