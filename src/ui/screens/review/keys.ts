/** Keys of the diff and of its consent strip; where the consent is a text, letters are text. */

import { type Control, navigation, notify, push } from '../../control/control.ts';
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
  outside: showOutside,
  only: onlyThis,
  back: cancelReview,
} as const;

const SHARED_WHEN = {
  up: (view) => isScrollable(view),
  press: hasRoom,
  button: hasRoom,
  next: ({ nav }) => (nav.review?.preview?.steps.length ?? 0) > 1,
  answers: ({ nav }) => nav.review?.preview !== undefined,
  outside: ({ nav, options }) => nav.review?.preview !== undefined && options.showOutside !== undefined,
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
  drawn: rememberSight,
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
  drawn: rememberSight,
});

function hasRoom(view: WalkView): boolean {
  return layoutOf(view)?.hasRoom === true;
}

function isScrollable(view: WalkView): boolean {
  return reviewRange(view).max > 0;
}

/** At the end of a diff a page more is the next change: one key reads all of them. */
function scrollDiff(control: Control, by: number): void {
  const range = reviewRange(control.view());
  const { scroll = 0 } = navigation(control).review ?? {};
  if (by > 1 && scroll >= range.max) otherStep(control, 1);
  else change(control, () => ({ scroll: within(range, scroll + by) }));
}

function showAnswers(control: Control): void {
  if (navigation(control).review?.preview !== undefined) push(control, { screen: 'page', page: { kind: 'answers' } });
}

/** Keys typed into the other program are not consent: what they wait for is guarded as on opening. */
function showOutside(control: Control): void {
  const { review } = navigation(control);
  const { showOutside: show } = control.options;
  const preview = review?.preview;
  if (preview === undefined || show === undefined) return;
  control.lend(async () => {
    const problem = await show(preview);
    change(control, () => ({ openedAt: control.now() }));
    if (problem !== undefined) notify(control, 'warning', problem);
  });
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
  const { step: from = 0, preview } = navigation(control).review ?? {};
  const to = Math.max(0, Math.min(from + by, (preview?.steps.length ?? 0) - 1));
  if (to !== from) change(control, () => ({ step: to, scroll: 0 }));
}

/** What was drawn counts as seen, however soon the next key comes; what keys typed ahead skip is never drawn. */
function rememberSight(control: Control, drawn: WalkView): void {
  const seen = layoutOf(drawn)?.seen;
  const { review } = navigation(control);
  if (seen !== undefined && seen !== review?.seen && drawn.nav.review === review) change(control, () => ({ seen }));
}
