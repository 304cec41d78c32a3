/** Accounts with roles that are too wide, and what their programs do. */
import type { Api, Method } from '../../cluster/api.ts';
import type { TestCluster } from '../../support/cluster.ts';

const RBAC = '/apis/rbac.authorization.k8s.io/v1';
const GROUP = 'rbac.authorization.k8s.io';
const ACCOUNTS = ['tools/deployer', 'tools/granter', 'tools/proxy', 'shop/web', 'shop/batch'];

type Rule = Readonly<Record<string, readonly string[]>>;
const rule = (apiGroups: readonly string[], resources: readonly string[], verbs: readonly string[]): Rule => ({
  apiGroups,
  resources,
  verbs,
});

const EVERYTHING = [rule(['*'], ['*'], ['*'])];
const SHOPKEEPER = [
  rule([''], ['configmaps', 'secrets', 'services'], ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete']),
  rule(['apps'], ['*'], ['*']),
];
const GRANTER = [
  rule([GROUP], ['rolebindings', 'roles'], ['*']),
  rule([''], ['pods', 'pods/log', 'secrets'], ['get', 'list', 'watch', 'delete']),
];
const POD_VIEWER = [rule([''], ['pods'], ['get', 'list'])];
const PROXY = [rule([''], ['users', 'groups', 'serviceaccounts'], ['impersonate']), rule([''], ['nodes'], ['list'])];

/** Makes namespaces, accounts, roles and bindings; gives the token of each account. */
export async function setUp(the: TestCluster): Promise<Readonly<Record<string, string>>> {
  const { api } = the;
  for (const name of ['shop', 'tools']) await api.json('POST', '/api/v1/namespaces', { metadata: { name } });
  const tokens: Record<string, string> = {};
  for (const account of ACCOUNTS) tokens[account] = await tokenOf(api, account);
  await api.json('POST', `${RBAC}/clusterroles`, { metadata: { name: 'ops' }, rules: EVERYTHING });
  await api.json('POST', `${RBAC}/clusterroles`, { metadata: { name: 'granter' }, rules: GRANTER });
  await api.json('POST', `${RBAC}/clusterroles`, { metadata: { name: 'front-end' }, rules: PROXY });
  const roles = `${RBAC}/namespaces/shop/roles`;
  await api.json('POST', roles, { metadata: { name: 'shopkeeper' }, rules: SHOPKEEPER });
  await api.json('POST', roles, { metadata: { name: 'pod-viewer' }, rules: POD_VIEWER });
  const bound = [
    ['ops', 'tools/deployer'],
    ['granter', 'tools/granter'],
    ['front-end', 'tools/proxy'],
  ] as const;
  for (const [role, account] of bound)
    await api.json('POST', `${RBAC}/clusterrolebindings`, {
      metadata: { name: role },
      roleRef: { apiGroup: GROUP, kind: 'ClusterRole', name: role },
      subjects: [subjectOf(account)],
    });
  await api.json('POST', `${RBAC}/namespaces/shop/rolebindings`, {
    metadata: { name: 'shopkeeper' },
    roleRef: { apiGroup: GROUP, kind: 'Role', name: 'shopkeeper' },
    subjects: [subjectOf('shop/web'), subjectOf('shop/batch')],
  });
  return tokens;
}

function subjectOf(account: string) {
  const [namespace, name] = account.split('/');
  return { kind: 'ServiceAccount', namespace, name };
}

async function tokenOf(api: Api, account: string): Promise<string> {
  const [namespace, name] = account.split('/');
  const accounts = `/api/v1/namespaces/${namespace}/serviceaccounts`;
  await api.json('POST', accounts, { metadata: { name } });
  const answer = await api.json('POST', `${accounts}/${name}/token`, { spec: { expirationSeconds: 3600 } });
  return (answer as { status: { token: string } }).status.token;
}

/** Status codes of what each program asks for, the same each time it runs. */
export type Programs = Readonly<Record<string, () => Promise<readonly number[]>>>;

const APPLY = { 'content-type': 'application/apply-patch+yaml' };
const configMap = (name: string) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } });

export function programs(clients: Readonly<Record<string, Api>>): Programs {
  const asked = (
    account: string,
    ...requests: readonly (readonly [Method, string, unknown?, Record<string, string>?])[]
  ) =>
    async function program() {
      const codes: number[] = [];
      for (const request of requests) codes.push((await (clients[account] as Api).raw(...request)).status);
      return codes;
    };
  const maps = '/api/v1/namespaces/shop/configmaps';
  const deployments = '/apis/apps/v1/namespaces/shop/deployments';
  const bindings = `${RBAC}/namespaces/shop/rolebindings`;
  const binding = {
    metadata: { name: 'pods-of-batch' },
    roleRef: { apiGroup: GROUP, kind: 'Role', name: 'pod-viewer' },
    subjects: [subjectOf('shop/batch')],
  };
  return {
    deployer: asked(
      'tools/deployer',
      ['GET', '/version'],
      ['GET', '/metrics'],
      ['GET', '/api/v1/nodes'],
      ['GET', '/apis/apps/v1/deployments'],
      ['PATCH', `${maps}/release?fieldManager=deployer&force=true`, configMap('release'), APPLY],
      ['GET', `${maps}?fieldSelector=metadata.name%3Drelease`],
      ['DELETE', `${maps}/release`],
      ['DELETE', '/apis/batch/v1/namespaces/shop/jobs'],
    ),
    granter: asked('tools/granter', ['POST', bindings, binding], ['GET', bindings], ['GET', '/api/v1/nodes']),
    web: asked(
      'shop/web',
      ['GET', maps],
      ['GET', '/api/v1/namespaces/shop/secrets'],
      ['GET', '/api/v1/namespaces/tools/secrets'],
    ),
    batch: asked(
      'shop/batch',
      ['GET', `${deployments}/web/scale`],
      ['POST', maps, { metadata: { generateName: 'run-' } }],
    ),
    proxy: asked('tools/proxy', ['GET', '/api/v1/nodes', undefined, { 'impersonate-user': 'alice' }]),
  };
}
