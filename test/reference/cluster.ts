/**
 * The reference cluster: 61 namespaces and 312 workloads as one finds them where several teams share a cluster for some
 * years. Made up, and the same in every run.
 */
import { BATCHES } from './applications/batches.ts';
import { DATA } from './applications/data.ts';
import { PREVIEWS } from './applications/previews.ts';
import { SHOPS } from './applications/shops.ts';
import { TEAMS } from './applications/teams.ts';
import { CUSTOM, DEFINITIONS } from './definitions.ts';
import { account, type Manifest, namespace } from './make.ts';
import { NODES_AND_CLASSES } from './nodes.ts';
import { KUBE_SYSTEM } from './platform/kube-system.ts';
import { STACK } from './platform/stack.ts';

/** Those that every cluster has. */
const BUILT_IN = ['default', 'kube-system', 'kube-public', 'kube-node-lease'];

const ALL: readonly Manifest[] = [
  ...DEFINITIONS,
  ...BUILT_IN.map((name) => namespace(name)),
  ...NODES_AND_CLASSES,
  ...KUBE_SYSTEM,
  ...STACK,
  ...CUSTOM,
  ...TEAMS,
  ...SHOPS,
  ...BATCHES,
  ...DATA,
  ...PREVIEWS,
];
const FIRST = ['CustomResourceDefinition', 'Namespace', 'Node', 'StorageClass', 'ServiceAccount'];

const rankOf = ({ kind }: Manifest): number => {
  const rank = FIRST.indexOf(kind);
  return rank === -1 ? FIRST.length : rank;
};

/** In an order in which an API server takes them, without what controllers make of them. */
export function manifests(): readonly Manifest[] {
  return ALL.toSorted((left, right) => rankOf(left) - rankOf(right));
}

/** The account that every namespace gets. */
export function defaultAccounts(): readonly Manifest[] {
  return ALL.filter(({ kind }) => kind === 'Namespace').map(({ metadata }) => account(metadata.name, 'default'));
}
