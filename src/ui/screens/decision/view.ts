/** Screen 4: one decision; where it is wrong, what would change, what speaks for it. */

import { printable, printableLines } from '../../../text/printable.ts';
import { cutEnd, padEnd, padStart, wrap } from '../../../text/width.ts';
import { count } from '../../../text/words.ts';
import { LEFT_PANE, sideBySide } from '../../components/panes.ts';
import { bodyColumns, bodyRows, hasTwoPanes } from '../../frame/size.ts';
import { GLYPHS } from '../../glyphs.ts';
import { checksOf, itemMark, type OpenDecision, openDecision } from '../../select/decision.ts';
import { BLANK, type Line, line, span, spread, toWidth } from '../../text/line.ts';
import type { ScreenContent, ScrollRange, WalkView } from '../../types.ts';
import { readinessWord, shortName } from '../../words.ts';
import { type ExcerptRow, excerpt, firstMarked } from './excerpt.ts';
import { decisionFacts } from './facts.ts';
import { hint } from './model.ts';

export function decisionView(view: WalkView): ScreenContent {
  const open = openDecision(view.harden.snapshot, view.nav);
  if (open === undefined) {
    const text = 'This decision is gone: it was resolved, or the cluster changed. esc goes back.';
    return { crumbs: ['Checklist', 'Decision'], right: BLANK, body: [BLANK, line('  ', text)], hint: '' };
  }
  const { row, lead, position, total, itemTitle } = open;
  return {
    crumbs: ['Checklist', itemTitle, row.members.length > 1 ? row.title : shortName(lead.subject)],
    right: line(
      `${hasTwoPanes(view) ? `decision ${position} of ${total}` : `${position}/${total}`}   `,
      readinessWord(lead.readiness),
    ),
    body: body(view, open),
    hint: hint(open),
  };
}

function body(view: WalkView, open: OpenDecision): readonly Line[] {
  const facts = factsPane(view, open);
  if (hasTwoPanes(view)) return sideBySide(objectPane(view, open), facts, bodyRows(view));
  return [...objectPane(view, open), BLANK, ...facts.map((row) => [span(' '), ...row])];
}

/** The facts move with the object; a mark tells that there are more. */
function factsPane(view: WalkView, open: OpenDecision): readonly Line[] {
  const { facts, room } = factsWindow(view, open);
  if (facts.length <= room) return facts;
  const start = Math.max(0, Math.min(view.nav.scroll, facts.length - room));
  const below = facts.length - start - room;
  const shown = facts.slice(start, start + room);
  return below === 0
    ? shown
    : [...shown.slice(0, -1), line(span(`${GLYPHS.down} ${count(below + 1, 'row')}`, 'text.dim'))];
}

function factsWindow(view: WalkView, open: OpenDecision): { readonly facts: readonly Line[]; readonly room: number } {
  const width = bodyColumns(view) - (hasTwoPanes(view) ? LEFT_PANE + 3 : 2);
  const room = hasTwoPanes(view) ? bodyRows(view) : bodyRows(view) - paneSize(view).rows - 1;
  return { facts: decisionFacts(view, open, width, room), room };
}

/** Cells of the pane with the object: beside the facts, or above them. */
function paneSize(view: WalkView): { readonly rows: number; readonly width: number } {
  const rows = bodyRows(view);
  if (hasTwoPanes(view)) return { rows, width: LEFT_PANE - 1 };
  return { rows: Math.max(5, Math.floor(rows * 0.4)), width: bodyColumns(view) - 2 };
}

interface ObjectWindow {
  readonly head: readonly Line[];
  readonly marked: readonly ExcerptRow[];
  readonly room: number;
  /** Where the window stands without scrolling: a little above the first line that fails. */
  readonly from: number;
}

function objectWindow(view: WalkView, open: OpenDecision): ObjectWindow {
  const { rows, width } = paneSize(view);
  const { lead } = open;
  const object = view.objectOf(lead.subject);
  const head = [titleRow(open, width), ...memberRows(open, width), ...(rows > 10 ? [BLANK] : [])];
  const room = rows - head.length;
  const marked =
    object === undefined ? [] : excerpt(object, lead.findings, (found) => itemMark(view.harden.snapshot, found));
  return { head, marked, room, from: Math.max(0, Math.min(firstMarked(marked) - 3, marked.length - room)) };
}

export function decisionRange(view: WalkView): ScrollRange {
  const open = openDecision(view.harden.snapshot, view.nav);
  if (open === undefined) return { min: 0, max: 0 };
  const { marked, room, from } = objectWindow(view, open);
  const { facts, room: factsRoom } = factsWindow(view, open);
  return { min: -from, max: Math.max(marked.length - room - from, facts.length - factsRoom, 0) };
}

/** The object from the first failing line on; the margin names the items. */
function objectPane(view: WalkView, open: OpenDecision): readonly Line[] {
  const { rows, width } = paneSize(view);
  const { head, marked, room, from } = objectWindow(view, open);
  if (marked.length === 0) return [...head, ...guidanceRows(view, open, width)].slice(0, rows);
  const start = Math.max(0, Math.min(from + view.nav.scroll, Math.max(0, marked.length - room)));
  const shown = marked.slice(start, start + room).map((row) => toWidth(excerptRow(row, width), width));
  return [...head, ...shown];
}

function excerptRow({ marks, number, text }: ExcerptRow, width: number): Line {
  const margin = span(padEnd(cutEnd(marks.join(' '), 6), 6), 'state.fail');
  const room = width - 12;
  if (number === undefined) return line(' ', margin, '    ', span(cutEnd(withSign(text), room), 'diff.add'));
  return line(' ', margin, span(padStart(String(number), 3), 'text.dim'), ' ', cutEnd(text, room));
}

/** The sign stands in the indentation. */
function withSign(text: string): string {
  const indent = text.length - text.trimStart().length;
  return `${' '.repeat(Math.max(0, indent - 2))}+ ${text.trimStart()}`;
}

function titleRow({ lead }: OpenDecision, width: number): Line {
  const name = span(printable(`${lead.subject.kind} ${lead.subject.name}`), 'text.strong');
  return spread(line(' ', name), line(` ${count(lead.findings.length, 'finding')}`), width - 1);
}

function memberRows({ row }: OpenDecision, width: number): readonly Line[] {
  if (row.members.length < 2) return [];
  const names = row.members.slice(1).map(({ subject }) => shortName(subject));
  return [line(span(cutEnd(` and ${names.length} with the same change: ${names.join(', ')}`, width - 1), 'text.dim'))];
}

/** Without an object to show, what to do. */
function guidanceRows(view: WalkView, { lead }: OpenDecision, width: number): readonly Line[] {
  const ids = new Set(checksOf(lead));
  return (view.harden.snapshot?.checks ?? [])
    .filter(({ check }) => ids.has(check.meta.id))
    .flatMap(({ check }) => printableLines(check.meta.guidance.trim()).split('\n'))
    .flatMap((text) => wrap(text, width - 2))
    .map((text) => line(' ', text));
}
