/** The streams of the process: data to stdout, everything else to stderr. */
import { printable } from '../../text/printable.ts';
import { EXIT } from '../exit.ts';
import { HUNG_UP, isLostTerminal } from './crash.ts';

export interface Terminal {
  readonly env: NodeJS.ProcessEnv;
  /** True when a person can be asked and shown screens. */
  readonly isInteractive: boolean;
  readonly isErrorTerminal: boolean;
  readonly isQuiet: boolean;
  /** Whether stdout is to be coloured. */
  readonly hasColor: boolean;
  /** Data. */
  out(text: string | Buffer): void;
  /** Progress and sums; silent with `--quiet`. */
  note(line: string): void;
  /** One `Warning:` line, each text once; silent with `--quiet`. */
  warn(line: string): void;
  /** One `error:` line, always. */
  error(message: string): void;
  /** To stderr as it is: whoever calls it has made it printable. */
  err(text: string): void;
  /** One line on a terminal that is written over by the next, and gone as soon as anything else is printed. */
  status(line: string): void;
  clearStatus(): void;
}

export interface TerminalOptions {
  readonly isQuiet: boolean;
  readonly hasColor: boolean;
  /** Even at a terminal nobody is to be asked. */
  readonly isUnattended: boolean;
}

const CLEAR = '\r\u001b[K';

export function createTerminal({ isQuiet, hasColor, isUnattended }: TerminalOptions): Terminal {
  const { stdout, stderr, env } = process;
  const warned = new Set<string>();
  let hasStatus = false;
  const clearStatus = (): void => {
    if (hasStatus) stderr.write(CLEAR);
    hasStatus = false;
  };
  const err = (text: string): void => {
    clearStatus();
    stderr.write(text);
  };
  return {
    env,
    isInteractive: !isUnattended && stdout.isTTY === true && process.stdin.isTTY === true && env.TERM !== 'dumb',
    isErrorTerminal: stderr.isTTY === true,
    isQuiet,
    hasColor,
    out: (text) => {
      clearStatus();
      stdout.write(text);
    },
    note: (line) => {
      if (!isQuiet) err(`${printable(line)}\n`);
    },
    warn: (line) => {
      const text = printable(line);
      if (isQuiet || warned.has(text)) return;
      warned.add(text);
      const prefix = hasColor && stderr.isTTY === true ? '\u001b[33;1mWarning:\u001b[0m' : 'Warning:';
      err(`${prefix} ${text}\n`);
    },
    error: (message) => err(`error: ${printable(message)}\n`),
    err,
    status: (line) => {
      stderr.write(`${CLEAR}${printable(line)}`);
      hasStatus = true;
    },
    clearStatus,
  };
}

let isWriting = false;
let hasComplained = false;

/** What must come to its end even when nobody reads what it prints: a run that changes something. */
export async function withoutReader<T>(work: () => Promise<T>): Promise<T> {
  isWriting = true;
  try {
    return await work();
  } finally {
    isWriting = false;
  }
}

/** A reader that goes away (`| head`, a window that is closed) ends the program quietly, but never in the middle of a run. */
export function endQuietlyWithoutReader(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    const isClosed = isLostTerminal(error);
    const isGone = isClosed || error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED';
    if (!isGone && !hasComplained) {
      hasComplained = true;
      process.stderr.write(`error: the output cannot be written: ${error.code ?? error.message}. It is incomplete.\n`);
    }
    if (isWriting) return;
    process.exit(isClosed ? HUNG_UP : isGone ? (process.exitCode ?? 0) : EXIT.incomplete);
  });
  process.stderr.on('error', () => undefined);
}
