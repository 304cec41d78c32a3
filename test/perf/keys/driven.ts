/** The program on a pseudo-terminal, one key after the other: how long until each is answered, and with how many bytes. */
import { spawn } from '@lydell/node-pty';
import { Screen } from '../../support/screen.ts';
import { processorMs } from './processor.ts';

const SIZE = { columns: 100, rows: 30 };
/** The end of a synchronized update: what a person sees then is whole. */
const PAINTED = '\u001b[?2026l';
/** A key that changes nothing is not answered. */
const NO_ANSWER_MS = 400;
const QUIET_MS = 60;

export interface Painted {
  readonly ms: number;
  readonly bytes: number;
}

export interface Driven {
  readonly screen: Screen;
  /** Rejects when the screen does not show it in time. */
  shows(pattern: RegExp, withinMs: number): Promise<void>;
  /** Undefined: nothing was drawn for it. */
  press(chunk: string): Promise<Painted | undefined>;
  /** Processor time of the program and its children so far. */
  processorMs(): number;
  isOver(): boolean;
  end(): Promise<void>;
}

export function drive(command: readonly string[], env: Readonly<Record<string, string>>): Driven {
  const [program = '', ...args] = command;
  const screen = new Screen(SIZE.columns, SIZE.rows);
  const child = spawn(program, args, {
    cols: SIZE.columns,
    rows: SIZE.rows,
    name: 'xterm-256color',
    env: { ...process.env, ...env },
  });
  let isOver = false;
  let onData: (data: string) => void = () => undefined;
  const ended = new Promise<void>((resolve) =>
    child.onExit(() => {
      isOver = true;
      resolve();
    }),
  );
  screen.onReply((data) => isOver || child.write(data));
  child.onData((data) => {
    onData(data);
    void screen.write(data);
  });
  const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, QUIET_MS));
  return {
    screen,
    isOver: () => isOver,
    processorMs: () => processorMs(child.pid),
    async shows(pattern, withinMs) {
      const deadline = performance.now() + withinMs;
      while (!pattern.test(screen.text())) {
        if (isOver || performance.now() > deadline) throw new Error(`no ${pattern} on the screen:\n${screen.text()}`);
        await settled();
      }
    },
    async press(chunk) {
      const painted = await new Promise<Painted | undefined>((resolve) => {
        let text = '';
        const started = performance.now();
        const timer = setTimeout(() => resolve(undefined), NO_ANSWER_MS);
        onData = (data) => {
          text += data;
          if (!text.endsWith(PAINTED)) return;
          clearTimeout(timer);
          resolve({ ms: performance.now() - started, bytes: Buffer.byteLength(text) });
        };
        child.write(chunk);
      });
      // What follows by itself belongs to this key and not to the next.
      onData = () => undefined;
      await settled();
      return painted;
    },
    async end() {
      if (!isOver) child.kill('SIGHUP');
      await ended;
      screen.dispose();
    },
  };
}
