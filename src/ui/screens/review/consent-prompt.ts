/** The last rows of the consent strip: what is asked for, and the two buttons. */
import type { PlanPreview } from '../../../model/plan.ts';
import type { Review } from '../../../store/nav.ts';
import { printable } from '../../../text/printable.ts';
import { cutStart, displayWidth, wrap } from '../../../text/width.ts';
import { GLYPHS } from '../../glyphs.ts';
import { type Line, line, lineWidth, type Span, span, spread, toWidth } from '../../text/line.ts';
import type { WalkView } from '../../types.ts';
import { canApply, hasRest, isUndoRefused, isYesEnough, verbOf } from './model.ts';
import { unseenWords } from './seen.ts';

const GAP = 2;

export function promptRows(view: WalkView, review: Review, preview: PlanPreview, width: number): readonly Line[] {
  if (!canApply(view)) return strongRows(blocked(view, review, preview), width);
  const right = line(...buttons(review));
  const room = width - lineWidth(right) - GAP;
  const { consent } = preview;
  const unseen = unseenWords(review, review.seen);
  const note = unseen === undefined ? '' : ` (${unseen})`;
  if (consent.kind === 'yes')
    return [spread(toWidth(line(yes(view, review), span(note, 'danger')), room), right, width)];
  const ask = `Type ${printable(consent.text)} ${review.kind === 'undo' ? 'to undo' : 'to apply'}${note}:`;
  const typed = printable(review.typed);
  // One row for both only where the whole text would still be seen while it is typed.
  if (displayWidth(ask) + displayWidth(consent.text) + 2 <= room)
    return [spread(line(span(`${ask} `, 'danger'), ...caret(typed, room - displayWidth(ask) - 1)), right, width)];
  const label = wrap(ask, width).map((part) => line(span(part, 'danger')));
  return [...label, spread(line(...caret(typed, room)), right, width)];
}

/** Replaces the prompt where the change would not be visible above it. */
export function tooSmallRows(width: number): readonly Line[] {
  return strongRows('Too small to say yes: use at least 80x24.', width);
}

function strongRows(text: string, width: number): readonly Line[] {
  return wrap(text, width).map((part) => line(span(part, 'text.strong')));
}

function blocked(view: WalkView, review: Review, { steps, refused }: PlanPreview): string {
  const [first] = refused;
  if (isUndoRefused(review) && first !== undefined) {
    const why = refused.length === 1 ? printable(first.reason) : `${refused.length} changes cannot be undone.`;
    return `Not undone: ${why} ${hasRest(review) ? 'p undoes the rest.' : 'esc goes back.'}`;
  }
  if (!steps.some(({ effect }) => effect !== 'unchanged')) return 'Nothing to change. esc goes back.';
  if (view.harden.mode === 'read-only') return 'Read-only session: nothing can be changed. esc goes back.';
  return 'Plan only: :mode apply unlocks writing. esc goes back.';
}

function caret(typed: string, room: number): readonly Span[] {
  return [span(cutStart(typed, room - 1), 'text.strong'), span(GLYPHS.caret, 'accent')];
}

function yes(view: WalkView, { kind }: Review): Span {
  return isYesEnough(view)
    ? span(`y: ${kind === 'undo' ? 'undo' : 'apply'}, nothing restarts`, 'text.strong')
    : span(`tab to ${verbOf({ kind })}, then enter`, 'text.strong');
}

function buttons({ button, kind }: Review): readonly Span[] {
  const verb = verbOf({ kind });
  return [
    button === 'cancel' ? span(`[${GLYPHS.cursor}Cancel ]`, 'focus') : span('[ Cancel ]'),
    span('   '),
    button === 'apply' ? span(`[${GLYPHS.cursor}${verb} ]`, 'focus') : span(`[ ${verb} ]`),
  ];
}
