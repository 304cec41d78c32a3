/** What Ink leaves to the program: wrapping of long rows, what changes of a frame, and stopping in the background. */
import type { Frames } from './paint/frames.ts';

const ENTER = '\u001b[?1049h';
const LEAVE = '\u001b[?1049l';
const NO_WRAP = '\u001b[?7l';
const WRAP = '\u001b[?7h';
/** Presses and the wheel are reported, as numbers in decimal. */
const MOUSE = '\u001b[?1000h\u001b[?1006h';
const NO_MOUSE = '\u001b[?1006l\u001b[?1000l';

/**
 * The same terminal, on which rows do not wrap for as long as the alternate screen is shown: a row that is as wide as
 * the screen must not push the cursor to the next one. So does the mouse, if it is wanted. Going with the alternate screen it is given back however the
 * program ends, signals included.
 */
export function withoutWrapping(stdout: NodeJS.WriteStream, withMouse = false): NodeJS.WriteStream {
  const enter = ENTER + NO_WRAP + (withMouse ? MOUSE : '');
  const leave = (withMouse ? NO_MOUSE : '') + WRAP + LEAVE;
  return writingBy(stdout, (chunk, rest) => {
    const text = typeof chunk === 'string' ? chunk.replace(ENTER, enter).replace(LEAVE, leave) : chunk;
    return Reflect.apply(stdout.write, stdout, [text, ...rest]);
  });
}

/** The same terminal, to which only what changes from frame to frame is written. */
export function inChanges(stdout: NodeJS.WriteStream, frames: Pick<Frames, 'write'>): NodeJS.WriteStream {
  return writingBy(stdout, (chunk, rest) => {
    const isTaken = frames.write(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString());
    // Who waits for it waits for all that was written before.
    return rest.length === 0 ? isTaken : Reflect.apply(stdout.write, stdout, ['', ...rest]);
  });
}

type Write = (chunk: string | Uint8Array, rest: readonly unknown[]) => boolean;

function writingBy(stdout: NodeJS.WriteStream, by: Write): NodeJS.WriteStream {
  const write = (chunk: string | Uint8Array, ...rest: unknown[]): boolean => by(chunk, rest);
  return new Proxy(stdout, {
    get(target, name) {
      if (name === 'write') return write;
      const value = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

/**
 * Another program reads from the terminal while the work is done: a read that is still waiting in this process would take
 * its first line. What listened for input is off by then, and a stream pauses only one tick after that.
 */
export async function withoutReading(
  stdin: Pick<NodeJS.ReadableStream, 'pause'>,
  work: () => Promise<void>,
): Promise<void> {
  await new Promise<void>((resolve) => setImmediate(resolve));
  stdin.pause();
  await work();
}

const KEEP_ALIVE_MS = 1000;

let isStopping = false;

/** Ctrl-z: the whole job stops; the timer keeps the program alive until it is continued. */
export async function stopProcess(): Promise<void> {
  const timer = setInterval(() => undefined, KEEP_ALIVE_MS);
  const continued = new Promise<void>((resolve) => process.once('SIGCONT', () => resolve()));
  // Only what nobody listens to stops a process.
  const listeners = process.listeners('SIGTSTP');
  process.removeAllListeners('SIGTSTP');
  isStopping = true;
  process.kill(0, 'SIGTSTP');
  await continued;
  isStopping = false;
  for (const listener of listeners) process.on('SIGTSTP', listener);
  clearInterval(timer);
}

interface Job {
  suspend(): void;
  retake(): void;
}

export interface JobWatch {
  /** Until what it returns is called. */
  follow(job: Job): () => void;
  end(): void;
}

/**
 * What others do to the job: asked to stop it stops as by ctrl-z, and continued after a stop that it could not see, as by
 * `kill -STOP`, it takes the terminal anew, which the shell has used meanwhile. Watched from before the first frame on: what
 * comes while nobody follows is carried out by who does next, else the process would stop with a screen half drawn.
 */
export function watchJob(): JobWatch {
  let job: Job | undefined;
  let missed: keyof Job | undefined;
  const carryOut = (what: keyof Job): void => {
    if (job === undefined) missed = what;
    else job[what]();
  };
  const onStop = (): void => carryOut('suspend');
  const onContinue = (): void => {
    if (!isStopping) carryOut('retake');
  };
  process.on('SIGTSTP', onStop);
  process.on('SIGCONT', onContinue);
  return {
    follow: (next) => {
      job = next;
      const what = missed;
      missed = undefined;
      if (what !== undefined) next[what]();
      return () => {
        job = undefined;
      };
    },
    end: () => {
      process.off('SIGTSTP', onStop);
      process.off('SIGCONT', onContinue);
    },
  };
}
