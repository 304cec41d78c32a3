/** Which consent a preview needs, and whether it can be given. Pure. */
import type { Review } from '../../../store/nav.ts';
import type { WalkState } from '../../types.ts';

/** True when the consent is a text to type. */
export function isTyping(state: WalkState): boolean {
  return canApply(state) && state.nav.review?.preview?.consent.kind === 'type';
}

/** True when one key is enough consent: nothing restarts and no pod is rejected; edits of files never do either. */
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

/** One refusal stops a whole undo, unless it is one of what can be undone; a plan leaves the refused change out. */
export function isUndoRefused({ kind, preview }: Review): boolean {
  return kind === 'undo' && preview !== undefined && preview.refused.length > 0 && preview.isPartial !== true;
}

/** True for a refused undo of which some could be undone all the same. */
export function hasRest(review: Review): boolean {
  return isUndoRefused(review) && review.preview?.steps.some(({ effect }) => effect !== 'unchanged') === true;
}

/** What is done when the consent is given. */
export function verbOf({ kind }: Pick<Review, 'kind'>): 'Apply' | 'Undo' {
  return kind === 'undo' ? 'Undo' : 'Apply';
}
