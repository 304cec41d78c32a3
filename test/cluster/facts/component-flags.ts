/** The flags that each component of the control plane has, as its own help lists them. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ComponentName } from '../../../src/analysis/control-plane/index.ts';
import type { Programs } from '../build.ts';
import { moduleFolder } from './module-folder.ts';

const run = promisify(execFile);
const NAME = /^ *(?:-[a-z], )?--([a-z0-9][a-z0-9-]*)/gm;

const COMPONENTS = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler'] as const;

/** Sorted names without dashes in front. */
export async function componentFlags(programs: Programs): Promise<Readonly<Record<string, readonly string[]>>> {
  const names = COMPONENTS.map(async (component) => [component, namesIn(await helpOf(component, programs))] as const);
  return Object.fromEntries(await Promise.all(names));
}

async function helpOf(component: ComponentName, programs: Programs): Promise<string> {
  // The test cluster embeds the server of etcd: the help of the program stands in its source.
  if (component === 'etcd') {
    const folder = await moduleFolder('go.etcd.io/etcd/server/v3');
    return readFile(join(folder, 'etcdmain', 'help.go'), 'utf8');
  }
  const [program = component, ...words] = programs[component] ?? [];
  const { stdout, stderr } = await run(program, [...words, '--help']);
  return `${stdout}\n${stderr}`;
}

export function namesIn(text: string): readonly string[] {
  return [...new Set([...text.matchAll(NAME)].flatMap(([, name]) => name ?? []))].sort();
}
