import { expect, test } from 'vitest';
import { accountIdentity, createAccess, identityOf } from '../../../src/analysis/rbac/index.ts';
import {
  account,
  aggregated,
  binding,
  clusterBinding,
  clusterRole,
  group,
  objectsOf,
  paths,
  role,
  rule,
  user,
} from '../../support/rbac/objects.ts';

const alice = identityOf(user('alice'));
const robot = accountIdentity({ namespace: 'shop', name: 'robot' });
const pods = (verb: string, namespace?: string, rest: object = {}) => ({
  verb,
  group: '',
  resource: 'pods',
  ...(namespace === undefined ? {} : { namespace }),
  ...rest,
});

test('a binding in a namespace gives nothing elsewhere and nothing cluster-wide', () => {
  const access = createAccess(
    objectsOf(role('shop', 'reader', [rule('get', 'pods')]), binding('shop', 'b', 'Role/reader', [user('alice')])),
  );
  expect(access.can(alice, pods('get', 'shop'))).toBe(true);
  expect(access.can(alice, pods('get', 'other'))).toBe(false);
  expect(access.can(alice, pods('get'))).toBe(false);
});

test('a Role is looked up in the namespace of its binding, never as a ClusterRole', () => {
  const access = createAccess(
    objectsOf(
      role('other', 'reader', [rule('get', 'pods')]),
      clusterRole('reader', [rule('get', 'pods')]),
      binding('shop', 'b', 'Role/reader', [user('alice')]),
    ),
  );
  expect(access.can(alice, pods('get', 'shop'))).toBe(false);
});

test('paths count only through cluster-wide bindings', () => {
  const objects = [clusterRole('metrics', [paths('get', '/metrics,/debug/*')])] as const;
  const inNamespace = createAccess(objectsOf(...objects, binding('shop', 'b', 'ClusterRole/metrics', [user('alice')])));
  const everywhere = createAccess(objectsOf(...objects, clusterBinding('b', 'metrics', [user('alice')])));
  expect(inNamespace.can(alice, { verb: 'get', path: '/metrics' })).toBe(false);
  expect(everywhere.can(alice, { verb: 'get', path: '/metrics' })).toBe(true);
  expect(everywhere.can(alice, { verb: 'get', path: '/debug/pprof' })).toBe(true);
  expect(everywhere.can(alice, { verb: 'get', path: '/debug' })).toBe(false);
});

test('in a namespace a Namespace object itself can be changed, nodes cannot', () => {
  const access = createAccess(
    objectsOf(
      clusterRole('mixed', [rule('patch', 'namespaces,nodes')]),
      binding('shop', 'b', 'ClusterRole/mixed', [user('alice')]),
    ),
  );
  const own = { verb: 'patch', group: '', resource: 'namespaces', name: 'shop', namespace: 'shop' };
  expect(access.can(alice, own)).toBe(true);
  expect(access.can(alice, { verb: 'patch', group: '', resource: 'nodes', name: 'node-1' })).toBe(false);
});

test('names limit get and delete, and never allow create, deletecollection or a plain list', () => {
  const named = { ...rule('get,delete,create,list,deletecollection', 'pods'), resourceNames: ['a'] };
  const access = createAccess(
    objectsOf(role('shop', 'named', [named]), binding('shop', 'b', 'Role/named', [user('alice')])),
  );
  expect(access.can(alice, pods('get', 'shop', { name: 'a' }))).toBe(true);
  expect(access.can(alice, pods('get', 'shop', { name: 'b' }))).toBe(false);
  expect(access.can(alice, pods('list', 'shop'))).toBe(false);
  expect(access.can(alice, pods('list', 'shop', { name: 'a' }))).toBe(true);
  expect(access.can(alice, pods('create', 'shop'))).toBe(false);
  expect(access.can(alice, pods('deletecollection', 'shop'))).toBe(false);
});

test('"pods/*" allows nothing, "*/exec" that of everything, "*" every subresource', () => {
  const exec = pods('create', 'shop', { subresource: 'exec' });
  const withResources = (resources: string) =>
    createAccess(
      objectsOf(role('shop', 'r', [rule('create', resources)]), binding('shop', 'b', 'Role/r', [user('alice')])),
    ).can(alice, exec);
  expect(withResources('pods/*')).toBe(false);
  expect(withResources('pods')).toBe(false);
  expect(withResources('*/exec')).toBe(true);
  expect(withResources('pods/exec')).toBe(true);
  expect(withResources('*')).toBe(true);
});

test('an account is found by name, by its user name and by the groups of its namespace', () => {
  const reader = role('shop', 'reader', [rule('get', 'pods')]);
  const subjects = [
    account('shop', 'robot'),
    { kind: 'ServiceAccount', name: 'robot' },
    user('system:serviceaccount:shop:robot'),
    group('system:serviceaccounts'),
    group('system:serviceaccounts:shop'),
    group('system:authenticated'),
  ];
  for (const subject of subjects) {
    const access = createAccess(objectsOf(reader, binding('shop', 'b', 'Role/reader', [subject])));
    expect(access.can(robot, pods('get', 'shop')), JSON.stringify(subject)).toBe(true);
  }
});

test('an account without a namespace means nobody in a cluster-wide binding', () => {
  const access = createAccess(
    objectsOf(
      clusterRole('r', [rule('get', 'pods')]),
      clusterBinding('b', 'r', [{ kind: 'ServiceAccount', name: 'robot' }]),
    ),
  );
  expect(access.can(robot, pods('get', 'shop'))).toBe(false);
});

test('system:masters may do everything without any binding', () => {
  const access = createAccess(objectsOf());
  const master = { username: 'root', groups: ['system:masters'] };
  expect(access.can(master, pods('delete'))).toBe(true);
  expect(access.can(master, { verb: 'get', path: '/metrics' })).toBe(true);
});

test('rules are read as stored, computed only where a file leaves them out, and settled on request', () => {
  const contributor = clusterRole('part', [rule('get', 'pods')], { 'into-all': 'true' });
  const empty = objectsOf(contributor, aggregated('all', 'into-all'), clusterBinding('b', 'all', [user('alice')]));
  expect(createAccess(empty).can(alice, pods('get'))).toBe(true);
  const stale = { ...aggregated('all', 'into-all'), rules: [rule('list', 'pods')] };
  const behind = objectsOf(contributor, stale, clusterBinding('b', 'all', [user('alice')]));
  expect(createAccess(behind).can(alice, pods('get'))).toBe(false);
  expect(createAccess(behind, { aggregation: 'settled' }).can(alice, pods('get'))).toBe(true);
});

test('aggregated roles feed each other, in whatever order they are listed', () => {
  const contributor = clusterRole('part', [rule('get', 'pods')], { 'into-view': 'true' });
  const chain = [
    aggregated('admin', 'into-admin'),
    aggregated('edit', 'into-edit', { 'into-admin': 'true' }),
    aggregated('view', 'into-view', { 'into-edit': 'true' }),
  ];
  const access = createAccess(objectsOf(...chain, contributor, clusterBinding('b', 'admin', [user('alice')])));
  expect(access.can(alice, pods('get'))).toBe(true);
});
