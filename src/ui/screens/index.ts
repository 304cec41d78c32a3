/** The screen of the current place. */
import { currentPlace } from '../../store/nav.ts';
import { scopeOf } from '../select/scope.ts';
import type { ScreenContent, WalkView } from '../types.ts';
import { applyScreen } from './apply.ts';
import { checklistScreen } from './checklist.ts';
import { connectScreen } from './connect.ts';
import { decisionScreen } from './decision.ts';
import { formScreen } from './form.ts';
import { helpScreen } from './help.ts';
import { pageScreen } from './page.ts';
import { resultScreen } from './result.ts';
import { reviewScreen } from './review.ts';

export function currentScreen(view: WalkView): ScreenContent {
  const { overlay } = view.nav;
  if (overlay?.kind === 'help') {
    return helpScreen(view, overlay, scopeOf(view.harden, { ...view.nav, overlay: undefined }));
  }
  switch (currentPlace(view.nav).screen) {
    case 'connect':
      return connectScreen(view);
    case 'checklist':
      return checklistScreen(view);
    case 'decision':
      return decisionScreen(view);
    case 'review':
      return reviewScreen(view);
    case 'apply':
      return applyScreen(view);
    case 'result':
      return resultScreen(view);
    case 'form':
      return formScreen(view);
    case 'page':
      return pageScreen(view);
  }
}
