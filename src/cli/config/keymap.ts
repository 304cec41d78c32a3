/** The keys of the configuration, put into the table of the walk. */
import { readFile } from 'node:fs/promises';
import type { KeyBinding } from '../../ui/keymap.ts';
import type { KeyProblem } from '../../ui/rebind.ts';
import { CliError, EXIT } from '../exit.ts';
import { type Config, meant, placeIn } from './config.ts';
import { configFile } from './config-file.ts';

/** Undefined: the keys are the usual ones. What cannot be meant is an error that names the line. */
export async function loadKeymap({ keys }: Config, env: NodeJS.ProcessEnv): Promise<readonly KeyBinding[] | undefined> {
  if (keys === undefined) return undefined;
  const { rebind, actionNames } = await import('../../ui/rebind.ts');
  const { table, problems } = rebind(
    Object.entries(keys).map(([name, given]) => ({ name, keys: typeof given === 'string' ? [given] : given })),
  );
  const [problem] = problems;
  if (problem === undefined) return table;
  const file = configFile(env);
  const place = await placeIn(await readFile(file, 'utf8'), file, ['keys', problem.name]);
  throw new CliError(EXIT.usage, `${place}: ${problemText(problem, actionNames())}`);
}

function problemText(problem: KeyProblem, actions: readonly string[]): string {
  switch (problem.code) {
    case 'unknown-action':
      return `unknown action${meant(problem.name, actions)}`;
    case 'fixed':
      return 'keys that consent, cancel or interrupt cannot be changed';
    case 'no-key':
      return 'needs one key at least';
    case 'unknown-key':
      return `no such key: ${JSON.stringify(problem.key)}${keyHelp(problem)}`;
    case 'types':
      return `${problem.key} is typed in ${problem.scope}; take ctrl with a letter, or a key such as pageup`;
    case 'taken': {
      const { by } = problem;
      return `${problem.key} already means "${by.label}" (${by.scope}.${by.id}) in ${problem.scope}`;
    }
  }
}

function keyHelp({ meant: instead }: { readonly meant?: string }): string {
  return instead === undefined
    ? '; one character, ctrl with a letter, or a name such as pageup'
    : `; did you mean ${instead}?`;
}
