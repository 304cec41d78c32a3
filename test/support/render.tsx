/** Runs the walk on a terminal in memory: keys in, the grid of the screen out. */
import { EventEmitter } from 'node:events';
import { render } from 'ink';
import type { Commands } from '../../src/session/commands.ts';
import { createNavStore, type NavStore } from '../../src/store/nav.ts';
import { createHardenStore, type HardenState, type HardenStore } from '../../src/store/state.ts';
import { App } from '../../src/ui/app.tsx';
import type { WalkOptions } from '../../src/ui/options.ts';
import { Frames } from '../../src/ui/paint/frames.ts';
import { inChanges, withoutWrapping } from '../../src/ui/terminal.ts';
import { Screen } from './screen.ts';

export const KEYS = {
  up: '\u001b[A',
  down: '\u001b[B',
  right: '\u001b[C',
  left: '\u001b[D',
  pageUp: '\u001b[5~',
  pageDown: '\u001b[6~',
  home: '\u001b[H',
  end: '\u001b[F',
  enter: '\r',
  esc: '\u001b',
  tab: '\t',
  shiftTab: '\u001b[Z',
  backspace: '\u007f',
  ctrlC: '\u0003',
} as const;

export interface HarnessOptions {
  readonly columns?: number;
  readonly rows?: number;
  readonly state?: Partial<HardenState>;
  readonly commands: Commands;
  readonly walk?: Partial<WalkOptions>;
  /** That of a session; without it one of its own, which only the test writes. */
  readonly store?: HardenStore;
  /** Also draws each frame whole, on a screen of its own. */
  readonly isCompared?: boolean;
}

class FakeOutput extends EventEmitter {
  readonly isTTY = true;
  columns: number;
  rows: number;
  readonly #screen: Screen;
  pending: Promise<void> = Promise.resolve();

  constructor(screen: Screen, columns: number, rows: number) {
    super();
    this.#screen = screen;
    this.columns = columns;
    this.rows = rows;
  }

  write(data: string | Uint8Array, ...rest: unknown[]): boolean {
    this.pending = this.#screen.write(String(data));
    const callback = rest.find((argument) => typeof argument === 'function');
    if (typeof callback === 'function') callback();
    return true;
  }
}

class FakeInput extends EventEmitter {
  readonly isTTY = true;
  readonly #chunks: string[] = [];

  setEncoding(): void {}
  setRawMode(): void {}
  ref(): void {}
  unref(): void {}
  resume(): void {}
  pause(): void {}

  read(): string | null {
    return this.#chunks.shift() ?? null;
  }

  send(chunk: string): void {
    this.#chunks.push(chunk);
    this.emit('readable');
    this.emit('data', chunk);
  }
}

export interface Harness {
  readonly screen: Screen;
  /** What `screen` must show, where it is compared. */
  readonly whole: Screen | undefined;
  readonly store: HardenStore;
  readonly nav: NavStore;
  /** Moves the clock of the walk, not the real one. */
  advance(ms: number): void;
  /** Each argument is one chunk, as a terminal sends it; resolves when the screen shows the answer. */
  keys(...chunks: readonly string[]): Promise<void>;
  /** One chunk that is whole, answered at once: for many keys. */
  step(chunk: string): Promise<void>;
  /** Pieces that arrive one right after the other, however sequences are cut. */
  pieces(...chunks: readonly string[]): Promise<void>;
  paste(text: string): Promise<void>;
  resize(columns: number, rows: number): Promise<void>;
  settle(): Promise<void>;
  text(): string;
  readonly exit: Promise<unknown>;
  unmount(): void;
}

/** Longer than Ink waits for the rest of an escape sequence and than a frame of the walk takes. */
const SETTLE_MS = 60;
/** Of the event loop, until nothing waits any more for a command that answers at once. */
const TURNS = 3;
const NO_WRAP = '\u001b[?7l';

export function startWalk(options: HarnessOptions): Harness {
  const { columns = 100, rows = 30 } = options;
  const screen = new Screen(columns, rows, true);
  const stdout = new FakeOutput(screen, columns, rows);
  const stdin = new FakeInput();
  const store = options.store ?? createHardenStore('apply', () => 0);
  store.setState(options.state ?? {});
  const nav = createNavStore();
  let clock = 1_000_000;
  const walk: WalkOptions = {
    theme: 'default',
    ascii: false,
    context: 'prod-eu-1',
    command: 'kubectl harden',
    now: () => clock,
    ...options.walk,
  };
  const terminal = withoutWrapping(stdout as unknown as NodeJS.WriteStream);
  const frames = new Frames(terminal);
  const whole = options.isCompared === true ? new Screen(columns, rows, true) : undefined;
  let wholeDrawn = whole?.write(NO_WRAP);
  const write = (chunk: string): boolean => {
    wholeDrawn = whole?.write(chunk);
    return frames.write(chunk);
  };
  const app = render(
    <App
      store={store}
      nav={nav}
      commands={options.commands}
      options={walk}
      stop={async () => undefined}
      drawAgain={() => frames.drawAgain()}
    />,
    {
      stdout: inChanges(terminal, { write }),
      stdin: stdin as unknown as NodeJS.ReadStream,
      interactive: true,
      alternateScreen: true,
      exitOnCtrlC: false,
      patchConsole: false,
      maxFps: 1000,
    },
  );
  const settle = async (): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    await app.waitUntilRenderFlush();
    await stdout.pending;
    await wholeDrawn;
  };
  return {
    screen,
    whole,
    store,
    nav,
    settle,
    advance(ms) {
      clock += ms;
    },
    async keys(...chunks) {
      for (const chunk of chunks) {
        stdin.send(chunk);
        if (chunk.includes(KEYS.esc)) await new Promise((resolve) => setTimeout(resolve, 30));
      }
      await settle();
    },
    async step(chunk) {
      stdin.send(chunk);
      // Promises of commands come first, then what they have changed is drawn.
      for (let turn = 0; turn < TURNS; turn++) await new Promise((resolve) => setImmediate(resolve));
      await app.waitUntilRenderFlush();
      await stdout.pending;
      await wholeDrawn;
    },
    async pieces(...chunks) {
      for (const chunk of chunks) stdin.send(chunk);
      await settle();
    },
    async paste(text) {
      stdin.send(`\u001b[200~${text}\u001b[201~`);
      await settle();
    },
    async resize(nextColumns, nextRows) {
      screen.resize(nextColumns, nextRows);
      whole?.resize(nextColumns, nextRows);
      stdout.columns = nextColumns;
      stdout.rows = nextRows;
      stdout.emit('resize');
      await settle();
    },
    text: () => screen.text(),
    exit: app.waitUntilExit(),
    unmount: () => app.unmount(),
  };
}
