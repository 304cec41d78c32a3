/** What each right lets its holder become: the edges of the graph of escalation. */
import { isFullWildcard } from '../administrators.ts';
import { capabilitiesOf, type GivenCapability } from '../capabilities/index.ts';
import type { Through } from '../queries/who-can.ts';
import type { Rule } from '../types.ts';

/** `ServiceAccount:ns/name`, `User:x`, `Group:x`, all accounts of a namespace, or one of the two targets. */
export type Place = string;
export const CLUSTER: Place = 'cluster-admin';
export const NODE: Place = 'node';
/** Any account of a namespace; of every namespace without one. */
export function accountsOf(namespace: string | null): Place {
  return `accounts:${namespace ?? '*'}`;
}

export interface Step {
  readonly from: Place;
  readonly to: Place;
  /** What the holder does, to go on after its name. */
  readonly text: string;
  /** Absent: a membership that nobody granted. */
  readonly via?: Through;
  /** Only where a pod runs as the account that is next. */
  readonly needsPod?: true;
}

export interface Granted {
  readonly subject: Place;
  readonly namespace: string | null;
  readonly rules: readonly Rule[];
  readonly via: Through;
}

type Made = Omit<Step, 'from' | 'via'>;

/** `isConfined`: a Pod Security level keeps pods of the namespace from their node. */
export function stepsOf(granted: Granted, isConfined: (namespace: string) => boolean): readonly Step[] {
  const { subject, namespace, rules, via } = granted;
  const isWide = namespace === null;
  if (isWide && rules.some(isFullWildcard)) return [{ from: subject, via, to: CLUSTER, text: 'holds every right' }];
  const given = rules.flatMap(capabilitiesOf);
  const has = (id: GivenCapability['id']) => given.some((each) => each.id === id);
  const made = [
    ...given.flatMap((each) => madeBy(each, namespace)),
    ...(isWide ? given.flatMap((each) => madeClusterWide(each, has)) : []),
    ...together(namespace, has, isWide || !isConfined(namespace)),
  ];
  return made.map((each) => ({ from: subject, via, ...each }));
}

function madeBy({ id, names }: GivenCapability, namespace: string | null): readonly Made[] {
  const where = namespace === null ? 'any namespace' : namespace;
  const accounts = (text: string): readonly Made[] =>
    names === undefined
      ? [{ to: accountsOf(namespace), text }]
      : namespace === null
        ? []
        : names.map((name) => ({ to: `ServiceAccount:${namespace}/${name}`, text }));
  switch (id) {
    case 'workload-create':
      return names === undefined
        ? [{ to: accountsOf(namespace), text: `starts a pod in ${where} as an account of its choice` }]
        : [];
    case 'token-create':
      return accounts(`issues itself a token of an account of ${where}`);
    case 'impersonate-account':
      return accounts(`acts in the name of an account of ${where}`);
    case 'pod-exec':
    case 'pod-debug':
      return names === undefined
        ? [{ to: accountsOf(namespace), text: `enters a pod of ${where}, and takes its token`, needsPod: true }]
        : [];
    default:
      return [];
  }
}

const LOGIN = new Set(['kubernetes.io/kube-apiserver-client', 'kubernetes.io/*']);

function madeClusterWide(
  { id, names, atoms }: GivenCapability,
  has: (id: GivenCapability['id']) => boolean,
): readonly Made[] {
  if (id === 'nodes-proxy') return [{ to: NODE, text: 'runs commands on nodes through the kubelet' }];
  if (id === 'impersonate') {
    const resources = atoms.flatMap((atom) => ('resource' in atom ? atom.resource : []));
    if (names !== undefined)
      return [
        ...(resources.includes('users')
          ? names.map((name) => ({ to: `User:${name}`, text: `acts in the name of ${name}` }))
          : []),
        ...(resources.includes('groups')
          ? names.map((name) => ({ to: `Group:${name}`, text: `acts as a member of ${name}` }))
          : []),
      ];
    const isAnybody = resources.includes('groups') || resources.includes('users');
    return isAnybody ? [{ to: CLUSTER, text: 'acts in the name of an administrator' }] : [];
  }
  if (id === 'webhook-write' && names === undefined) {
    const writes = atoms.some(
      (atom) => 'resource' in atom && atom.resource.startsWith('mutating') && atom.verb === 'create',
    );
    return writes ? [{ to: CLUSTER, text: 'sets a webhook that changes what administrators write' }] : [];
  }
  const approves = names === undefined || names.some((name) => LOGIN.has(name));
  if (id === 'csr-approve' && approves && has('csr-approval') && has('csr-create'))
    return [{ to: CLUSTER, text: 'approves itself a certificate in the name of an administrator' }];
  return [];
}

/** What takes two rights at once. */
function together(
  namespace: string | null,
  has: (id: GivenCapability['id']) => boolean,
  isOpen: boolean,
): readonly Made[] {
  const where = namespace === null ? 'any namespace' : namespace;
  const top = namespace === null ? CLUSTER : accountsOf(namespace);
  const all = namespace === null ? 'every right' : `every right in ${namespace}`;
  return [
    ...(has('escalate') && has('role-write') ? [{ to: top, text: `writes a role with ${all}` }] : []),
    ...(has('bind') && has('binding-write') ? [{ to: top, text: `binds itself to a role with ${all}` }] : []),
    ...(has('secrets-read') && has('secrets-write')
      ? [{ to: accountsOf(namespace), text: `makes a Secret with the token of an account of ${where}, and reads it` }]
      : []),
    ...(has('workload-create') && (isOpen || has('namespace-patch'))
      ? [{ to: NODE, text: `starts a privileged pod in ${where}` }]
      : []),
    ...(has('volume-create') && has('workload-create')
      ? [{ to: NODE, text: 'mounts a path of the node by a volume of its own' }]
      : []),
  ];
}
