/** `KUBECTL_EXTERNAL_DIFF`: the operator's own program shows the diff, as with `kubectl diff`. */
import { type StdioOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PlanPreview, StepPreview } from '../../model/plan.ts';
import { shownTexts } from '../../remediation/index.ts';
import { CliError, EXIT } from '../exit.ts';

/** kubectl passes on only such words as arguments: a value is no shell script. */
const ARGUMENT = /^[a-zA-Z0-9=-]+$/;

/** Words of the variable: the program, then its arguments. Empty when there is none. */
export function diffCommand(value: string | undefined): readonly string[] {
  const [program = '', ...rest] = (value ?? '').split(' ').filter(Boolean);
  return program === '' ? [] : [program, ...rest.filter((word) => ARGUMENT.test(word))];
}

/** Runs the program on two folders with a file for each object. `stream`: 1 or 2. Throws when it cannot show them. */
export async function runExternalDiff(command: readonly string[], preview: PlanPreview, stream: 1 | 2): Promise<void> {
  const problem = await inFolders(preview, (live, merged) =>
    runOnTerminal([...command, live, merged], ['inherit', stream, 'inherit']),
  );
  if (problem === undefined) return;
  const hint = 'Nothing was changed. Unset KUBECTL_EXTERNAL_DIFF to see the diff without it.';
  throw new CliError(EXIT.incomplete, `the diff program ${problem}`, hint);
}

/** The objects before and after as files, credentials masked, for as long as it takes to show them. */
export async function inFolders<T>(
  preview: PlanPreview,
  use: (live: string, merged: string) => Promise<T>,
): Promise<T> {
  const folders = ['LIVE-', 'MERGED-'].map((prefix) => mkdtempSync(join(tmpdir(), prefix)));
  const [live = '', merged = ''] = folders;
  try {
    for (const step of preview.steps.filter(({ effect }) => effect !== 'unchanged')) {
      const [before, after] = shownTexts(step.before, step.after);
      if (before !== '') writeFileSync(join(live, fileName(step)), before, { mode: 0o600 });
      if (after !== '') writeFileSync(join(merged, fileName(step)), after, { mode: 0o600 });
    }
    return await use(live, merged);
  } finally {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  }
}

/** What went wrong, as the end of a sentence. `highest`: the last exit code that is none; 1 says that there are differences. */
export async function runOnTerminal(
  [program = '', ...args]: readonly string[],
  stdio: StdioOptions = 'inherit',
  highest = 1,
): Promise<string | undefined> {
  // Ctrl-c belongs to the program that has the terminal.
  const ignore = (): void => undefined;
  process.on('SIGINT', ignore);
  try {
    const [status, signal] = await once(spawn(program, args, { stdio }), 'exit');
    return signal === null && status <= highest ? undefined : `${program} ended with ${signal ?? status}`;
  } catch (error) {
    return `${program} cannot be run: ${(error as NodeJS.ErrnoException).code ?? String(error)}`;
  } finally {
    process.off('SIGINT', ignore);
  }
}

/** As kubectl names them: `apps.v1.Deployment.shop.web`. */
function fileName({ ref }: StepPreview): string {
  const parts = [...ref.apiVersion.split('/'), ref.kind, ref.namespace ?? '', ref.name];
  return parts.join('.').replaceAll('/', '_');
}
