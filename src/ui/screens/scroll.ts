/** How far the text of the current screen can be scrolled. */
import { currentPlace } from '../../store/nav.ts';
import { scopeOf } from '../select/scope.ts';
import type { WalkView } from '../types.ts';
import { decisionRange } from './decision.ts';
import { formRange } from './form.ts';
import { helpRange } from './help.ts';
import { pageRange } from './page.ts';
import { reviewRange } from './review.ts';

export interface Range {
  readonly min: number;
  readonly max: number;
}

export function scrollRange(view: WalkView): Range {
  const { overlay } = view.nav;
  if (overlay?.kind === 'help') {
    return helpRange(view, overlay, scopeOf(view.harden, { ...view.nav, overlay: undefined }));
  }
  switch (currentPlace(view.nav).screen) {
    case 'decision':
      return decisionRange(view);
    case 'review':
      return reviewRange(view);
    case 'form':
      return formRange(view);
    case 'page':
      return pageRange(view);
    default:
      return { min: 0, max: 0 };
  }
}
