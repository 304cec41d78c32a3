/** Answers a shell, or kubectl on its behalf: one candidate a line, then what else is to be done. */
import { printable } from '../../text/printable.ts';
import { COMMANDS, ROOT } from '../commands.ts';
import { type Candidate, type Completion, complete, DIRECTIVES } from './complete.ts';
import { listsFor } from './lists.ts';

/** Whatever goes wrong, a shell that waits for suggestions gets none, and no message in the middle of its line. */
export async function answerShell(words: readonly string[]): Promise<void> {
  process.stdout.write(answerText(await completed(words)));
  // A request that nobody waits for any more must not keep the shell.
  process.exitCode = 0;
}

async function completed(words: readonly string[]): Promise<Completion> {
  try {
    return await complete(words, {
      root: ROOT,
      commands: COMMANDS,
      listsFor: (flags, operands) => listsFor(flags, operands, process.env),
    });
  } catch {
    return { candidates: [], directive: DIRECTIVES.nothing };
  }
}

/** A name that a terminal would not show as it is cannot be typed either: it is left out. */
function answerText({ candidates, directive }: Completion): string {
  const lines = candidates.filter(({ value }) => printable(value) === value && value !== '').map(lineOf);
  return [...lines, `:${directive}\n`].join('\n');
}

function lineOf({ value, help }: Candidate): string {
  return help === undefined ? value : `${value}\t${printable(help)}`;
}
