/** Keys of the diff and of its consent box; where the consent is a text, letters are text. */
import { type Control, navigation, push } from '../../control/control.ts';
import { moves, within } from '../../control/move.ts';
import type { RowId } from '../../keymap.ts';
import type { WalkView } from '../../types.ts';
import { defineKeys } from '../define.ts';
import { change, eraseAllConsent, eraseConsent, otherButton, press, pressYes, typeConsent } from './consent.ts';
import { layoutOf } from './layout.ts';
import { canApply, hasRest, isYesEnough } from './model.ts';
import { cancelReview, openUndo } from './open.ts';
import { reviewRange } from './view.ts';

const SHARED = {
  button: otherButton,
  press,
  next: (control: Control) => otherStep(control, 1),
  previous: (control: Control) => otherStep(control, -1),
  answers: showAnswers,
  only: onlyThis,
  back: cancelReview,
} as const;

const SHARED_WHEN = {
  up: (view) => isScrollable(view),
  press: hasRoom,
  button: hasRoom,
  next: ({ nav }) => (nav.review?.preview?.steps.length ?? 0) > 1,
  answers: (view) => layoutOf(view)?.box.isCut === true,
  only: ({ nav }) => nav.review?.kind === 'undo' && (nav.review.preview?.steps.length ?? 0) > 1,
} as const satisfies Partial<Record<RowId<'review'> & RowId<'typing'>, (view: WalkView) => boolean>>;

export const reviewKeys = defineKeys('review', {
  on: { ...moves(scrollDiff), ...SHARED, yes: pressYes, partial: undoTheRest },
  when: {
    ...SHARED_WHEN,
    yes: (view) => hasRoom(view) && isYesEnough(view) && view.nav.review?.button === 'cancel',
    button: (view) => hasRoom(view) && canApply(view),
    partial: ({ nav }) => nav.review !== undefined && hasRest(nav.review),
    // On Cancel it does what esc does; beside y that is not worth its place.
    press: (view) => hasRoom(view) && canApply(view) && (view.nav.review?.button === 'apply' || !isYesEnough(view)),
  },
});

export const typingKeys = defineKeys('typing', {
  on: {
    ...SHARED,
    up: (control) => scrollDiff(control, -1),
    down: (control) => scrollDiff(control, 1),
    'page-up': (control) => scrollDiff(control, -5),
    'page-down': (control) => scrollDiff(control, 5),
    erase: eraseConsent,
    'erase-all': eraseAllConsent,
  },
  when: SHARED_WHEN,
  type: typeConsent,
});

function hasRoom(view: WalkView): boolean {
  return layoutOf(view)?.box.hasRoom === true;
}

function isScrollable(view: WalkView): boolean {
  return reviewRange(view).max > 0;
}

function scrollDiff(control: Control, by: number): void {
  const range = reviewRange(control.view());
  change(control, ({ scroll }) => ({ scroll: within(range, scroll + by) }));
}

function showAnswers(control: Control): void {
  if (navigation(control).review?.preview !== undefined) push(control, { screen: 'page', page: { kind: 'answers' } });
}

/** One change of a run is undone for itself. */
function onlyThis(control: Control): void {
  const { review } = navigation(control);
  const step = review?.preview?.steps[review.step];
  if (review?.kind === 'undo' && step !== undefined) openUndo(control, review.preview?.undoes, { steps: [step.step] });
}

function undoTheRest(control: Control): void {
  const { review } = navigation(control);
  if (review !== undefined && hasRest(review)) openUndo(control, review.preview?.undoes, { isPartial: true });
}

function otherStep(control: Control, by: 1 | -1): void {
  const steps = navigation(control).review?.preview?.steps.length ?? 0;
  change(control, ({ step }) => ({ step: Math.max(0, Math.min(step + by, steps - 1)), scroll: 0 }));
}
