/** The focused item: why it matters, what is known, and its decisions. */
import { printable } from '../../model/printable.ts';
import type { ItemSummary } from '../../model/snapshot.ts';
import { GLYPHS } from '../glyphs.ts';
import { cursorOf, type Entry, entriesList, entriesOf, focusedItem, isOpen } from '../select/checklist.ts';
import { decisionsText, evidenceText, headline, rowReason } from '../select/item.ts';
import { BLANK, type Line, line, type Span, span, spread, strong, toWidth } from '../text/line.ts';
import { cutEnd, cutMiddle, displayWidth, padEnd, padStart, wrapTo } from '../text/width.ts';
import type { Decision, WalkView } from '../types.ts';
import { count, disruptionWord, readinessWord, severityWord } from '../words.ts';

/** A reason shorter than this tells nothing. */
const LEAST_REASON = 12;

/** Exactly `rows` rows: the list of decisions takes what the texts leave. */
export function itemPane(view: WalkView, rows: number, width: number): readonly Line[] {
  const item = focusedItem(view.harden.snapshot, view.nav);
  if (item === undefined) return [];
  const entries = entriesOf(item, view.nav);
  const head = headRows(item, width);
  const foot = footRows(view, item, entries, width);
  const room = Math.max(3, rows - head.length - foot.length);
  return [...head, ...entryRows(view, item, entries, room, width), ...foot].slice(0, rows);
}

function headRows(item: ItemSummary, width: number): readonly Line[] {
  const number = item.essential ? `${String(item.number).padStart(2, '0')}  ` : '';
  return [
    spread(line(span(number + item.title, 'text.strong')), line(severityWord(item.worst)), width - 1),
    ...wrapTo(headline(item), width - 1, 3).map((text) => line(text)),
    BLANK,
    ...labelled('Why', item.why, 10, width - 1, 3),
    ...labelled('Evidence', evidenceText(item), 10, width - 1, 3),
    BLANK,
  ];
}

/** A dim label, and text beside it that wraps under itself. */
export function labelled(
  label: string,
  text: string,
  indent: number,
  width: number,
  most = Number.POSITIVE_INFINITY,
): readonly Line[] {
  return wrapTo(text, width - indent, most).map((part, at) =>
    line(span(padEnd(at === 0 ? label : '', indent), 'text.dim'), part),
  );
}

function entryRows(
  view: WalkView,
  item: ItemSummary,
  entries: readonly Entry[],
  room: number,
  width: number,
): readonly Line[] {
  const told = [...(item.rows.length === 0 ? [] : [decisionsText(item)]), ...waivedText(view, item)];
  const title = told.length === 0 ? [] : [line(span(told.join(', '), 'text.strong'))];
  if (entries.length === 0) return [...title, ...emptyRows(view, item)];
  const cursor = cursorOf(entries, view.nav.cursors[entriesList(item.id)]);
  const visible = Math.max(1, room - title.length - 1);
  const start = view.windowOf(entriesList(item.id), cursor, visible, entries.length);
  const shown = entries.slice(start, start + visible);
  const below = entries.length - start - shown.length;
  const hasFocus = view.nav.pane === 'entries';
  const rows = shown.map((entry, at) => {
    const isCursor = start + at === cursor;
    const mark = isCursor ? span(GLYPHS.cursor, hasFocus ? 'accent' : 'text.dim') : span(' ');
    const row = line(
      mark,
      padStart(String(start + at + 1), 2),
      '  ',
      ...entryRow(view, entry, width - 6, nameRoom(entries, width - 6)),
    );
    return isCursor && hasFocus ? strong(row) : row;
  });
  const more = below > 0 ? line(span(`     ${GLYPHS.down} ${count(below, 'row')}`, 'text.dim')) : BLANK;
  return [...title, ...rows, more];
}

function waivedText({ harden }: WalkView, { id }: ItemSummary): readonly string[] {
  const waived = (harden.snapshot?.waived ?? []).filter(({ item }) => item === id).length;
  return waived === 0 ? [] : [`${count(waived, 'decision')} waived`];
}

function emptyRows(view: WalkView, item: ItemSummary): readonly Line[] {
  const filter = view.nav.filters[entriesList(item.id)] ?? '';
  if (filter !== '') return [line(`Nothing matches ${filter}. esc clears the filter.`)];
  return item.status === 'pass' ? [line('Nothing to decide.')] : [];
}

/** Names go before reasons, which the lines below tell in full. */
function nameRoom(entries: readonly Entry[], width: number): number {
  const longest = Math.max(...entries.map((entry) => (entry.kind === 'decision' ? displayWidth(entry.row.title) : 0)));
  return Math.max(18, Math.min(longest, width - 12));
}

function entryRow(view: WalkView, entry: Entry, width: number, room: number): Line {
  if (entry.kind === 'question') {
    const word = questionWord(entry);
    const wide = width - 10;
    return line(padEnd(cutMiddle(entry.summary.check.meta.title, wide), wide + 1), word);
  }
  const { row, lead } = entry;
  const reasonRoom = width - room - 10;
  return line(
    padEnd(cutMiddle(printable(row.title), room), room + 1),
    ...toWidth(line(stateWord(view, lead)), 9),
    reasonRoom < LEAST_REASON ? '' : cutEnd(rowReason(row), reasonRoom),
  );
}

function questionWord({ summary }: Entry & { kind: 'question' }): Span {
  if (summary.attestation !== undefined) return span('answered', 'state.ask');
  return summary.status === 'manual' ? span('asks you', 'state.ask') : span('unknown', 'state.unknown');
}

/** What was done with it in this walk goes before its readiness. */
function stateWord(view: WalkView, lead: Decision): Span {
  if (view.nav.plan.includes(lead.id)) return span('in plan', 'accent');
  if (view.nav.skipped.includes(lead.id)) return span('later', 'text.dim');
  return lead.refusal === undefined ? readinessWord(lead.readiness) : span('refused', 'danger');
}

function footRows(view: WalkView, item: ItemSummary, entries: readonly Entry[], width: number): readonly Line[] {
  const cursor = cursorOf(entries, view.nav.cursors[entriesList(item.id)]);
  const entry = entries[cursor];
  if (entry === undefined) return [];
  if (entry.kind === 'question') return questionRows(entry, width);
  const { lead, row } = entry;
  const variant = lead.variants[0];
  const changes = row.members.reduce((sum, member) => sum + (member.variants[0]?.changes.length ?? 0), 0);
  const label = 18;
  return [
    ...labelled(
      `Decision ${cursor + 1}`,
      variant === undefined ? 'guidance only' : count(changes, 'change'),
      label,
      width - 1,
    ),
    ...labelled('Restarts', variant === undefined ? 'none' : disruptionWord(variant.disruption), label, width - 1),
    ...labelled('Undo', variant === undefined ? 'nothing to undo' : 'by the journal, diff first', label, width - 1),
    ...labelled('Why so', rowReason(row), label, width - 1, 4),
    ...(lead.owner === null ? [] : labelled('Owner', printable(lead.owner.label), label, width - 1, 1)),
  ];
}

function questionRows(entry: Entry & { kind: 'question' }, width: number): readonly Line[] {
  const { check, reason } = entry.summary;
  const text = check.mode === 'manual' ? check.question : (reason ?? check.meta.title);
  return [
    ...labelled('Question', printable(text), 10, width - 1, 4),
    line(span(isOpen(entry) ? 'm answers it, with who and where.' : 'm answers it anew.', 'text.dim')),
  ];
}
