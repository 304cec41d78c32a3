/** Screen 5: the diff of a plan, and the box that asks for consent. */

import type { StepPreview } from '../../../model/plan.ts';
import type { Review } from '../../../store/nav.ts';
import { printable } from '../../../text/printable.ts';
import { cutEnd, wrap } from '../../../text/width.ts';
import { count } from '../../../text/words.ts';
import { bodyColumns, bodyRows } from '../../frame/size.ts';
import { GLYPHS } from '../../glyphs.ts';
import { BLANK, type Line, line, span, spread } from '../../text/line.ts';
import type { Token } from '../../theme.ts';
import type { ScreenContent, ScrollRange, WalkView } from '../../types.ts';
import { type DiffRow, diffRows } from './diff-rows.ts';
import { layoutOf, type ReviewLayout } from './layout.ts';

const SIGNS: Readonly<Record<DiffRow['sign'], Token | undefined>> = {
  '+': 'diff.add',
  '-': 'diff.del',
  '@': 'diff.hunk',
  ' ': undefined,
};

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
      ...text.map((part, at) => line('   ', span(at === 0 ? 'error  ' : '       ', 'danger'), part)),
      BLANK,
      line('   Nothing was changed. esc goes back.'),
    ];
  }
  const layout = layoutOf(view);
  return layout === undefined ? [] : [...stepRows(view, review, layout), ...layout.box.rows];
}

/** Title, diff and one line about what others add, in the rows that the box leaves. */
function stepRows(view: WalkView, review: Review, { head, box, diffRoom }: ReviewLayout): readonly Line[] {
  const rows = bodyRows(view) - box.rows.length;
  const width = bodyColumns(view) - 2;
  const step = review.preview?.steps[review.step];
  if (step === undefined) return fill([line(' Nothing to show: every change was refused.')], rows);
  const all = diffRows(step);
  const start = Math.max(0, Math.min(review.scroll, all.length - diffRoom));
  const shown = all.slice(start, start + diffRoom).map((row) => diffLine(row, width));
  return [...fill([...head, ...shown], rows - 1), footLine(step, start, shown.length, all.length, width)];
}

function diffLine({ sign, text }: DiffRow, width: number): Line {
  if (sign === '@') return line('   ', span(cutEnd(text, width - 3), 'diff.hunk'));
  return line('   ', span(sign, SIGNS[sign]), span(`  ${cutEnd(text, width - 6)}`, SIGNS[sign]));
}

function footLine(step: StepPreview, start: number, shown: number, total: number, width: number): Line {
  const more = start + shown < total ? `, ${GLYPHS.down} more` : '';
  const where =
    shown < total ? line(span(`lines ${start + 1} to ${start + shown} of ${total}${more}`, 'text.dim')) : BLANK;
  if (step.byOthers.length === 0) return spread(BLANK, where, width);
  const fields = step.byOthers.map(printable).join(', ');
  const text = `${count(step.byOthers.length, 'field')} added by the server, not by us: ${fields}`;
  const room = width - 8 - where.reduce((sum, part) => sum + part.text.length, 0);
  return spread(line('   ', span(GLYPHS.others, 'diff.other'), `  ${cutEnd(text, room)}`), where, width);
}

function fill(rows: readonly Line[], amount: number): readonly Line[] {
  return [...rows.slice(0, amount), ...Array.from({ length: Math.max(0, amount - rows.length) }, () => BLANK)];
}

function hint(view: WalkView, { preview }: Review): string {
  if (preview === undefined) return 'Nothing changes until you say yes.';
  if (view.harden.mode === 'plan-only') return 'Plan only: :mode apply unlocks writing for this session.';
  if (view.harden.mode === 'read-only') return 'Read-only session: nothing can be changed.';
  if (preview.consent.kind === 'type') return 'Pasted text and keys pressed before this box opened do not count.';
  return 'Keys pressed before this box opened do not count.';
}
