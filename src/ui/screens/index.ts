/** The table of screens, and which of them has the body and the keys now. */
import { currentLocation, type NavState, type ScreenLocation } from '../../store/nav.ts';
import type { Scope } from '../keymap.ts';
import { help } from '../overlays/help/index.ts';
import { menu } from '../overlays/menu/index.ts';
import { prompt } from '../overlays/prompt/index.ts';
import type { ScreenContent, WalkState, WalkView } from '../types.ts';
import { apply } from './apply/index.ts';
import { checklist } from './checklist/index.ts';
import { connect } from './connect/index.ts';
import { decision } from './decision/index.ts';
import type { Keys, Overlay, Screen } from './define.ts';
import { file } from './file/index.ts';
import { form } from './form/index.ts';
import { journal } from './journal/index.ts';
import { namespaces } from './namespaces/index.ts';
import { page } from './page/index.ts';
import { plan } from './plan/index.ts';
import { result } from './result/index.ts';
import { review } from './review/index.ts';

/** A new screen is its folder and one line here. */
export const SCREENS: Readonly<Record<ScreenLocation['screen'], Screen>> = {
  connect,
  checklist,
  namespaces,
  plan,
  journal,
  decision,
  review,
  apply,
  result,
  file,
  form,
  page,
};

export const OVERLAYS: Readonly<Record<NonNullable<NavState['overlay']>['kind'], Overlay>> = {
  help,
  menu,
  command: prompt,
  filter: prompt,
  context: prompt,
  path: prompt,
};

export function currentContent(view: WalkView): ScreenContent {
  const overlay = overlayOf(view);
  return overlay?.view === undefined ? screenOf(view).view(view) : overlay.view(view, screenKeys(view).scope);
}

/** Of the overlay, else of the screen. */
export function currentKeys(state: WalkState): Keys {
  return overlayOf(state)?.keys ?? screenKeys(state);
}

/** Of one pane of the checklist, whichever has the keys. */
export function keysIn(scope: Scope): Keys | undefined {
  return checklist.keys.find((each) => each.scope === scope);
}

/** Of the screen, whatever lies over it. */
export function screenKeys(state: WalkState): Keys {
  const { keys, scope } = screenOf(state);
  const wanted: Scope = scope?.(state) ?? keys[0].scope;
  return keys.find((each) => each.scope === wanted) ?? keys[0];
}

function screenOf({ nav }: WalkState): Screen {
  return SCREENS[currentLocation(nav).screen];
}

function overlayOf({ nav }: WalkState): Overlay | undefined {
  return nav.overlay === undefined ? undefined : OVERLAYS[nav.overlay.kind];
}
