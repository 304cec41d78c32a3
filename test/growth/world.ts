/** A cluster of every kind that checks look at: a fixture of each check, and all of that again and again in other namespaces. */

import type { KubeObject } from '../../src/plugin-api/index.ts';
import { isAutomated, loadCheckFolders, readFixture } from '../support/fixture-runner/load.ts';

/** Every cluster has one of each. */
const SYSTEM: ReadonlySet<string> = new Set(['kube-system', 'kube-public', 'kube-node-lease', 'default']);
/** Of what belongs to no namespace, what a larger cluster has more of. */
const GROWING: ReadonlySet<string> = new Set([
  'Namespace',
  'Node',
  'ClusterRole',
  'ClusterRoleBinding',
  'PersistentVolume',
]);
const SHIPPED = /^(system:|kubeadm:)|^(cluster-admin|admin|edit|view)$/;

const OUTCOMES = ['fail', 'pass'] as const;
/** Of what is copied, the first copy. */
const FIRST = '-0';

export interface World {
  readonly objects: readonly KubeObject[];
  /** Whether an object is one that each size has. */
  isInAll(object: KubeObject): boolean;
}

export async function worldOf(copies: number): Promise<World> {
  const folders = await loadCheckFolders();
  const fixtures = folders
    .filter(({ check }) => isAutomated(check))
    .flatMap(({ fixtures }) => OUTCOMES.flatMap((each) => fixtures.find(({ expects }) => expects === each) ?? []))
    .map(({ path }) => readFixture(path))
    .filter(({ sourceType }) => sourceType !== 'files');
  const objects = fixtures.flatMap(({ objects }, number) =>
    Array.from({ length: copies }, (_, copy) => copyOf(objects, `-${number}-${copy}`, copy === 0)).flat(),
  );
  return { objects, isInAll: ({ metadata: { namespace, name } }) => (namespace ?? name).endsWith(FIRST) };
}

/** What cannot be copied is there once. */
function copyOf(objects: readonly KubeObject[], suffix: string, isFirst: boolean): readonly KubeObject[] {
  const names = new Set(objects.flatMap(namesOf));
  const renamed = (text: string) => (names.has(text) ? `${text}${suffix}` : text);
  const textOf = (text: string) =>
    text.startsWith('system:serviceaccount') ? text.split(':').map(renamed).join(':') : renamed(text);
  return objects.flatMap((object) => {
    const copy = mapTexts(object, (text, key) => (key === 'uid' ? `${text}${suffix}` : textOf(text))) as KubeObject;
    const [was, is] = [object.metadata, copy.metadata];
    const isCopied = was.namespace === undefined ? was.name !== is.name : was.namespace !== is.namespace;
    return isFirst || isCopied ? [copy] : [];
  });
}

function namesOf({ kind, metadata: { namespace, name } }: KubeObject): readonly string[] {
  const own = namespace ?? (GROWING.has(kind) && !SHIPPED.test(name) ? name : undefined);
  return own === undefined || SYSTEM.has(own) ? [] : [own];
}

function mapTexts(value: unknown, change: (text: string, key: string) => string, key = ''): unknown {
  if (typeof value === 'string') return change(value, key);
  if (Array.isArray(value)) return value.map((each) => mapTexts(each, change, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, mapTexts(member, change, name)]));
}
