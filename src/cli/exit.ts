/** Exit codes, and the error that carries one with its sentence. */
export const EXIT = {
  ok: 0,
  /** Findings at or above `--fail-on`, or a dry run with pending changes. */
  pending: 1,
  /** Wrong usage, or consent was needed and nobody could give it. */
  usage: 2,
  /** Could not connect or read, or not read everything. */
  incomplete: 3,
  /** A change failed, or the journal could not be written. */
  failed: 4,
  /** Refused by a guard, or the cluster changed before any write. */
  refused: 5,
  interrupted: 130,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Ends a command with one `error:` line. `hint` is printed on lines of its own, without a prefix. */
export class CliError extends Error {
  readonly exitCode: ExitCode;
  readonly hint: string | undefined;
  constructor(exitCode: ExitCode, message: string, hint?: string) {
    super(message);
    this.name = 'CliError';
    this.exitCode = exitCode;
    this.hint = hint;
  }
}
