/** Roles of many shapes that are too wide, who holds them, and what their holders ask for. */
import type { Api, Method } from '../../cluster/api.ts';

export const RBAC = '/apis/rbac.authorization.k8s.io/v1';
const GROUP = 'rbac.authorization.k8s.io';

export interface Rule {
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly nonResourceURLs?: readonly string[];
  readonly verbs: readonly string[];
}
type Asked = readonly [Method, string, unknown?];

export interface Shape {
  /** Of the role, its bindings and its accounts. */
  readonly name: string;
  readonly kind: 'Role' | 'ClusterRole';
  readonly rules: readonly Rule[];
  /** Names of accounts, each with what it asks for. */
  readonly holders: Readonly<Record<string, readonly Asked[]>>;
  /** A ClusterRole that is bound in the namespace alone. */
  readonly isBoundHere?: true;
  /** What has to stay although nobody used it. */
  readonly stays?: readonly string[];
}

export const NAMESPACE = 'shapes';
const core = `/api/v1/namespaces/${NAMESPACE}`;
const deployments = `/apis/apps/v1/namespaces/${NAMESPACE}/deployments`;
const wide = (resources: readonly string[], verbs: readonly string[] = ['*']): Rule => ({
  ...{ apiGroups: [''], resources, verbs },
});
const MANY = ['configmaps', 'endpoints', 'events', 'pods', 'secrets', 'services'];
const VERBS = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection'];

export const SHAPES: readonly Shape[] = [
  {
    ...{ name: 'wildcard-verbs', kind: 'Role', rules: [wide(MANY)] },
    holders: { verbs: [['GET', `${core}/configmaps`]] },
  },
  {
    ...{ name: 'wildcard-resources', kind: 'ClusterRole', rules: [wide(['*'], VERBS)] },
    holders: { resources: [['GET', '/api/v1/nodes']] },
  },
  {
    ...{ name: 'wildcard-groups', kind: 'ClusterRole' },
    rules: [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }],
    holders: {
      groups: [
        ['GET', deployments],
        ['POST', `${core}/configmaps`, { metadata: { generateName: 'a-' } }],
      ],
    },
  },
  {
    ...{ name: 'paths', kind: 'ClusterRole' },
    rules: [{ nonResourceURLs: ['*'], verbs: ['*'] }, wide(MANY)],
    holders: {
      paths: [
        ['GET', '/metrics'],
        ['GET', '/readyz'],
      ],
    },
  },
  {
    ...{ name: 'names', kind: 'Role', rules: [{ ...wide(MANY), resourceNames: ['one', 'two'] }] },
    holders: { names: [['GET', `${core}/configmaps/one`]] },
  },
  {
    ...{ name: 'bound-here', kind: 'ClusterRole', isBoundHere: true },
    rules: [{ apiGroups: ['', 'apps'], resources: ['*'], verbs: ['*'] }],
    holders: {
      here: [
        ['GET', deployments],
        ['GET', `${core}/secrets`],
      ],
    },
  },
  {
    ...{ name: 'first-of-two', kind: 'Role', rules: [wide(['*'])] },
    holders: { both: [['GET', `${core}/configmaps`]] },
  },
  {
    ...{ name: 'second-of-two', kind: 'Role', rules: [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }] },
    holders: { both: [['GET', deployments]] },
  },
  {
    ...{ name: 'shared', kind: 'Role', rules: [wide([...MANY, 'pods/log', 'persistentvolumeclaims'])] },
    holders: { left: [['GET', `${core}/configmaps`]], right: [['DELETE', `${core}/secrets/none`]] },
  },
  {
    ...{ name: 'owner', kind: 'Role' },
    rules: [{ apiGroups: [GROUP], resources: ['*'], verbs: ['*'] }, wide([...MANY, 'serviceaccounts'])],
    holders: { owner: [['POST', `${RBAC}/namespaces/${NAMESPACE}/rolebindings`, handing('handed-on')]] },
    stays: ['get pods', 'list pods'],
  },
];

export function handing(name: string): object {
  return {
    metadata: { name },
    roleRef: { apiGroup: GROUP, kind: 'Role', name: 'viewer' },
    subjects: [{ kind: 'ServiceAccount', name: 'verbs', namespace: NAMESPACE }],
  };
}

export function pathOf({ kind, name }: Shape): string {
  return kind === 'Role' ? `${RBAC}/namespaces/${NAMESPACE}/roles/${name}` : `${RBAC}/clusterroles/${name}`;
}

export const ACCOUNTS: readonly string[] = [...new Set(SHAPES.flatMap(({ holders }) => Object.keys(holders)))];

/** Makes all of it; gives the token of each account. */
export async function setUpShapes(api: Api): Promise<Readonly<Record<string, string>>> {
  await api.json('POST', '/api/v1/namespaces', { metadata: { name: NAMESPACE } });
  const tokens: Record<string, string> = {};
  for (const name of ACCOUNTS) {
    await api.json('POST', `${core}/serviceaccounts`, { metadata: { name } });
    const spec = { spec: { expirationSeconds: 3600 } };
    const answer = await api.json('POST', `${core}/serviceaccounts/${name}/token`, spec);
    tokens[name] = (answer as { status: { token: string } }).status.token;
  }
  const viewer = { metadata: { name: 'viewer' }, rules: [wide(['pods'], ['get', 'list'])] };
  await api.json('POST', `${RBAC}/namespaces/${NAMESPACE}/roles`, viewer);
  for (const shape of SHAPES) await bind(api, shape);
  return tokens;
}

async function bind(api: Api, shape: Shape): Promise<void> {
  const { name, kind, rules, holders, isBoundHere } = shape;
  await api.json('POST', pathOf(shape).replace(/\/[^/]+$/, ''), { metadata: { name }, rules });
  const isHere = kind === 'Role' || isBoundHere === true;
  await api.json('POST', isHere ? `${RBAC}/namespaces/${NAMESPACE}/rolebindings` : `${RBAC}/clusterrolebindings`, {
    metadata: { name },
    roleRef: { apiGroup: GROUP, kind, name },
    subjects: Object.keys(holders).map((account) => ({ kind: 'ServiceAccount', name: account, namespace: NAMESPACE })),
  });
}
