/** The streams of the process: data to stdout, everything else to stderr. */
import { printable } from '../model/printable.ts';

export interface Terminal {
  readonly env: NodeJS.ProcessEnv;
  /** True when a person can be asked and shown screens. */
  readonly isInteractive: boolean;
  readonly isErrorTerminal: boolean;
  readonly isQuiet: boolean;
  /** Whether stdout is to be coloured. */
  readonly hasColor: boolean;
  /** Data. */
  out(text: string): void;
  /** Progress and sums; silent with `--quiet`. */
  note(line: string): void;
  /** One `Warning:` line, each text once; silent with `--quiet`. */
  warn(line: string): void;
  /** One `error:` line, always. */
  error(message: string): void;
  /** To stderr as it is: whoever calls it has made it printable. */
  err(text: string): void;
}

export interface TerminalOptions {
  readonly isQuiet: boolean;
  readonly hasColor: boolean;
}

export function createTerminal({ isQuiet, hasColor }: TerminalOptions): Terminal {
  const { stdin, stdout, stderr, env } = process;
  const warned = new Set<string>();
  return {
    env,
    isInteractive: stdin.isTTY === true && stdout.isTTY === true && env.TERM !== 'dumb',
    isErrorTerminal: stderr.isTTY === true,
    isQuiet,
    hasColor,
    out: (text) => void stdout.write(text),
    note: (line) => {
      if (!isQuiet) stderr.write(`${printable(line)}\n`);
    },
    warn: (line) => {
      const text = printable(line);
      if (isQuiet || warned.has(text)) return;
      warned.add(text);
      const prefix = hasColor && stderr.isTTY === true ? '\u001b[33;1mWarning:\u001b[0m' : 'Warning:';
      stderr.write(`${prefix} ${text}\n`);
    },
    error: (message) => void stderr.write(`error: ${printable(message)}\n`),
    err: (text) => void stderr.write(text),
  };
}

/** A reader that goes away (`| head`) ends the program quietly. */
export function endQuietlyWithoutReader(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  process.stderr.on('error', () => undefined);
}
