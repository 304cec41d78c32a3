/** Ways to all rights and to nodes: the shortest, each step, and the grant that ends most of them. */
import { expect, test } from 'vitest';
import { escalations, type Granted, joinedSteps, type Rule, stepsOf } from '../../../src/analysis/rbac/index.ts';
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
    (isLeft) => joinedSteps(all.filter(({ via }) => isLeft(via))),
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

test.each<[string, string, string | null, Rule, string, string | null, Rule, string | undefined]>([
  [
    'escalate and writing roles',
    'User:m',
    null,
    rule('escalate', 'clusterroles', RBAC),
    'User:m',
    null,
    rule('update', 'clusterroles', RBAC),
    'cluster-admin',
  ],
  [
    'bind and writing bindings',
    'User:m',
    null,
    rule('bind', 'clusterroles', RBAC),
    'User:m',
    null,
    rule('create', 'clusterrolebindings', RBAC),
    'cluster-admin',
  ],
  [
    'Secrets of one namespace',
    'User:m',
    'ops',
    rule('get', 'secrets'),
    'User:m',
    null,
    rule('create', 'secrets'),
    'cluster-admin',
  ],
  [
    'Secrets of two namespaces',
    'User:m',
    'ops',
    rule('get', 'secrets'),
    'User:m',
    'shop',
    rule('create', 'secrets'),
    undefined,
  ],
  [
    'pods and labels of their namespace',
    'User:m',
    'shop',
    rule('create', 'pods'),
    'User:m',
    'shop',
    rule('patch', 'namespaces'),
    'node',
  ],
  [
    'volumes and pods',
    'User:m',
    null,
    rule('create', 'persistentvolumes'),
    'User:m',
    'shop',
    rule('create', 'pods'),
    'node',
  ],
  [
    'volumes of a namespace, which are in none',
    'User:m',
    'shop',
    rule('create', 'persistentvolumes'),
    'User:m',
    'shop',
    rule('create', 'pods'),
    undefined,
  ],
  [
    'what everybody may do',
    'User:m',
    null,
    rule('escalate', 'clusterroles', RBAC),
    'Group:system:authenticated',
    null,
    rule('update', 'clusterroles', RBAC),
    'cluster-admin',
  ],
  [
    'what everybody may do in a namespace',
    'User:m',
    null,
    rule('get', 'secrets'),
    'Group:system:authenticated',
    'ops',
    rule('create', 'secrets'),
    'cluster-admin',
  ],
  [
    'what accounts may do, and people may not',
    'User:m',
    null,
    rule('get', 'secrets'),
    'Group:system:serviceaccounts',
    null,
    rule('create', 'secrets'),
    undefined,
  ],
])('two bindings together: %s', (_, subject, first, left, other, second, right, target) => {
  const found = ways(ROOT, granted(subject, 'left', first, left), granted(other, 'right', second, right));
  expect(found.from(subject)?.target).toBe(target);
  const alone = ways(ROOT, granted(subject, 'left', first, left), granted('User:n', 'right', second, right));
  expect(alone.from(subject)).toBeUndefined();
});

test('one binding gives nothing of what belongs to no namespace, though it names it', () => {
  const both = granted('User:m', 'm', 'shop', rule('create', 'persistentvolumes'), rule('create', 'pods'));
  expect(ways(both).from('User:m')).toBeUndefined();
});

test('an account has what its groups have, and a step of two bindings ends with either of them', () => {
  const groups = ['Group:system:serviceaccounts:ci', 'Group:system:serviceaccounts', 'Group:system:authenticated'];
  for (const group of groups) {
    const found = ways(
      granted('ServiceAccount:ci/runner', 'own', null, rule('escalate', 'clusterroles', RBAC)),
      granted(group, 'of-group', null, rule('update', 'clusterroles', RBAC)),
    );
    const runner = 'ServiceAccount:ci/runner';
    expect(found.from(runner)?.steps).toMatchObject([
      { from: runner, to: 'cluster-admin', also: [{ binding: { name: 'of-group' } }] },
    ]);
    expect(found.bestCut([runner])).toEqual({ binding: 'ClusterRoleBinding own', cut: 1 });
    expect(found.from('ServiceAccount:shop/web')).toBeUndefined();
  }
});

test('a grant whose place another one takes ends nothing', () => {
  const writes = rule('update', 'clusterroles', RBAC);
  const own = (name: string, given: Rule) => granted('User:m', name, null, given);
  const found = ways(own('escalate', rule('escalate', 'clusterroles', RBAC)), own('one', writes), own('two', writes));
  expect(found.bestCut(['User:m'])).toEqual({ binding: 'ClusterRoleBinding escalate', cut: 1 });
});
