/** Runs the program on a pseudo-terminal and says when something is on the screen. */
import { spawn } from '@lydell/node-pty';
import { Screen } from '../support/screen.ts';

export interface Seen {
  /** Milliseconds until each pattern was on the screen for the first time; absent: never. */
  readonly at: readonly (number | undefined)[];
  readonly screen: string;
}

const COLUMNS = 100;
const ROWS = 30;

/** Watches until every pattern has been seen or the time is over, then hangs up. */
export async function watchScreen(
  command: readonly string[],
  env: Readonly<Record<string, string>>,
  patterns: readonly RegExp[],
  withinMs: number,
): Promise<Seen> {
  const screen = new Screen(COLUMNS, ROWS);
  const [program = '', ...args] = command;
  const at: (number | undefined)[] = patterns.map(() => undefined);
  const started = performance.now();
  const child = spawn(program, args, {
    cols: COLUMNS,
    rows: ROWS,
    name: 'xterm-256color',
    env: { ...process.env, ...env },
  });
  const ended = new Promise<void>((resolve) => {
    child.onExit(() => resolve());
  });
  let listener = { dispose() {} };
  await new Promise<void>((resolve) => {
    const deadline = setTimeout(resolve, withinMs);
    const done = () => {
      clearTimeout(deadline);
      resolve();
    };
    void ended.then(done);
    // Answers to what the program asks its terminal.
    screen.onReply((data) => child.write(data));
    listener = child.onData((data) => {
      const now = performance.now() - started;
      void screen.write(data).then(() => {
        const text = screen.text();
        patterns.forEach((pattern, index) => {
          if (at[index] === undefined && pattern.test(text)) at[index] = now;
        });
        if (at.every((time) => time !== undefined)) done();
      });
    });
  });
  const screenText = screen.text();
  listener.dispose();
  child.kill('SIGHUP');
  await ended;
  screen.dispose();
  return { at, screen: screenText };
}
