/** What went wrong, as one `error:` line on stderr, and the exit code for it. */
import { errorText, fileProblem } from '../../text/errors.ts';
import { printable } from '../../text/printable.ts';
import { CliError, EXIT, type ExitCode } from '../exit.ts';
import { reportCrash } from './crash.ts';
import { Interrupted } from './interrupt.ts';

/** Errors whose message is a sentence for the operator, by the name of their class. */
const FORESEEN: Readonly<Record<string, ExitCode>> = {
  LiveError: EXIT.incomplete,
  ApiError: EXIT.incomplete,
  RecordsError: EXIT.incomplete,
  TargetError: EXIT.incomplete,
  ChangeError: EXIT.refused,
};

/** Prints the problem and returns the exit code. */
export function report(error: unknown): number {
  if (error instanceof Interrupted) {
    process.stderr.write(`${error.message}\n`);
    return error.exitCode;
  }
  if (error instanceof CliError) {
    print(error.message);
    if (error.hint !== undefined) process.stderr.write(`${error.hint}\n`);
    return error.exitCode;
  }
  const code = error instanceof Error ? codeOf(error) : undefined;
  if (code === undefined) return reportCrash(error);
  print(aboutFile(error) ?? errorText(error));
  return code;
}

/** What was foreseen, as a sentence on a screen; undefined for anything else, which is a bug. */
export function sentenceOf(error: unknown): string | undefined {
  const isForeseen = error instanceof CliError || (error instanceof Error && codeOf(error) !== undefined);
  return isForeseen ? (aboutFile(error) ?? errorText(error).split('\n')[0] ?? '') : undefined;
}

/** The file system names what it refuses: a path that was given, or one of the operator's folders. */
function aboutFile(error: unknown): string | undefined {
  const path = error instanceof Error && 'syscall' in error && 'path' in error ? error.path : undefined;
  const why = fileProblem(error);
  return typeof path === 'string' && path !== '' && why !== undefined ? `${path}: ${why}` : undefined;
}

function codeOf(error: Error): ExitCode | undefined {
  // What the file system says is about a path that was given, or a folder of the operator.
  if ('syscall' in error) return EXIT.incomplete;
  if (error.name === 'LiveError' && 'code' in error && error.code === 'usage') return EXIT.usage;
  return FORESEEN[error.name];
}

function print(message: string): void {
  process.stderr.write(`error: ${printable(message.split('\n')[0] ?? '')}\n`);
}
