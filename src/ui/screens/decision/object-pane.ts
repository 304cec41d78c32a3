/** The object of a decision, with the items that fail in its margin. */
import { printableLines } from '../../../text/printable.ts';
import { cutEnd, padEnd, padStart, wrap } from '../../../text/width.ts';
import { count } from '../../../text/words.ts';
import { checksOf, itemMark, type OpenDecision } from '../../select/decision.ts';
import { BLANK, type Line, line, lineWidth, span, spread, toWidth } from '../../text/line.ts';
import { yamlSpans } from '../../text/yaml-spans.ts';
import type { WalkView } from '../../types.ts';
import { refTitle, shortName } from '../../words.ts';
import { type ExcerptRow, excerpt, firstMarked } from './excerpt.ts';

type Opened = Pick<OpenDecision, 'row' | 'lead'>;

export interface PaneSize {
  readonly rows: number;
  readonly width: number;
}

interface ObjectWindow {
  readonly head: readonly Line[];
  readonly marked: readonly ExcerptRow[];
  readonly room: number;
  /** Where the window stands without scrolling: a little above the first line that fails. */
  readonly from: number;
}

export function objectWindow(view: WalkView, open: Opened, { rows, width }: PaneSize): ObjectWindow {
  const { lead } = open;
  const object = view.objectOf(lead.subject);
  const head = [titleRow(open, width), ...memberRows(open, width), ...(rows > 10 ? [BLANK] : [])];
  const room = rows - head.length;
  const marked =
    object === undefined ? [] : excerpt(object, lead.findings, (found) => itemMark(view.harden.snapshot, found));
  return { head, marked, room, from: Math.max(0, Math.min(firstMarked(marked) - 3, marked.length - room)) };
}

/** The object from the first failing line on; the margin names the items. */
export function objectPane(view: WalkView, open: Opened, size: PaneSize, scroll: number): readonly Line[] {
  const { rows, width } = size;
  const { head, marked, room, from } = objectWindow(view, open, size);
  if (marked.length === 0) return [...head, ...guidanceRows(view, open, width)].slice(0, rows);
  const start = Math.max(0, Math.min(from + scroll, Math.max(0, marked.length - room)));
  const shown = marked.slice(start, start + room).map((row) => toWidth(excerptRow(row, width), width));
  return [...head, ...shown];
}

function excerptRow({ marks, number, text }: ExcerptRow, width: number): Line {
  const margin = span(padEnd(cutEnd(marks.join(' '), 6), 6), 'state.fail');
  const room = width - 12;
  if (number === undefined) return line(' ', margin, '    ', span(cutEnd(withSign(text), room), 'diff.add'));
  return line(' ', margin, span(padStart(String(number), 3), 'text.dim'), ' ', ...yamlSpans(cutEnd(text, room)));
}

/** The sign stands in the indentation. */
function withSign(text: string): string {
  const indent = text.length - text.trimStart().length;
  return `${' '.repeat(Math.max(0, indent - 2))}+ ${text.trimStart()}`;
}

function titleRow({ lead }: Opened, width: number): Line {
  const right = line(` ${count(lead.findings.length, 'finding')}`);
  const name = span(refTitle(lead.subject, width - lineWidth(right) - 3), 'text.strong');
  return spread(line(' ', name), right, width - 1);
}

function memberRows({ row }: Opened, width: number): readonly Line[] {
  if (row.members.length < 2) return [];
  const names = row.members.slice(1).map(({ subject }) => shortName(subject));
  return [line(span(cutEnd(` and ${names.length} with the same change: ${names.join(', ')}`, width - 1), 'text.dim'))];
}

/** Without an object to show, what to do. */
function guidanceRows(view: WalkView, { lead }: Opened, width: number): readonly Line[] {
  const ids = new Set(checksOf(lead));
  return (view.harden.snapshot?.checks ?? [])
    .filter(({ check }) => ids.has(check.meta.id))
    .flatMap(({ check }) => printableLines(check.meta.guidance.trim()).split('\n'))
    .flatMap((text) => wrap(text, width - 2))
    .map((text) => line(' ', text));
}
