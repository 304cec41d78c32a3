/** What a screen is: rows to look at, and what the rows of the key table do there. */
import type { Control, Handler } from '../control/control.ts';
import type { RowId, Scope } from '../keymap.ts';
import type { ScreenContent, WalkState, WalkView } from '../types.ts';

/** One scope of the key table: a handler for each of its rows, none left out. */
interface ScopeKeys<S extends Scope> {
  readonly on: Readonly<Record<RowId<S>, Handler>>;
  /** The footer offers a key only while this holds; without an entry it always does. */
  readonly when?: Readonly<Partial<Record<RowId<S>, (view: WalkView) => boolean>>>;
  /** What characters without a row of their own do, where text is typed. */
  readonly type?: (control: Control, text: string) => void;
  /** Whether pasted text is typed too; by default it is not. */
  readonly takesPaste?: (state: WalkState) => boolean;
  /** Told of each frame of this scope after it was drawn. */
  readonly drawn?: (control: Control, view: WalkView) => void;
}

/** The keys of any scope, as the dispatcher and the footer use them. */
export interface Keys {
  readonly scope: Scope;
  readonly on: Readonly<Record<string, Handler>>;
  readonly when?: Readonly<Partial<Record<string, (view: WalkView) => boolean>>>;
  readonly type?: (control: Control, text: string) => void;
  readonly takesPaste?: (state: WalkState) => boolean;
  /** Told of each frame of this scope after it was drawn. */
  readonly drawn?: (control: Control, view: WalkView) => void;
}

export interface Screen {
  readonly view: (view: WalkView) => ScreenContent;
  /** One for each scope that the screen has; the first is the usual one. */
  readonly keys: readonly [Keys, ...Keys[]];
  /** Which of its scopes has the keys now, where there are several. */
  readonly scope?: (state: WalkState) => Scope;
}

/** What lies over a screen and takes its keys: help, a menu, a line of input. */
export interface Overlay {
  readonly keys: Keys;
  /** Instead of the screen, whose scope is `below`; without it the screen stays in sight. */
  readonly view?: (view: WalkView, below: Scope) => ScreenContent;
}

export function defineKeys<S extends Scope>(scope: S, keys: ScopeKeys<S>): Keys {
  return { scope, ...keys };
}

export function defineScreen(screen: Screen): Screen {
  return screen;
}

export function defineOverlay(overlay: Overlay): Overlay {
  return overlay;
}
