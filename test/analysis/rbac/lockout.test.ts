import { expect, test } from 'vitest';
import {
  administrators,
  administratorsLeft,
  createAccess,
  lockout,
  type ObjectChange,
  type RbacObjects,
  withChanges,
} from '../../../src/analysis/rbac/index.ts';
import {
  account,
  aggregated,
  binding,
  clusterBinding,
  clusterRole,
  FULL,
  group,
  objectsOf,
  role,
  rule,
  user,
} from '../../support/rbac/objects.ts';

const admin = clusterRole('cluster-admin', [FULL]);
const masters = clusterBinding('cluster-admin', 'cluster-admin', [group('system:masters')]);
const caller = { username: 'carol', groups: ['sre', 'system:authenticated'] };

function refusals(before: RbacObjects, changes: readonly ObjectChange[], guarded: Parameters<typeof lockout>[2] = {}) {
  return lockout(before, withChanges(before, changes), guarded);
}

test('administrators are those who hold everything, by name or by rules, and system:masters always', () => {
  const access = createAccess(
    objectsOf(
      admin,
      masters,
      clusterRole('power', [rule('get', 'pods'), { ...FULL, verbs: ['get', '*'] }]),
      clusterRole('nearly', [{ ...FULL, resourceNames: ['a'] }]),
      clusterBinding('power', 'power', [user('alice'), account('ci', 'runner')]),
      clusterBinding('power-2', 'cluster-admin', [user('alice')]),
      clusterBinding('nearly', 'nearly', [user('bob')]),
      binding('shop', 'local', 'ClusterRole/cluster-admin', [user('dave')]),
    ),
  );
  const found = administrators(access).map(({ label, via, isOutOfBand }) => ({ label, via, isOutOfBand }));
  expect(found).toEqual([
    { label: 'Group system:masters', via: ['cluster-admin'], isOutOfBand: true },
    { label: 'User alice', via: ['power', 'power-2'], isOutOfBand: false },
    { label: 'ServiceAccount ci/runner', via: ['power'], isOutOfBand: false },
  ]);
});

test('taking away one of two administrators is refused, one of three is not', () => {
  const two = clusterBinding('admins', 'cluster-admin', [user('alice'), user('break-glass')]);
  const three = clusterBinding('admins', 'cluster-admin', [user('alice'), user('break-glass'), group('sre')]);
  const without = (from: typeof two) => ({ ...from, subjects: (from.subjects ?? []).slice(1) });
  expect(refusals(objectsOf(admin, masters, two), [{ before: two, after: without(two) }])).toEqual([
    'this would leave one administrator (User break-glass): User alice would no longer be one',
  ]);
  expect(refusals(objectsOf(admin, masters, three), [{ before: three, after: without(three) }])).toEqual([]);
  expect(refusals(objectsOf(admin, masters, two), [{ before: two }])).toEqual([
    'this would leave no administrator: User alice, User break-glass would no longer be one',
  ]);
});

test('whoever is counted on after an administrator went is named', () => {
  const three = clusterBinding('admins', 'cluster-admin', [
    user('alice'),
    user('bob'),
    group('sre'),
    account('ci', 'x'),
  ]);
  const left = (after: typeof three) =>
    administratorsLeft(objectsOf(admin, masters, three), objectsOf(admin, after), {});
  const without = (count: number) => ({ ...three, subjects: (three.subjects ?? []).slice(count) });
  expect(left(without(1))).toBe(
    'User alice is no longer an administrator. Left: User bob, Group sre; only the identity provider knows whether those exist and have members.',
  );
  expect(left({ ...three, subjects: (three.subjects ?? []).slice(0, 3) })).toBeUndefined();
});

test('system:masters counts as one while the caller is in it', () => {
  const one = clusterBinding('admins', 'cluster-admin', [user('alice'), user('bob')]);
  const change = { before: one, after: { ...one, subjects: [user('bob')] } };
  const master = { username: 'root', groups: ['system:masters'] };
  expect(refusals(objectsOf(admin, masters, one), [change], { caller: master })).toEqual([]);
  expect(refusals(objectsOf(admin, masters, one), [change])).toHaveLength(1);
});

test('an account loses cluster-admin although few people have it', () => {
  const runner = clusterBinding('ci', 'cluster-admin', [account('ci', 'runner')]);
  expect(refusals(objectsOf(admin, masters, runner), [{ before: runner }])).toEqual([]);
});

test('everybody, components and accounts by another name are no administrators that have to stay', () => {
  const others = [
    group('system:unauthenticated'),
    group('system:authenticated'),
    group('system:serviceaccounts:ci'),
    user('system:anonymous'),
    user('system:kube-scheduler'),
    user('system:serviceaccount:ci:runner'),
  ];
  for (const subject of others) {
    const bound = clusterBinding('open', 'cluster-admin', [subject]);
    expect(refusals(objectsOf(admin, masters, bound), [{ before: bound }]), subject.name).toEqual([]);
  }
});

test('emptying the role is the same as deleting its bindings', () => {
  const admins = clusterBinding('admins', 'power', [user('alice'), user('bob')]);
  const power = clusterRole('power', [FULL]);
  const before = objectsOf(power, admins);
  const narrowed = clusterRole('power', [rule('get', 'pods')]);
  const [refusal] = refusals(before, [{ before: power, after: narrowed }]);
  expect(refusal).toBe('this would leave no administrator: User alice, User bob would no longer be one');
});

test('a grant that is there twice can lose one copy', () => {
  const first = clusterBinding('a', 'cluster-admin', [user('alice')]);
  const second = clusterBinding('b', 'cluster-admin', [user('alice')]);
  expect(refusals(objectsOf(admin, first, second), [{ before: second }])).toEqual([]);
  expect(refusals(objectsOf(admin, first, second), [{ before: first }, { before: second }])).toHaveLength(1);
});

test('the caller keeps what they hold, through groups and in every namespace', () => {
  const deployer = role('shop', 'deployer', [rule('get,patch', 'deployments', 'apps'), rule('get', 'pods')]);
  const bound = binding('shop', 'sre', 'Role/deployer', [group('sre')]);
  const before = objectsOf(deployer, bound);
  const narrowed = { ...deployer, rules: [rule('get', 'deployments', 'apps'), rule('get', 'pods')] };
  expect(refusals(before, [{ before: deployer, after: narrowed }], { caller })).toEqual([
    'this would take rights from you (carol): patch on deployments in apps in shop',
  ]);
  expect(refusals(before, [{ before: bound }], { caller })).toHaveLength(1);
  expect(refusals(before, [{ before: deployer, after: narrowed }], { caller: { username: 'x', groups: [] } })).toEqual(
    [],
  );
});

test('rights that are held another way are not lost', () => {
  const deployer = role('shop', 'deployer', [rule('get', 'pods')]);
  const bound = binding('shop', 'sre', 'Role/deployer', [group('sre')]);
  const everywhere = clusterBinding('readers', 'reader', [user('carol')]);
  const before = objectsOf(deployer, bound, clusterRole('reader', [rule('*', '*', '*')]), everywhere);
  expect(refusals(before, [{ before: bound }], { caller })).toEqual([]);
});

test('a change of a contributor is seen through the aggregated role', () => {
  const part = clusterRole('part', [rule('get,delete', 'pods')], { 'into-all': 'true' });
  const all = { ...aggregated('all', 'into-all'), rules: part.rules ?? [] };
  const before = objectsOf(part, all, clusterBinding('sre', 'all', [group('sre')]));
  const narrowed = { ...part, rules: [rule('get', 'pods')] };
  expect(refusals(before, [{ before: part, after: narrowed }], { caller })).toEqual([
    'this would take rights from you (carol): delete on pods',
  ]);
  const unlabelled = { ...part, metadata: { name: 'part', labels: {} } };
  expect(refusals(before, [{ before: part, after: unlabelled }], { caller })).toHaveLength(1);
});

test('GitOps controllers keep their rights; ones that are gone do not count', () => {
  const argo = clusterBinding('argo', 'cluster-admin', [account('argocd', 'argocd-application-controller')]);
  const before = objectsOf(admin, argo);
  expect(refusals(before, [{ before: argo }])).toEqual([
    'this would take rights from a GitOps controller (ServiceAccount argocd/argocd-application-controller): every verb on every resource in every API group',
  ]);
  expect(refusals(before, [{ before: argo }], { accountExists: () => false })).toEqual([]);
});

test('accounts in whose name Flux acts for a tenant keep their rights', () => {
  const tenant = binding('shop', 'shop-reconciler', 'ClusterRole/cluster-admin', [account('shop', 'team-shop')]);
  const labelled = { ...tenant, metadata: { ...tenant.metadata, labels: { 'toolkit.fluxcd.io/tenant': 'shop' } } };
  expect(refusals(objectsOf(admin, labelled), [{ before: labelled }])).toHaveLength(1);
  expect(refusals(objectsOf(admin, tenant), [{ before: tenant }])).toEqual([]);
});

test('controllers named by the caller of the guard are kept as well', () => {
  const own = clusterBinding('own', 'cluster-admin', [account('delivery', 'syncer')]);
  const gitops = [{ namespace: 'delivery', name: 'syncer' }];
  expect(refusals(objectsOf(admin, own), [{ before: own }], { gitops })).toHaveLength(1);
  expect(refusals(objectsOf(admin, own), [{ before: own }])).toEqual([]);
});

test('a created binding takes nothing from anybody', () => {
  const fresh = binding('shop', 'new', 'ClusterRole/cluster-admin', [user('alice')]);
  expect(refusals(objectsOf(admin, masters), [{ after: fresh }], { caller })).toEqual([]);
});
