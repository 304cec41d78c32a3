/** Namespaces of which manifests say little: what is claimed of them. */
import { expect, test } from 'vitest';
import { createEngine } from '../../src/engine/index.ts';
import { subjectsIn } from '../../src/engine/subjects.ts';
import { createInventory } from '../../src/inventory/index.ts';
import { refOf } from '../../src/kube/refs.ts';
import { defineCheck, type KubeObject, must } from '../../src/plugin-api/index.ts';
import { deployment, namespace } from '../support/objects.ts';

const closed = defineCheck({
  mode: 'automated',
  meta: {
    ...{ id: 'test/closed', title: 'A policy is there', severity: 'high', item: 'workloads', since: '0.1.0' },
    ...{ rationale: '', guidance: '', refs: [] },
  },
  subject: 'Namespace',
  reads: [must('NetworkPolicy')],
  evaluate: () => [{ message: 'no policy' }],
});

function isSubject(object: KubeObject, sourceType: 'files' | 'live' = 'files'): boolean {
  const inventory = createInventory();
  inventory.apply({ type: 'upsert', kind: inventory.kindOf(refOf(object)), items: [{ object }] });
  return subjectsIn(inventory, 'Namespace', 'shop', { context: '', sourceType }).length > 0;
}

const small = (apiVersion: string, kind: string): KubeObject => ({
  apiVersion,
  kind,
  metadata: { name: 'a', namespace: 'shop' },
});

test.each([
  ['rbac.authorization.k8s.io/v1', 'RoleBinding'],
  ['rbac.authorization.k8s.io/v1', 'Role'],
  ['v1', 'ServiceAccount'],
])('a namespace that only a %s %s is in is no subject in manifests, in a cluster it is', (apiVersion, kind) => {
  expect(isSubject(small(apiVersion, kind))).toBe(false);
  expect(isSubject(small(apiVersion, kind), 'live')).toBe(true);
});

test('one that is defined, or whose pods are, is a subject', () => {
  expect(isSubject(namespace('shop'))).toBe(true);
  expect(isSubject(deployment('shop', 'web'))).toBe(true);
  expect(isSubject(small('v1', 'Service'))).toBe(true);
  expect(isSubject(small('networking.k8s.io/v1', 'NetworkPolicy'))).toBe(true);
});

test('one that was asked for is unknown, not open, where the manifest that may define it could not be read', () => {
  const inventory = createInventory();
  const broken = { state: 'error', reason: '1 document could not be read', isPartial: true } as const;
  inventory.apply({ type: 'coverage', kind: 'NetworkPolicy', coverage: { state: 'full' } });
  inventory.apply({ type: 'coverage', kind: 'Namespace', coverage: broken });
  const options = { checks: [closed], inventory, context: 'test', namespaces: ['shop'] };
  const engine = createEngine({ ...options, sourceType: 'files' });
  engine.evaluateAll();
  expect(engine.results(closed).map(({ status, evidence }) => [status, evidence])).toEqual([
    ['unknown', [{ text: '1 document could not be read' }]],
  ]);
});
