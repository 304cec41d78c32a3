/** The reference cluster as files, one for each namespace and one for what is in none. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dump } from 'js-yaml';
import { manifests } from './cluster.ts';
import type { Manifest } from './make.ts';

/** Names of files sort so that `kubectl apply -f` takes definitions and namespaces first. */
export function filesOf(objects: readonly Manifest[]): ReadonlyMap<string, readonly Manifest[]> {
  return Map.groupBy(objects, ({ kind, metadata }) => {
    if (kind === 'CustomResourceDefinition') return '00-definitions.yaml';
    if (kind === 'Namespace') return '01-namespaces.yaml';
    return metadata.namespace === undefined ? '02-cluster.yaml' : `${metadata.namespace}.yaml`;
  });
}

/** Gives the names of the files. The folder is made where there is none. */
export function writeReference(folder: string): readonly string[] {
  mkdirSync(folder, { recursive: true });
  const files = filesOf(manifests());
  for (const [name, objects] of files)
    writeFileSync(join(folder, name), objects.map((each) => `---\n${dump(each, { noRefs: true })}`).join(''));
  return [...files.keys()].sort();
}
