/** Screen 5: the diff of a plan, and the strip below it that asks for consent. */

import type { StepPreview } from '../../../model/plan.ts';
import type { Review } from '../../../store/nav.ts';
import { printable } from '../../../text/printable.ts';
import { cutEnd, wrap } from '../../../text/width.ts';
import { count } from '../../../text/words.ts';
import { beside } from '../../components/panes.ts';
import { bodyColumns, bodyRows } from '../../frame/size.ts';
import { GLYPHS } from '../../glyphs.ts';
import { BLANK, type Line, line, lineWidth, span, spread } from '../../text/line.ts';
import type { ScreenContent, ScrollRange, WalkView } from '../../types.ts';
import { changeRows } from './changes.ts';
import { diffLine } from './diff-line.ts';
import { diffRows } from './diff-rows.ts';
import { layoutOf, type ReviewLayout } from './layout.ts';

export function reviewView(view: WalkView): ScreenContent {
  const { review } = view.nav;
  if (review === undefined) return { crumbs: ['Plan'], right: BLANK, body: [], hint: '' };
  const steps = review.preview?.steps ?? [];
  const word = review.kind === 'undo' ? 'Undo' : 'Plan';
  const change = steps.length === 0 ? [] : [`change ${review.step + 1} of ${steps.length}`];
  return {
    crumbs: [word, ...change, 'diff'],
    right: line(review.preview === undefined ? '' : runWord(review)),
    body: body(view, review),
    hint: hint(view, review),
  };
}

export function reviewRange(view: WalkView): ScrollRange {
  const layout = layoutOf(view);
  return { min: 0, max: layout === undefined ? 0 : Math.max(0, layout.diffTotal - layout.diffRoom) };
}

function runWord({ preview, kind }: Review): string {
  return kind === 'undo' ? `undoes ${preview?.undoes ?? 'a run'}` : 'not started';
}

function body(view: WalkView, review: Review): readonly Line[] {
  const width = bodyColumns(view) - 2;
  if (review.state === 'asking') {
    const who = view.harden.mode === 'read-only' ? 'Computing' : 'Asking the server';
    return [
      line(' ', span(printable(review.title), 'text.strong')),
      BLANK,
      line(`   ${who} what the change would do …`),
    ];
  }
  if (review.preview === undefined) {
    const text = wrap(printable(review.error ?? 'The preview failed.'), width - 10);
    return [
      line(' ', span(printable(review.title), 'text.strong')),
      BLANK,
      ...text.map((part, at) => line('   ', span(at === 0 ? 'error  ' : '       ', 'error'), part)),
      BLANK,
      line('   Nothing was changed. esc goes back.'),
    ];
  }
  const layout = layoutOf(view);
  return layout === undefined ? [] : [...upper(view, review, layout), ...layout.strip];
}

/** Title, diff and what others add, in the rows that the strip leaves; the list of changes beside it or above it. */
function upper(view: WalkView, review: Review, layout: ReviewLayout): readonly Line[] {
  const { listColumns, listRows, seen } = layout;
  const rows = bodyRows(view) - layout.strip.length;
  const list = changeRows(review, seen, listColumns === 0 ? layout.columns : listColumns - 2, listRows || rows);
  if (listColumns > 0) return beside(list, stepRows(review, layout, rows), rows, listColumns - 2);
  return listRows === 0 ? stepRows(review, layout, rows) : [...list, ...stepRows(review, layout, rows - listRows)];
}

function stepRows(review: Review, layout: ReviewLayout, rows: number): readonly Line[] {
  const { head, diffRoom, start, columns } = layout;
  const step = review.preview?.steps[review.step];
  if (step === undefined) return fill([line(' Nothing to show: every change was refused.')], rows);
  const all = diffRows(step);
  const shown = all.slice(start, start + diffRoom).map((row) => diffLine(row, columns));
  return [...fill([...head, ...shown], rows - 1), footLine(step, start, shown.length, all.length, columns)];
}

function footLine(step: StepPreview, start: number, shown: number, total: number, width: number): Line {
  const where = shown < total ? line(span(whereText(start, shown, total), 'text.dim')) : BLANK;
  if (step.byOthers.length === 0) return spread(BLANK, where, width);
  const fields = step.byOthers.map(printable).join(', ');
  const text = `${count(step.byOthers.length, 'field')} added by ${addersOf(step)}, not by us: ${fields}`;
  const room = width - 8 - lineWidth(where);
  return spread(line('   ', span(GLYPHS.others, 'diff.other'), `  ${cutEnd(text, room)}`), where, width);
}

/** Short: the fields matter more. */
function addersOf({ changers = [] }: StepPreview): string {
  return ['the server', ...changers].join(' or ');
}

function whereText(start: number, shown: number, total: number): string {
  if (shown === 0) return `${count(total, 'line')}, no room to show one`;
  const more = start + shown < total ? `, ${GLYPHS.down} more` : '';
  return `lines ${start + 1} to ${start + shown} of ${total}${more}`;
}

function fill(rows: readonly Line[], amount: number): readonly Line[] {
  return [...rows.slice(0, amount), ...Array.from({ length: Math.max(0, amount - rows.length) }, () => BLANK)];
}

function hint(view: WalkView, { preview }: Review): string {
  if (preview === undefined) return 'Nothing changes until you say yes.';
  if (view.harden.mode === 'plan-only') return 'Plan only: :mode apply unlocks writing for this session.';
  if (view.harden.mode === 'read-only') return 'Read-only session: nothing can be changed.';
  if (preview.consent.kind === 'type') return 'Pasted text and keys pressed before this diff opened do not count.';
  return 'Keys pressed before this diff opened do not count.';
}
