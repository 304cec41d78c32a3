/** Ways to all rights and to nodes: the shortest, each step, and the grant that ends most of them. */
import { expect, test } from 'vitest';
import { escalations, type Granted, type Rule, stepsOf } from '../../../src/analysis/rbac/index.ts';
import { FULL, rule } from '../../support/rbac/objects.ts';

const RBAC = 'rbac.authorization.k8s.io';

function granted(subject: string, binding: string, namespace: string | null, ...rules: readonly Rule[]): Granted {
  const kind = namespace === null ? 'ClusterRoleBinding' : 'RoleBinding';
  return {
    subject,
    namespace,
    rules,
    via: { binding: { kind, namespace, name: binding }, role: { kind: 'Role', name: binding } },
  };
}
const ACCOUNTS = new Map([
  ['ci', ['runner']],
  ['ops', ['root', 'idle']],
  ['shop', ['web', 'api']],
]);
function ways(...all: readonly Granted[]) {
  return escalations(
    all.flatMap((each) => stepsOf(each, (namespace) => namespace !== 'open')),
    { in: (namespace) => ACCOUNTS.get(namespace) ?? [], namespaces: () => [...ACCOUNTS.keys()] },
  );
}
const ROOT = granted('ServiceAccount:ops/root', 'root', null, FULL);
const targets = (found: ReturnType<typeof ways>, subject: string) =>
  found.from(subject)?.steps.map(({ from, to }) => `${from} -> ${to}`);

test('the shortest way is told, through accounts that can be taken over and groups that they are in', () => {
  const found = ways(
    ROOT,
    granted('ServiceAccount:ci/runner', 'deploy', 'ops', rule('create', 'deployments', 'apps')),
    granted('Group:system:serviceaccounts:shop', 'enter', 'ci', rule('create', 'pods/exec')),
  );
  expect(targets(found, 'ServiceAccount:ci/runner')).toEqual([
    'ServiceAccount:ci/runner -> ServiceAccount:ops/root',
    'ServiceAccount:ops/root -> cluster-admin',
  ]);
  expect(targets(found, 'ServiceAccount:shop/web')).toHaveLength(3);
  expect(targets(found, 'ServiceAccount:ops/idle')).toBeUndefined();
});

test.each([
  ['escalate without writing roles', rule('escalate', 'clusterroles', RBAC), undefined],
  ['bind without writing bindings', rule('bind', 'clusterroles', RBAC), undefined],
  ['writing bindings without bind', rule('create', 'clusterrolebindings', RBAC), undefined],
  ['reading Secrets alone', rule('get', 'secrets'), undefined],
  ['making and reading Secrets', rule('get,create', 'secrets'), 'cluster-admin'],
  ['impersonating groups', rule('impersonate', 'groups'), 'cluster-admin'],
  [
    'impersonating the group system:masters',
    { ...rule('impersonate', 'groups'), resourceNames: ['system:masters'] },
    'cluster-admin',
  ],
  ['impersonating one user', { ...rule('impersonate', 'users'), resourceNames: ['support'] }, undefined],
  ['tokens of one account', { ...rule('create', 'serviceaccounts/token'), resourceNames: ['idle'] }, undefined],
  ['the proxy of nodes', rule('get', 'nodes/proxy'), 'node'],
  ['approving without asking', rule('approve', 'signers', 'certificates.k8s.io'), undefined],
])('%s', (_, given, target) => {
  expect(ways(ROOT, granted('User:mallory', 'm', null, given)).from('User:mallory')?.target).toBe(target);
});

test('what is granted in a namespace does not reach what belongs to none', () => {
  const found = ways(ROOT, granted('User:m', 'm', 'shop', rule('impersonate', 'groups'), rule('get', 'nodes/proxy')));
  expect(found.from('User:m')).toBeUndefined();
});

test('a pod takes its node where no Pod Security level keeps it off', () => {
  const pods = rule('create', 'pods');
  expect(ways(granted('User:m', 'm', 'open', pods)).from('User:m')?.target).toBe('node');
  expect(ways(granted('User:m', 'm', 'shop', pods)).from('User:m')).toBeUndefined();
  expect(ways(granted('User:m', 'm', 'shop', pods, rule('patch', 'namespaces'))).from('User:m')?.target).toBe('node');
});

test('the grant whose removal ends most ways is named', () => {
  const found = ways(
    ROOT,
    granted('ServiceAccount:ci/runner', 'one', 'ops', rule('create', 'pods')),
    granted('ServiceAccount:shop/web', 'two', 'ops', rule('create', 'serviceaccounts/token')),
  );
  const starts = ['ServiceAccount:ci/runner', 'ServiceAccount:shop/web'];
  expect(found.bestCut(starts)).toEqual({ binding: 'ClusterRoleBinding root', cut: 2 });
});
