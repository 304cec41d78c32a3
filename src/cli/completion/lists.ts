/** What can be named: read when it is asked for, and left out where it cannot be read. */
import { existsSync } from 'node:fs';
import { areaOf } from '../../catalog/area.ts';
import { connectionFlags } from '../args/connection-flags.ts';
import type { Flags } from '../args/parse.ts';
import { configFile } from '../config/config-file.ts';
import type { Candidate } from './complete.ts';
import { type Lists, SHELLS } from './values.ts';

/** Nobody waits longer for a suggestion. */
const LONGEST_MS = 1000;

export function listsFor(flags: Flags, operands: readonly string[], env: NodeJS.ProcessEnv): Lists {
  const entries = async (part: 'contexts' | 'clusters' | 'users') => {
    const { kubeconfigNames } = await import('../../sources/live/names.ts');
    return named((await kubeconfigNames(flags.text('kubeconfig'), env))[part]);
  };
  return {
    contexts: () => entries('contexts'),
    clusters: () => entries('clusters'),
    users: () => entries('users'),
    namespaces: async () => {
      const { namespaceNames } = await import('../../sources/live/names.ts');
      return named(await namespaceNames(connectionFlags(flags), env, AbortSignal.timeout(LONGEST_MS)));
    },
    checks: async () => (await checks(flags, env)).map(({ id, title }) => ({ value: id, help: title })),
    areas: async () => named([...new Set((await checks(flags, env)).map(({ id }) => areaOf(id)))]),
    runs: () => runs(env),
    shells: async () => named(SHELLS),
    examples: () => examples(flags, operands, env),
  };
}

function named(names: readonly string[]): readonly Candidate[] {
  return names.toSorted().map((value) => ({ value }));
}

/** Those of the check that stands before. */
async function examples(
  flags: Flags,
  [id = '']: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<readonly Candidate[]> {
  const { loadSetup } = await import('../compose/setup.ts');
  const { registry } = await loadSetup({ flags, io: { env } });
  return (registry.find(id)?.examples ?? []).map(({ name, title }) => ({ value: name, help: title }));
}

/** Those that are built in, as a list, where the operator has no configuration that may add some: loading all takes longer. */
async function checks(flags: Flags, env: NodeJS.ProcessEnv): Promise<readonly { id: string; title: string }[]> {
  if (!existsSync(configFile(env))) return (await import('./checks.generated.ts')).CHECKS;
  const { loadSetup } = await import('../compose/setup.ts');
  const { registry } = await loadSetup({ flags, io: { env } });
  return registry.checks.map(({ meta }) => meta).toSorted((left, right) => (left.id < right.id ? -1 : 1));
}

/** What an undo may name, newest first, as history lists them. */
async function runs(env: NodeJS.ProcessEnv): Promise<readonly Candidate[]> {
  const { history } = await import('../../remediation/undo/history.ts');
  const { ownStateFolder } = await import('../compose/state-folder.ts');
  const all = await history({ stateFolder: ownStateFolder(env, true) });
  return all
    .filter(({ kind, state }) => kind === 'apply' && state !== 'undone')
    .map(({ run, at, cluster, state }) => ({
      value: run,
      help: `${state}, ${cluster.context || cluster.server}, ${at}`,
    }));
}
