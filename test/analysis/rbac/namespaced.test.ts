import { expect, test } from 'vitest';
import {
  createAccess,
  lockout,
  lowersRights,
  type Rule,
  reachInNamespace,
  withChanges,
} from '../../../src/analysis/rbac/index.ts';
import { account, binding, clusterRole, FULL, objectsOf, paths, role, rule } from '../../support/rbac/objects.ts';

const FENCES = [
  ...[{ group: 'policies.example.com', resource: 'fences', namespaced: false }],
  ...[{ group: 'policies.example.com', resource: 'gates', namespaced: true }],
].map((row) => ({ ...row, version: 'v1', kind: '', verbs: ['get'], subresources: [] }));

const idle = (each: Rule, discovery = FENCES) => reachInNamespace(each, discovery).idle;

test.each([
  ['a kind without a namespace', rule('get', 'nodes')],
  ['every verb on it', rule('*', 'persistentvolumes')],
  ['its subresource', rule('create', 'nodes/proxy')],
  ['a whole group without namespaces', rule('*', '*', 'apiregistration.k8s.io')],
  ['collections of Namespaces', rule('create,deletecollection,list', 'namespaces')],
  ['reviews that are asked for in no namespace', rule('create', 'tokenreviews', 'authentication.k8s.io')],
  ['impersonating users', rule('impersonate', 'groups,users')],
  ['approving signers', rule('approve', 'signers', 'certificates.k8s.io')],
  ['paths', paths('get', '/metrics')],
  ['a custom kind that is served without a namespace', rule('get', 'fences', 'policies.example.com')],
])('a Role grants nothing by %s', (_, each) => {
  expect(reachInNamespace(each, FENCES)).toEqual({ granted: [], idle: [each] });
});

test.each([
  ['every resource', FULL],
  ['one subresource of every resource', rule('get', '*/scale')],
  ['its own Namespace', rule('get,patch,update,delete,watch', 'namespaces')],
  ['binding ClusterRoles in its namespace', rule('bind', 'clusterroles', 'rbac.authorization.k8s.io')],
  ['every verb on ClusterRoles, which holds bind', rule('*', 'clusterroles', 'rbac.authorization.k8s.io')],
  ['using security context constraints', rule('use', 'securitycontextconstraints', 'security.openshift.io')],
  ['a verb that some program asks for', rule('audit', 'nodes')],
  ['a custom kind that nobody told about', rule('*', 'walls', 'policies.example.com')],
  ['a whole group of others', rule('get', '*', 'policies.example.com')],
  ['metrics about a namespace', rule('get', 'namespaces', 'custom.metrics.k8s.io')],
  ['the same name in a group of others', { ...rule('get', 'nodes'), apiGroups: ['', 'storage.example.com'] }],
])('a Role may grant %s', (_, each) => {
  expect(reachInNamespace(each, FENCES)).toEqual({ granted: [each], idle: [] });
});

test('without a server a name in every group may belong to a namespace', () => {
  expect(idle({ ...rule('get', 'nodes'), apiGroups: ['*'] }, [])).toEqual([]);
  expect(idle(rule('get', 'fences', 'policies.example.com'), [])).toEqual([]);
});

test('of a rule that grants something the rest is told', () => {
  expect(reachInNamespace(rule('get,list', 'namespaces,pods,nodes'))).toEqual({
    granted: [rule('get', 'namespaces'), rule('get,list', 'pods')],
    idle: [rule('list', 'namespaces'), rule('get,list', 'nodes')],
  });
});

test('whoever loses what a RoleBinding never gave loses nothing', () => {
  const controller = account('flux-system', 'kustomize-controller');
  const given = binding('shop', 'nodes', 'ClusterRole/nodes', [controller]);
  const before = objectsOf(clusterRole('nodes', [rule('*', 'nodes')]), role('shop', 'unused', []), given);
  const after = withChanges(before, [{ before: given }]);
  const identity = { username: 'system:serviceaccount:flux-system:kustomize-controller', groups: [] };
  expect(lowersRights(createAccess(before), createAccess(after), identity)).toEqual([]);
  expect(lockout(before, after, {})).toEqual([]);
});
