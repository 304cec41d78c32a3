/** What may be consented to, and how. Pure. */
import type { Review } from '../../../store/nav.ts';
import type { WalkState } from '../../types.ts';

/** True when the consent that is asked for is a text to type. */
export function isTyping(state: WalkState): boolean {
  return canApply(state) && state.nav.review?.preview?.consent.kind === 'type';
}

/** True when one key is consent enough: nothing restarts and nobody is refused, as no edit of files does. */
export function isYesEnough({ harden, nav }: WalkState): boolean {
  const preview = nav.review?.preview;
  if (!canApply({ harden, nav }) || preview?.consent.kind !== 'yes') return false;
  return preview.disruption === 'none' || harden.snapshot?.source.type === 'files';
}

/** True when the reviewed plan can be consented to: it would write something, and writing is unlocked. */
export function canApply({ harden, nav }: WalkState): boolean {
  const { review } = nav;
  if (harden.mode !== 'apply' || review?.preview === undefined || isUndoRefused(review)) return false;
  return review.preview.steps.some(({ effect }) => effect !== 'unchanged');
}

/** An undo is whole or not at all: one refusal stops it, while a plan leaves out what is refused. */
export function isUndoRefused({ kind, preview }: Review): boolean {
  return kind === 'undo' && preview !== undefined && preview.refused.length > 0;
}
