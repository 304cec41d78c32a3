/** Which changes of a preview, and how much of each, the operator has had in sight. Pure. */
import type { Review } from '../../../store/nav.ts';
import { count } from '../../../text/words.ts';
import { diffRows } from './diff-rows.ts';

/** `inSight`: rows of the diff that is shown now, from the first. The same object where that is nothing more. */
export function withSight(review: Review, inSight: number): Review['seen'] {
  if (inSight <= (review.seen[review.step] ?? 0)) return review.seen;
  return { ...review.seen, [review.step]: inSight };
}

export function isSeen({ preview }: Review, seen: Review['seen'], at: number): boolean {
  const step = preview?.steps[at];
  return step !== undefined && (seen[at] ?? 0) >= diffRows(step).length;
}

/** "2 of 3 unseen", of one change "6 lines unseen", or nothing when all of it was in sight. */
export function unseenWords(review: Review, seen: Review['seen']): string | undefined {
  const steps = review.preview?.steps ?? [];
  const unseen = steps.filter((_, at) => !isSeen(review, seen, at)).length;
  if (unseen === 0) return undefined;
  const [only] = steps;
  if (steps.length > 1 || only === undefined) return `${unseen} of ${steps.length} unseen`;
  return `${count(diffRows(only).length - (seen[0] ?? 0), 'line')} unseen`;
}
