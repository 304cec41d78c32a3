import { expect, test } from 'vitest';
import { policyTypesOf, roleRefWithGroup, subjectWithGroup } from '../../src/kube/defaults.ts';
import { recreatable } from '../../src/kube/server-owned.ts';
import type { KubeObject } from '../../src/plugin-api/index.ts';

const GROUP = 'rbac.authorization.k8s.io';

test.each([
  [{}, ['Ingress']],
  [{ policyTypes: [], egress: [] }, ['Ingress']],
  [{ egress: [{}] }, ['Ingress', 'Egress']],
  [{ policyTypes: ['Egress'] }, ['Egress']],
])('a policy %j is of the types %j', (spec, types) => {
  expect(policyTypesOf(spec)).toEqual(types);
});

test.each([
  [
    { kind: 'User', name: 'a' },
    { kind: 'User', name: 'a', apiGroup: GROUP },
  ],
  [
    { kind: 'Group', name: 'a', apiGroup: '' },
    { kind: 'Group', name: 'a', apiGroup: GROUP },
  ],
  [
    { kind: 'ServiceAccount', name: 'a' },
    { kind: 'ServiceAccount', name: 'a' },
  ],
])('the subject %j is read as %j', (subject, filled) => {
  expect(subjectWithGroup(subject)).toEqual(filled);
});

test('what is whole already is the same value', () => {
  const roleRef = { apiGroup: GROUP, kind: 'Role', name: 'r' };
  expect(roleRefWithGroup(roleRef)).toBe(roleRef);
  expect(roleRefWithGroup({ kind: 'Role', name: 'r' })).toEqual(roleRef);
});

test('an object is created again without what the server gives out', () => {
  const given = { uid: 'u', resourceVersion: '1', generation: 2, creationTimestamp: 't', deletionTimestamp: 't' };
  const object = {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'n', labels: { a: 'b' }, finalizers: ['f'], ...given },
    spec: {},
    status: {},
  } as unknown as KubeObject;
  expect(recreatable(object)).toEqual({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: 'n', labels: { a: 'b' }, finalizers: ['f'] },
    spec: {},
  });
});
