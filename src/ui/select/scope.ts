/** Which keys work now. */
import { currentPlace, type NavState, type Review } from '../../store/nav.ts';
import type { HardenState } from '../../store/state.ts';
import type { Scope } from '../keymap.ts';
import { canPause, isForFocus } from './offered.ts';
import { canTakeBack, stepToTakeBack } from './run.ts';

export function scopeOf(harden: HardenState, nav: NavState): Scope {
  switch (nav.overlay?.kind) {
    case 'menu':
      return 'menu';
    case 'help':
      return 'help';
    case 'command':
    case 'filter':
    case 'context':
      return 'prompt';
  }
  const place = currentPlace(nav);
  if (place.screen === 'checklist') return nav.pane;
  if (place.screen === 'review') return isTyping(harden, nav) ? 'typing' : 'review';
  return place.screen;
}

/** True when the consent that is asked for is a text to type. */
function isTyping(harden: HardenState, nav: NavState): boolean {
  return canApply(harden, nav) && nav.review?.preview?.consent.kind === 'type';
}

/** True when the footer should offer the key: what would do nothing now is not offered. */
export function isOffered(scope: Scope, id: string, harden: HardenState, nav: NavState): boolean {
  switch (`${scope} ${id}`) {
    case 'connect start':
      return harden.snapshot !== undefined;
    case 'connect pause':
      return canPause(harden);
    case 'connect stop-reading':
      return harden.snapshot !== undefined && harden.phase === 'reading';
    case 'prompt complete':
      return nav.overlay?.kind === 'command';
    case 'review yes':
      return isYesEnough(harden, nav) && nav.review?.button === 'cancel';
    case 'review button':
      return canApply(harden, nav);
    case 'review press':
      // On Cancel it does what esc does; beside y that is not worth its place.
      return canApply(harden, nav) && (nav.review?.button === 'apply' || !isYesEnough(harden, nav));
    case 'review next':
    case 'typing next':
      return (nav.review?.preview?.steps.length ?? 0) > 1;
    case 'result undo-one':
      return stepToTakeBack(nav) !== undefined;
    case 'result undo-run':
      return canTakeBack(nav.run);
    default:
      return isForFocus(scope, id, harden, nav);
  }
}

/** True when one key is consent enough: nothing restarts and nobody is refused, as no edit of files does. */
export function isYesEnough(harden: HardenState, nav: NavState): boolean {
  const preview = nav.review?.preview;
  if (!canApply(harden, nav) || preview?.consent.kind !== 'yes') return false;
  return preview.disruption === 'none' || harden.snapshot?.source.type === 'files';
}

/** True when the reviewed plan can be consented to: it would write something, and writing is unlocked. */
export function canApply(harden: HardenState, nav: NavState): boolean {
  const { review } = nav;
  if (harden.mode !== 'apply' || review?.preview === undefined || isUndoRefused(review)) return false;
  return review.preview.steps.some(({ effect }) => effect !== 'unchanged');
}

/** An undo is whole or not at all: one refusal stops it, while a plan leaves out what is refused. */
export function isUndoRefused({ kind, preview }: Review): boolean {
  return kind === 'undo' && preview !== undefined && preview.refused.length > 0;
}
