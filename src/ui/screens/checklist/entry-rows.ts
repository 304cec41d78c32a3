/** The decisions and questions of an item as rows: name, what can be done, why. */

import type { ItemSummary } from '../../../model/snapshot.ts';
import { printable } from '../../../text/printable.ts';
import { cutEnd, displayWidth, padEnd, padStart, wrap } from '../../../text/width.ts';
import { count } from '../../../text/words.ts';
import { GLYPHS } from '../../glyphs.ts';
import { keyIn } from '../../rebind.ts';
import { cursorOf, type Entry, entriesList } from '../../select/checklist.ts';
import { inFocus, type Line, line, listed, type Span, span, toWidth } from '../../text/line.ts';
import type { Decision, WalkView } from '../../types.ts';
import { readinessWord, rowMark, statusMark } from '../../words.ts';
import { decisionsText } from './decisions-text.ts';
import { entryNames, markRoom, markWord, QUESTION, untilText } from './entry-names.ts';
import { rowReason } from './reason.ts';

/** Cells of the longest readiness, and a blank. */
const STATE = 12;
/** A reason with less room than this is left out. */
const LEAST_REASON = 12;

/** A title and the window around the cursor, in at most so many rows. */
export function entryRows(
  view: WalkView,
  item: ItemSummary,
  entries: readonly Entry[],
  most: number,
  width: number,
): readonly Line[] {
  const title = (item.rows.length === 0 ? [] : wrap(decisionsText(item), width)).map((text) =>
    line(view.nav.pane === 'entries' ? span(text, 'text.strong') : text),
  );
  if (entries.length === 0) return [...title, ...emptyRows(view, item)];
  const cursor = cursorOf(entries, view.nav.cursors[entriesList(item.id)]);
  const visible = Math.max(1, most - title.length - 1);
  const start = view.windowOf(entriesList(item.id), cursor, visible, entries.length);
  const shown = entries.slice(start, start + visible);
  const below = entries.length - start - shown.length;
  const hasFocus = view.nav.pane === 'entries';
  const room = nameRoom(view, entries, width - 6);
  const names = entryNames(view, shown, width - 6, room);
  const rows = shown.map((entry, at): Line => {
    const isCursor = start + at === cursor;
    const mark = isCursor ? span(GLYPHS.cursor, hasFocus ? 'accent' : 'text.dim') : span(' ');
    const row = line(
      mark,
      padStart(String(start + at + 1), 2),
      view.nav.marked.includes(entry.id) ? span(GLYPHS.marked, 'accent') : signOf(view, entry),
      ' ',
      ...entryRow(view, entry, names[at] ?? '', { width: width - 6, name: room }),
    );
    const index = start + at;
    const place = { list: entriesList(item.id), id: entry.id, index, isCursor };
    return listed(isCursor && hasFocus ? inFocus(row, width) : row, place);
  });
  const hidden = [
    ...(start > 0 ? [`${GLYPHS.up} ${count(start, 'row')}`] : []),
    ...(below > 0 ? [`${GLYPHS.down} ${count(below, 'row')}`] : []),
  ];
  const more = line(span(hidden.length === 0 ? '' : `     ${hidden.join('  ')}`, 'text.dim'));
  return [...title, ...rows, more];
}

function emptyRows(view: WalkView, item: ItemSummary): readonly Line[] {
  const filter = view.nav.filters[entriesList(item.id)] ?? '';
  if (filter !== '')
    return [line(`Nothing matches ${printable(filter)}. ${keyIn(view, 'entries', 'back')} clears the filter.`)];
  return item.status === 'pass' ? [line('Nothing to decide.')] : [];
}

/** Names get the room first: the lines below show the reason in full. */
function nameRoom(view: WalkView, entries: readonly Entry[], width: number): number {
  const longest = Math.max(...entries.map((entry) => nameWidth(view, entry)));
  return Math.max(18, Math.min(longest, width - STATE));
}

function nameWidth(view: WalkView, entry: Entry): number {
  return entry.kind === 'decision' ? displayWidth(entry.row.title) + markRoom(view, entry.id) : 0;
}

function entryRow(
  view: WalkView,
  entry: Entry,
  name: string,
  room: { readonly width: number; readonly name: number },
): Line {
  if (entry.kind === 'question') return line(padEnd(name, room.width - QUESTION + 1), questionWord(entry));
  if (entry.kind === 'waived') return line(statusMark('waived'), span(` ${name}${untilText(entry)}`, 'text.dim'));
  if (entry.kind === 'resolved')
    return line(span(`${name} `, 'text.dim'), span(entry.became, entry.became === 'fixed' ? 'state.pass' : 'text.dim'));
  const { row, lead, id } = entry;
  const word = markWord(view, id);
  const reasonRoom = room.width - room.name - STATE - 1;
  return line(
    ...toWidth(line(name, word === '' ? '' : ' ', span(word, 'accent')), room.name + 1),
    ...toWidth(line(stateWord(view, lead)), STATE),
    reasonRoom < LEAST_REASON ? '' : cutEnd(rowReason(row), reasonRoom),
  );
}

/** What became of the row, in the cell of the mark: its word stands after the name in any case. */
function signOf({ nav, now }: WalkView, { id, kind, ...entry }: Entry): Span {
  if ((nav.unsettled[id] ?? 0) > now) return span(GLYPHS.unsettled, 'state.unknown');
  if ('became' in entry)
    return entry.became === 'fixed' ? span(GLYPHS.pass, 'state.pass') : span(GLYPHS.notApplicable, 'text.dim');
  const mark = nav.rowMarks[id];
  return mark === undefined ? span(' ') : span(rowMark(mark)[0], 'accent');
}

function questionWord({ summary }: Entry & { kind: 'question' }): Span {
  if (summary.attestation !== undefined) return span('answered', 'state.ask');
  return summary.question !== undefined ? span('question', 'state.ask') : span('unknown', 'state.unknown');
}

/** Planned or skipped in this walk; else its readiness. */
function stateWord(view: WalkView, lead: Decision): Span {
  if (view.nav.plan.includes(lead.id)) return span('in plan', 'accent');
  if (view.nav.skipped.includes(lead.id)) return span('later', 'text.dim');
  return readinessWord(lead.readiness);
}
