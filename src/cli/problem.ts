/** What went wrong, as one `error:` line on stderr, and the exit code for it. */
import { printable } from '../model/printable.ts';
import { CliError, EXIT } from './exit.ts';
import { Interrupted } from './interrupt.ts';

/** Prints the problem and returns the exit code. */
export function report(error: unknown): number {
  if (error instanceof Interrupted) {
    process.stderr.write(`${error.message}\n`);
    return error.exitCode;
  }
  if (error instanceof CliError) {
    process.stderr.write(`error: ${printable(error.message)}\n`);
    if (error.hint !== undefined) process.stderr.write(`${error.hint}\n`);
    return error.exitCode;
  }
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`error: ${printable(message.split('\n')[0] ?? '')}\n`);
  if (error instanceof Error && process.env.KUBECTL_HARDEN_DEBUG === '1') process.stderr.write(`${error.stack}\n`);
  return codeOf(error);
}

/** Errors of the sources and targets carry an exit code where they know one; anything else could not be read. */
function codeOf(error: unknown): number {
  if (typeof error === 'object' && error !== null && 'exitCode' in error && typeof error.exitCode === 'number')
    return error.exitCode;
  return EXIT.incomplete;
}
