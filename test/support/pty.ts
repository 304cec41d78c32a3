/** Runs the real program on a real pseudo-terminal, and looks at its screen as a person would. */
import { spawn } from '@lydell/node-pty';
import { onTestFinished } from 'vitest';
import { Screen } from './screen.ts';

export interface PtyOptions {
  readonly columns?: number;
  readonly rows?: number;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly term?: string;
}

export interface Pty {
  readonly screen: Screen;
  readonly pid: number;
  /** Everything that came, control sequences included. */
  output(): string;
  send(chunk: string): void;
  resize(columns: number, rows: number): void;
  text(): string;
  /** Resolves with the screen as soon as it shows what is asked for; rejects with the screen when it never does. */
  waitFor(what: string | RegExp, withinMs?: number): Promise<string>;
  /** Resolves as soon as the screen does not show it any more. */
  waitUntilGone(what: string | RegExp, withinMs?: number): Promise<string>;
  readonly exit: Promise<number>;
  kill(signal?: string): void;
}

const PATIENCE_MS = 40_000;

export function startPty(file: string, args: readonly string[], options: PtyOptions = {}): Pty {
  const { columns = 100, rows = 30 } = options;
  const { CI: _, NO_COLOR: __, FORCE_COLOR: ___, ...inherited } = process.env;
  const screen = new Screen(columns, rows);
  const child = spawn(file, [...args], {
    name: options.term ?? 'xterm-256color',
    cols: columns,
    rows,
    cwd: options.cwd ?? process.cwd(),
    env: { ...inherited, LANG: 'C.UTF-8', ...options.env } as Record<string, string>,
  });
  const listeners = new Set<() => void>();
  let received = '';
  let isOver = false;
  screen.onReply((reply) => isOver || child.write(reply));
  child.onData((data) => {
    received += data;
    screen.write(data).then(() => {
      if (!isDrawing(received)) for (const listener of listeners) listener();
    });
  });
  const exit = new Promise<number>((resolve) => {
    child.onExit(({ exitCode, signal }) => {
      isOver = true;
      resolve(signal === undefined || signal === 0 ? exitCode : 128 + signal);
    });
  });
  const until = (isSo: (text: string) => boolean, complaint: string, withinMs: number): Promise<string> =>
    new Promise((resolve, reject) => {
      const failure = new Error(complaint);
      const look = (): void => {
        const text = screen.text();
        if (isDrawing(received) || !isSo(text)) return;
        end();
        resolve(text);
      };
      const timer = setTimeout(() => {
        end();
        failure.message = `${complaint}; the screen shows:\n${screen.text()}`;
        reject(failure);
      }, withinMs);
      const end = (): void => {
        clearTimeout(timer);
        listeners.delete(look);
      };
      listeners.add(look);
      look();
    });
  onTestFinished(() => {
    if (!isOver) child.kill('SIGKILL');
    screen.dispose();
  });
  return {
    screen,
    pid: child.pid,
    output: () => received,
    send: (chunk) => child.write(chunk),
    resize(nextColumns, nextRows) {
      screen.resize(nextColumns, nextRows);
      child.resize(nextColumns, nextRows);
    },
    text: () => screen.text(),
    waitFor: (what, withinMs = PATIENCE_MS) =>
      until((text) => shows(text, what), `waited in vain for ${String(what)}`, withinMs),
    waitUntilGone: (what, withinMs = PATIENCE_MS) =>
      until((text) => !shows(text, what), `waited in vain for ${String(what)} to go`, withinMs),
    exit,
    kill: (signal) => child.kill(signal),
  };
}

/** True between the marks of a synchronized update (DEC mode 2026): what a person does not see is not looked at. */
function isDrawing(output: string): boolean {
  return output.lastIndexOf('\u001b[?2026h') > output.lastIndexOf('\u001b[?2026l');
}

function shows(text: string, what: string | RegExp): boolean {
  return typeof what === 'string' ? text.includes(what) : what.test(text);
}
