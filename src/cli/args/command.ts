/** What a command is: its texts, the flags it takes beside the global ones, and where its code is. */

import type { Terminal } from '../terminal/io.ts';
import type { FlagName } from './flags.ts';
import type { CommandShape, Flags } from './parse.ts';

export interface Invocation {
  /** What stands after the name of the command. */
  readonly operands: readonly string[];
  readonly flags: Flags;
  /** As the operator calls the program: `kubectl harden`. */
  readonly program: string;
  readonly io: Terminal;
  /** Aborted by ctrl-c and by SIGTERM. */
  readonly signal: AbortSignal;
  /** Leaves the signals of the process to others from now on. */
  readonly releaseSignals: () => void;
}
/** Returns the exit code. */
export type Run = (invocation: Invocation) => Promise<number>;

export interface Command extends CommandShape {
  /** Operands as usage shows them: `CHECK`, `[RUN]`. */
  readonly operands: string;
  readonly summary: string;
  /** Paragraphs. */
  readonly long: readonly string[];
  readonly examples: readonly { readonly comment: string; readonly line: string }[];
  readonly flags: readonly FlagName[];
  /** Loads the code of the command: help and the other commands do without it. */
  readonly load: () => Promise<{ readonly run: Run }>;
}
