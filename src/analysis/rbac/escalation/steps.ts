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
  /** Further grants that it takes: without one of them there is no step. */
  readonly also?: readonly Through[];
  /** Only where a pod runs as the account that is next. */
  readonly needsPod?: true;
}

export interface Granted {
  readonly subject: Place;
  readonly namespace: string | null;
  readonly rules: readonly Rule[];
  readonly via: Through;
}

type Id = GivenCapability['id'];
export type Made = Omit<Step, 'from' | 'via' | 'also'>;

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

/** All of it belongs to no namespace. */
export const APPROVAL: Recipe = {
  needs: ['csr-approve', 'csr-approval', 'csr-create'],
  makes: () => ({ to: CLUSTER, text: 'approves itself a certificate in the name of an administrator' }),
};
const LOGIN = new Set(['kubernetes.io/kube-apiserver-client', 'kubernetes.io/*']);

/** Certificates that the API server takes for a user. */
export function approvesLogin(names: GivenCapability['names']): boolean {
  return names === undefined || names.some((name) => LOGIN.has(name));
}

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
  if (id === 'csr-approve' && approvesLogin(names) && APPROVAL.needs.every(has)) return [APPROVAL.makes(null)];
  return [];
}

/** What takes several rights at once. */
function together(namespace: string | null, has: (id: Id) => boolean, isOpen: boolean): readonly Made[] {
  const isGiven = (id: Id) => has(id) && (namespace === null || !OF_CLUSTER.has(id));
  const made = RECIPES.filter(({ needs }) => needs.every(isGiven)).map(({ makes }) => makes(namespace));
  return has('workload-create') && isOpen && !has('namespace-patch') ? [...made, privileged(namespace)] : made;
}

/** Of what belongs to no namespace: a grant in one gives nothing of it. */
export const OF_CLUSTER: ReadonlySet<Id> = new Set(['volume-create', 'csr-approve', 'csr-approval', 'csr-create']);

export interface Recipe {
  readonly needs: readonly Id[];
  readonly makes: (namespace: string | null) => Made;
}

const placeIn = (namespace: string | null) => namespace ?? 'any namespace';
const topOf = (namespace: string | null) => (namespace === null ? CLUSTER : accountsOf(namespace));
const allIn = (namespace: string | null) => (namespace === null ? 'every right' : `every right in ${namespace}`);

function privileged(namespace: string | null): Made {
  return { to: NODE, text: `starts a privileged pod in ${placeIn(namespace)}` };
}

export const RECIPES: readonly Recipe[] = [
  {
    needs: ['escalate', 'role-write'],
    makes: (namespace) => ({ to: topOf(namespace), text: `writes a role with ${allIn(namespace)}` }),
  },
  {
    needs: ['bind', 'binding-write'],
    makes: (namespace) => ({ to: topOf(namespace), text: `binds itself to a role with ${allIn(namespace)}` }),
  },
  {
    needs: ['secrets-read', 'secrets-write'],
    makes: (namespace) => ({
      to: accountsOf(namespace),
      text: `makes a Secret with the token of an account of ${placeIn(namespace)}, and reads it`,
    }),
  },
  { needs: ['workload-create', 'namespace-patch'], makes: privileged },
  {
    needs: ['volume-create', 'workload-create'],
    makes: () => ({ to: NODE, text: 'mounts a path of the node by a volume of its own' }),
  },
];
