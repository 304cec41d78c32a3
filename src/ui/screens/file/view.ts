/** A file that a check offers, as it would be written: new, or with what was edited in it marked. */
import { diffLines } from 'diff';
import { remembered } from '../../../kube/remembered.ts';
import type { DraftFile } from '../../../store/nav.ts';
import { printable, printableLines } from '../../../text/printable.ts';
import { cutMiddle, wrap } from '../../../text/width.ts';
import { count } from '../../../text/words.ts';
import { bodyColumns, bodyRows } from '../../frame/size.ts';
import { BLANK, type Line, line, span, spread } from '../../text/line.ts';
import type { ScreenContent, ScrollRange, WalkView } from '../../types.ts';
import { diffLine } from '../review/diff-line.ts';
import type { DiffRow } from '../review/diff-rows.ts';
import { withEmphasis } from '../review/emphasis.ts';

export function fileView(view: WalkView): ScreenContent {
  const { draft } = view.nav;
  const file = draft?.files[draft.at];
  if (draft === undefined || file === undefined)
    return { crumbs: ['File'], right: BLANK, body: [BLANK, line('  There is no file to show.')], hint: '' };
  const head = headRows(view, file);
  const room = Math.max(1, bodyRows(view) - head.length);
  const rows = fileRows(file);
  const start = Math.max(0, Math.min(view.nav.scroll, rows.length - room));
  const last = Math.min(rows.length, start + room);
  return {
    crumbs: ['Checklist', draft.files.length > 1 ? `file ${draft.at + 1} of ${draft.files.length}` : 'file'],
    right: line(rows.length > room ? `lines ${start + 1} to ${last} of ${rows.length}` : ''),
    body: [...head, ...rows.slice(start, last).map((row) => diffLine(row, bodyColumns(view) - 2))],
    hint: 'Writes to this machine alone; the cluster is not changed by it.',
  };
}

export function fileRange(view: WalkView): ScrollRange {
  const file = view.nav.draft?.files[view.nav.draft.at];
  if (file === undefined) return { min: 0, max: 0 };
  return { min: 0, max: Math.max(0, fileRows(file).length - (bodyRows(view) - headRows(view, file).length)) };
}

function headRows(view: WalkView, file: DraftFile): readonly Line[] {
  const width = bodyColumns(view) - 2;
  const path = printable(file.path);
  const where = file.isWritten === true ? `written to ${path}` : `y writes it to ${path}`;
  const right = line(span(cutMiddle(where, Math.floor(width / 2)), 'text.dim'));
  const doubt = file.doubt === undefined ? [] : wrap(`This is no YAML: ${printable(file.doubt)}`, width - 2);
  return [
    spread(line(' ', span(printable(file.title), 'text.strong')), right, width),
    line(span(` ${stateText(file)}`, 'text.dim')),
    ...doubt.map((text) => line('  ', span(text, 'danger'))),
    BLANK,
  ];
}

/** "24 lines, as offered", or "3 lines added and 1 removed in the editor". */
function stateText(file: DraftFile): string {
  const rows = fileRows(file);
  if (file.text === file.offered) return `${count(rows.length, 'line')}, as offered`;
  const added = rows.filter(({ sign }) => sign === '+').length;
  const removed = rows.filter(({ sign }) => sign === '-').length;
  return `edited: ${count(added, 'line')} added, ${removed} removed; credentials are written, and not shown`;
}

/** All of it: what would be written is never folded. */
const fileRows = remembered((file: DraftFile): readonly DiffRow[] => {
  if (file.text === file.offered) return linesOf(file.text).map((text) => ({ sign: '+', text }));
  const parts = diffLines(printableLines(file.offered), printableLines(file.shown));
  const rows = parts.flatMap(({ value, added, removed }) =>
    linesOf(value).map((text): DiffRow => ({ sign: added ? '+' : removed ? '-' : ' ', text })),
  );
  return withEmphasis(rows);
});

function linesOf(text: string): readonly string[] {
  const lines = printableLines(text).split('\n');
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}
