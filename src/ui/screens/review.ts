/** Screen 5: the diff of a plan, and the box that asks for consent. */

import type { StepPreview } from '../../model/plan.ts';
import type { SourceType } from '../../model/ports.ts';
import { printable } from '../../model/printable.ts';
import type { Review } from '../../store/nav.ts';
import { bodyColumns, bodyRows } from '../frame.ts';
import { GLYPHS } from '../glyphs.ts';
import { type DiffRow, diffRows, stepFacts } from '../select/diff-rows.ts';
import { BLANK, type Line, line, span, spread } from '../text/line.ts';
import { cutEnd, cutMiddle, wrap } from '../text/width.ts';
import type { Token } from '../theme.ts';
import type { ScreenContent, WalkView } from '../types.ts';
import { count, refName } from '../words.ts';
import { consentBox } from './consent.ts';
import type { Range } from './scroll.ts';

const SIGNS: Readonly<Record<DiffRow['sign'], Token | undefined>> = {
  '+': 'diff.add',
  '-': 'diff.del',
  '@': 'diff.hunk',
  ' ': undefined,
};

export function reviewScreen(view: WalkView): ScreenContent {
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

export function reviewRange(view: WalkView): Range {
  const { review } = view.nav;
  const step = review?.preview?.steps[review.step];
  if (review?.preview === undefined || step === undefined) return { min: 0, max: 0 };
  const rows = bodyRows(view) - consentBox(view, review, review.preview, bodyRows(view)).length;
  return { min: 0, max: Math.max(0, diffRows(step).length - diffRoom(rows)) };
}

function runWord({ preview, kind }: Review): string {
  return kind === 'undo' ? `takes back ${preview?.undoes ?? 'a run'}` : 'not started';
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
  const rows = bodyRows(view);
  const box = consentBox(view, review, review.preview, rows);
  const step = review.preview.steps[review.step];
  const source = view.harden.snapshot?.source.type;
  return [...stepRows(step, review, { rows: rows - box.length, width, source }), ...box];
}

/** Title, diff and one line about what others add, in exactly so many rows. */
function stepRows(
  step: StepPreview | undefined,
  review: Review,
  { rows, width, source }: { readonly rows: number; readonly width: number; readonly source?: SourceType },
): readonly Line[] {
  if (step === undefined) return fill([line(' Nothing to show: every change was left out.')], rows);
  const facts = stepFacts(step, source);
  const name = cutMiddle(refName(step.ref), Math.max(10, width - facts.length - 3));
  const head = [spread(line(' ', span(name, 'text.strong')), line(span(facts, 'text.dim')), width)];
  if (rows > 10) head.push(BLANK);
  const all = diffRows(step);
  const room = diffRoom(rows);
  const start = Math.max(0, Math.min(review.scroll, all.length - room));
  const shown = all.slice(start, start + room).map((row) => diffLine(row, width));
  return [...fill([...head, ...shown], rows - 1), footLine(step, start, shown.length, all.length, width)];
}

/** Rows for the diff between its title and the line under it. */
function diffRoom(rows: number): number {
  return Math.max(1, rows - (rows > 10 ? 3 : 2));
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
  if (preview === undefined) return 'Nothing is written before you said yes.';
  if (view.harden.mode === 'plan-only') return 'Plan only: :mode apply unlocks writing for this session.';
  if (view.harden.mode === 'read-only') return 'Read-only: nothing can be written in this session.';
  if (preview.consent.kind === 'type') return 'Pasted text and keys pressed before this box opened do not count.';
  return 'Keys pressed before this box opened do not count.';
}
