/** Which kubeconfig files count, and how several become one: by kubectl's rules, the first to say something wins. */
import os from 'node:os';
import path from 'node:path';
import { LiveError } from '../http/errors.ts';
import { type Kubeconfig, readKubeconfigFile } from './kubeconfig-file.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface LoadedKubeconfig extends Kubeconfig {
  /** Files that were read, in order of precedence. */
  readonly files: readonly string[];
  /** Files that were named but are not there. */
  readonly missing: readonly string[];
}

/** `--kubeconfig` alone, else the files of KUBECONFIG, else `~/.kube/config`. */
export async function loadKubeconfig(explicit: string | undefined, env: Environment): Promise<LoadedKubeconfig> {
  if (explicit !== undefined && explicit !== '') {
    const found = await readKubeconfigFile(explicit);
    if (found === undefined)
      throw new LiveError(
        'config',
        `the kubeconfig ${explicit} does not exist. Check the path given with --kubeconfig.`,
      );
    return { ...found, files: [explicit], missing: [] };
  }
  const listed = listedFiles(env);
  const read = await Promise.all(listed.map(async (file) => ({ file, config: await readKubeconfigFile(file) })));
  const present = read.flatMap(({ file, config }) => (config === undefined ? [] : [{ file, config }]));
  return {
    ...mergeKubeconfigs(present.map(({ config }) => config)),
    files: present.map(({ file }) => file),
    missing: read.filter(({ config }) => config === undefined).map(({ file }) => file),
  };
}

/** The first file that sets the current context sets it; of entries with one name the first counts, whole. */
export function mergeKubeconfigs(configs: readonly Kubeconfig[]): Kubeconfig {
  const currentContext = configs.find((config) => config.currentContext !== undefined)?.currentContext;
  return {
    ...(currentContext === undefined ? {} : { currentContext }),
    clusters: firstWins(configs.map((config) => config.clusters)),
    users: firstWins(configs.map((config) => config.users)),
    contexts: firstWins(configs.map((config) => config.contexts)),
  };
}

function listedFiles(env: Environment): readonly string[] {
  const listed = (env.KUBECONFIG ?? '').split(path.delimiter).filter((file) => file !== '');
  if (listed.length > 0) return [...new Set(listed)];
  const home = env.HOME ?? env.USERPROFILE ?? os.homedir();
  return [path.join(home, '.kube', 'config')];
}

function firstWins<T>(maps: readonly ReadonlyMap<string, T>[]): ReadonlyMap<string, T> {
  const merged = new Map<string, T>();
  for (const map of maps) for (const [name, entry] of map) if (!merged.has(name)) merged.set(name, entry);
  return merged;
}
