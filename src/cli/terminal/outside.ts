/** The diff of the walk in the operator's own program: the one of KUBECTL_EXTERNAL_DIFF, else a pager. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PlanPreview } from '../../model/plan.ts';
import { diffText } from './diff-text.ts';
import { diffCommand, inFolders, runOnTerminal } from './external-diff.ts';

/** A program that prints and ends, as `diff -u` does: what it said stays until it was read. */
const AND_WAIT = '"$@"; code=$?; printf "\\nenter: back to the walk "; read -r _; exit $code';

/** Resolves to what went wrong, as a sentence. The terminal must be free. */
export async function showOutside(preview: PlanPreview, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const command = diffCommand(env.KUBECTL_EXTERNAL_DIFF);
  const problem = command.length > 0 ? await external(command, preview) : await paged(preview, env);
  return problem === undefined ? undefined : `The diff was not shown: ${problem}.`;
}

async function external(command: readonly string[], preview: PlanPreview): Promise<string | undefined> {
  return inFolders(preview, (live, merged) => {
    const whole = [...command, live, merged];
    return runOnTerminal(process.platform === 'win32' ? whole : ['sh', '-c', AND_WAIT, 'sh', ...whole]);
  });
}

/** A variable with words is a command of the shell, as git and man read it. */
async function paged(preview: PlanPreview, env: NodeJS.ProcessEnv): Promise<string | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'kubectl-harden-'));
  const file = join(folder, 'changes.diff');
  try {
    writeFileSync(file, `${diffText(preview, false)}\n`, { mode: 0o600 });
    // What only copies would be wiped away by the walk at once.
    const pager = /^(?:cat)?$/.test(env.PAGER?.trim() ?? '') ? 'less' : env.PAGER;
    if (process.platform === 'win32') return await runOnTerminal(['more', file]);
    return await runOnTerminal(['sh', '-c', `${pager} "$1"`, 'sh', file]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
