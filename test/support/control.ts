/** The walk without a terminal: keys go straight to the handlers, frames come as data. */
import type { Commands } from '../../src/session/commands.ts';
import { windowStart } from '../../src/store/cursor.ts';
import { createNavStore } from '../../src/store/nav.ts';
import { createHardenStore, type HardenState } from '../../src/store/state.ts';
import type { Control } from '../../src/ui/control/control.ts';
import { handleKey, handlePaste, tellDrawn } from '../../src/ui/control/dispatch.ts';
import { followSession } from '../../src/ui/control/sync.ts';
import { frame, tooSmall } from '../../src/ui/frame/frame.ts';
import { isTooSmall } from '../../src/ui/frame/size.ts';
import type { Leaving, WalkOptions } from '../../src/ui/options.ts';
import { currentContent, screenKeys } from '../../src/ui/screens/index.ts';
import { displayedState } from '../../src/ui/select/displayed.ts';
import { type Line, lineText } from '../../src/ui/text/line.ts';
import type { WalkView } from '../../src/ui/types.ts';
import { SNAPSHOT } from './snapshot.ts';

export interface TestControl {
  readonly control: Control;
  readonly exits: readonly Leaving[];
  size: { columns: number; rows: number };
  advance(ms: number): void;
  /** Names of keys; words in angle brackets would be typed letter by letter. */
  press(...keys: readonly string[]): void;
  type(text: string): void;
  paste(text: string): void;
  /** Lets promises of commands settle. */
  settle(): Promise<void>;
  frame(): readonly Line[];
  text(): string;
}

export function testControl(
  commands: Commands,
  state: Partial<HardenState> = {},
  walk: Partial<WalkOptions> = {},
): TestControl {
  let clock = 1_000_000;
  const store = createHardenStore('apply', () => 0);
  store.setState({ phase: 'live', snapshot: SNAPSHOT, ...state });
  const nav = createNavStore();
  const exits: Leaving[] = [];
  const windows = new Map<string, number>();
  let size = { columns: 100, rows: 30 };
  const options: WalkOptions = {
    theme: 'default',
    ascii: false,
    context: 'prod-eu-1',
    command: 'kubectl harden',
    now: () => clock,
    ...walk,
  };
  const view = (): WalkView => ({
    harden: displayedState(store.getState(), nav.getState()),
    nav: nav.getState(),
    options,
    now: clock,
    ...size,
    windowOf(list, cursor, visible, total) {
      const start = windowStart(windows.get(list) ?? 0, cursor, visible, total);
      windows.set(list, start);
      return start;
    },
    objectOf: commands.object,
    outlineOf: commands.outline,
  });
  const control: Control = {
    store,
    nav,
    commands,
    options,
    pending: {},
    now: () => clock,
    view,
    scopeBelow: () => screenKeys(view()).scope,
    exit: (code) => void exits.push(code),
    suspend: () => undefined,
    retake: () => undefined,
    lend: (work) => void work(),
    redraw: () => undefined,
  };
  followSession(control);
  const lines = (): readonly Line[] => {
    const drawn = view();
    const shown = isTooSmall(size) ? tooSmall(size) : frame(drawn, currentContent(drawn));
    tellDrawn(control, drawn);
    return shown;
  };
  return {
    control,
    exits,
    get size() {
      return size;
    },
    set size(next) {
      size = next;
    },
    advance(ms) {
      clock += ms;
    },
    press(...keys) {
      for (const key of keys) handleKey(control, key);
    },
    type(text) {
      for (const key of text) handleKey(control, key === ' ' ? 'space' : key);
    },
    paste: (text) => handlePaste(control, text),
    settle: () => new Promise((resolve) => setImmediate(resolve)),
    frame: lines,
    text: () => lines().map(lineText).join('\n'),
  };
}

/** At the checklist, with an empty message line. */
export async function atChecklist(walk: TestControl): Promise<TestControl> {
  await walk.settle();
  walk.press('enter');
  return walk;
}
