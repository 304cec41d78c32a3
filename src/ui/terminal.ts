/** What Ink leaves to the program: wrapping of long rows, and stopping in the background. */

const NO_WRAP = '\u001b[?7l';
const WRAP = '\u001b[?7h';

export interface Wrapping {
  turnOff(): void;
  restore(): void;
}

/** A row that is exactly as wide as the screen must not push the cursor to the next one. Restored however it ends. */
export function withoutWrapping(stdout: NodeJS.WriteStream): Wrapping {
  const restore = (): void => {
    process.removeListener('exit', restore);
    stdout.write(WRAP);
  };
  const turnOff = (): void => {
    process.once('exit', restore);
    stdout.write(NO_WRAP);
  };
  turnOff();
  return { turnOff, restore };
}

const KEEP_ALIVE_MS = 1000;

/** Ctrl-z: the whole job stops; the timer keeps the program alive until it is continued. */
export async function stopProcess(wrapping: Wrapping): Promise<void> {
  wrapping.restore();
  const timer = setInterval(() => undefined, KEEP_ALIVE_MS);
  const continued = new Promise<void>((resolve) => process.once('SIGCONT', () => resolve()));
  process.kill(0, 'SIGTSTP');
  await continued;
  clearInterval(timer);
  wrapping.turnOff();
}
