/** The one way from a key to a write: enough of the preview is visible, and a key or a typed text says yes. */
import type { Review } from '../../../store/nav.ts';
import { withoutLast } from '../../../text/width.ts';
import { type Control, navigation, notify } from '../../control/control.ts';
import { isInSight } from './layout.ts';
import { canApply, isYesEnough, verbOf } from './model.ts';
import { cancelReview } from './open.ts';
import { startRun } from './run.ts';

/** Keys that were pressed before the diff appeared arrive within this time. */
const GUARD_MS = 300;
const TOO_SMALL = 'Nothing was changed: the terminal is too small to show the change. Use at least 80x24.';

function isGuarded(control: Control): boolean {
  const { review } = navigation(control);
  return review === undefined || control.now() - review.openedAt < GUARD_MS;
}

export function pressYes(control: Control): void {
  const preview = navigation(control).review?.preview;
  if (isGuarded(control) || preview === undefined || !canApply(control.view())) return;
  if (!isInSight(control.view())) notify(control, 'warning', TOO_SMALL);
  else if (isYesEnough(control.view())) startRun(control, preview);
  else notify(control, 'info', `y is not enough for this change: tab to ${verb(control)}, then enter.`);
}

function verb(control: Control): string {
  return verbOf({ kind: navigation(control).review?.kind ?? 'apply' });
}

export function otherButton(control: Control): void {
  if (isGuarded(control) || !isInSight(control.view())) return;
  change(control, ({ button }) => ({ button: button === 'cancel' ? 'apply' : 'cancel' }));
}

/** Enter presses the focused button and does nothing else; a typed consent must match exactly. */
export function press(control: Control): void {
  if (isGuarded(control)) return;
  const { review } = navigation(control);
  const preview = review?.preview;
  if (preview === undefined || review?.button !== 'apply' || !canApply(control.view())) {
    cancelReview(control);
    if (review !== undefined && review.typed !== '')
      notify(control, 'info', `Nothing was changed: ${whyCancelled(review)}.`);
    return;
  }
  const { consent } = preview;
  if (!isInSight(control.view())) notify(control, 'warning', TOO_SMALL);
  else if (consent.kind === 'type' && review.typed !== consent.text)
    notify(control, 'warning', `Nothing was changed: type ${consent.text} exactly.`);
  else startRun(control, preview);
}

/** Of who typed and pressed enter: the focus is on Cancel while the text is another. */
function whyCancelled({ typed, preview }: Review): string {
  const wanted = preview?.consent.kind === 'type' ? preview.consent.text : typed;
  return typed === wanted ? 'the focus was on Cancel' : `to apply, type ${wanted}`;
}

export function typeConsent(control: Control, text: string): void {
  if (!isGuarded(control) && isInSight(control.view())) retype(control, (typed) => (typed + text).slice(0, 253));
}

export function eraseConsent(control: Control): void {
  retype(control, withoutLast);
}

export function eraseAllConsent(control: Control): void {
  retype(control, () => '');
}

/** The focus follows the text: Apply while it matches, Cancel otherwise. */
function retype(control: Control, update: (typed: string) => string): void {
  change(control, ({ typed, preview }) => {
    const next = update(typed);
    const isExact = (text: string): boolean => preview?.consent.kind === 'type' && preview.consent.text === text;
    if (isExact(next) === isExact(typed)) return { typed: next };
    return { typed: next, button: isExact(next) ? 'apply' : 'cancel' };
  });
}

export function change({ nav }: Control, update: (review: Review) => Partial<Review>): void {
  nav.setState(({ review }) => (review === undefined ? {} : { review: { ...review, ...update(review) } }));
}
