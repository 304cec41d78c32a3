/** `KUBECTL_EXTERNAL_DIFF`: the operator's own program shows the diff, as with `kubectl diff`. */
import { spawnSync } from 'node:child_process';
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
export function runExternalDiff([program = '', ...args]: readonly string[], preview: PlanPreview, stream: 1 | 2): void {
  const folders = ['LIVE-', 'MERGED-'].map((prefix) => mkdtempSync(join(tmpdir(), prefix)));
  const [live = '', merged = ''] = folders;
  try {
    for (const step of preview.steps.filter(({ effect }) => effect !== 'unchanged')) {
      const [before, after] = shownTexts(step.before, step.after);
      if (before !== '') writeFileSync(join(live, fileName(step)), before, { mode: 0o600 });
      if (after !== '') writeFileSync(join(merged, fileName(step)), after, { mode: 0o600 });
    }
    const { status, error } = spawnSync(program, [...args, live, merged], { stdio: ['inherit', stream, 'inherit'] });
    // 1 says that there are differences.
    if (error === undefined && status !== null && status <= 1) return;
    const how = error === undefined ? `ended with ${status ?? 'a signal'}` : error.message;
    const hint = 'Nothing was changed. Unset KUBECTL_EXTERNAL_DIFF to see the diff without it.';
    throw new CliError(EXIT.incomplete, `the diff program ${program} ${how}`, hint);
  } finally {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  }
}

/** As kubectl names them: `apps.v1.Deployment.shop.web`. */
function fileName({ ref }: StepPreview): string {
  const parts = [...ref.apiVersion.split('/'), ref.kind, ref.namespace ?? '', ref.name];
  return parts.join('.').replaceAll('/', '_');
}
