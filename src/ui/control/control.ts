/** What the handlers of keys work with. They read the stores at each key: nothing is remembered from an earlier frame. */
import type { Commands } from '../../session/commands.ts';
import { cursorAt, cursorIndex } from '../../store/cursor.ts';
import { currentLocation, type Flash, type NavState, type NavStore, type ScreenLocation } from '../../store/nav.ts';
import type { HardenState, HardenStore } from '../../store/state.ts';
import type { Scope } from '../keymap.ts';
import type { Leaving, WalkOptions } from '../options.ts';
import { displayedState } from '../select/displayed.ts';
import type { WalkView } from '../types.ts';

export interface Control {
  readonly store: HardenStore;
  readonly nav: NavStore;
  readonly commands: Commands;
  readonly options: WalkOptions;
  now(): number;
  /** What the screen shows now: for limits of scrolling and sizes of pages. */
  view(): WalkView;
  /** Of the screen, whatever lies over it. */
  scopeBelow(): Scope;
  exit(leaving: Leaving): void;
  suspend(): void;
  /** The terminal was somebody else's: taken again, and drawn anew. */
  retake(): void;
  /** Leaves the terminal to somebody else until the work is done. */
  lend(work: () => Promise<void>): void;
  redraw(): void;
  /** Signals of what is under way; aborted by esc and ctrl-c. */
  readonly pending: { preview?: AbortController; run?: AbortController };
}

export type Handler = (control: Control) => void;

export function harden(control: Control): HardenState {
  return displayedState(control.store.getState(), navigation(control));
}

export function navigation(control: Control): NavState {
  return control.nav.getState();
}

/** What belongs to one screen only. */
const FRESH = { scroll: 0, overlay: undefined, flash: undefined };

export function push({ nav }: Control, location: ScreenLocation): void {
  nav.setState(({ stack }) => ({ stack: [...stack, location], ...FRESH }));
}

export function replace({ nav }: Control, location: ScreenLocation): void {
  nav.setState(({ stack }) => ({ stack: [...stack.slice(0, -1), location], ...FRESH }));
}

/** The root stays. */
export function pop({ nav }: Control): void {
  nav.setState(({ stack }) => ({
    stack: stack.length > 1 ? stack.slice(0, -1) : stack,
    ...FRESH,
  }));
}

/** Back to the checklist, whatever was opened since. */
export function toChecklist({ nav }: Control): void {
  nav.setState({ stack: [{ screen: 'checklist' }], ...FRESH });
}

export function closeOverlay({ nav }: Control): void {
  nav.setState({ overlay: undefined });
}

const MOST_MESSAGES = 500;

/** Tells in the message line and keeps it in `:messages`. */
export function notify(control: Control, level: Flash['level'], text: string): void {
  const at = control.now();
  control.nav.setState({ flash: { level, text, at } });
  control.store.setState(({ messages }) => ({ messages: [...messages, { level, text, at }].slice(-MOST_MESSAGES) }));
}

export function isOn(control: Control, screen: ScreenLocation['screen']): boolean {
  return currentLocation(navigation(control)).screen === screen;
}

export function setCursor({ nav }: Control, list: string, ids: readonly string[], index: number): void {
  const cursor = cursorAt(ids, index);
  if (cursor === undefined) return;
  nav.setState(({ cursors }) => ({ cursors: { ...cursors, [list]: cursor } }));
}

export function moveCursor(control: Control, list: string, ids: readonly string[], by: number): void {
  setCursor(control, list, ids, Math.max(0, cursorIndex(ids, navigation(control).cursors[list])) + by);
}

/** Also what a command throws at once becomes a rejection. */
export async function start<T>(request: () => Promise<T>): Promise<T> {
  return request();
}
