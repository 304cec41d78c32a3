import { expect, test } from 'vitest';
import { createEngine } from '../../src/engine/index.ts';
import { createInventory } from '../../src/inventory/index.ts';
import type { SourceType } from '../../src/model/ports.ts';
import {
  type CheckMeta,
  defineCheck,
  type KindMap,
  type KubeObject,
  type Proposal,
} from '../../src/plugin-api/index.ts';
import { deleted, deployment, namespace, observed, podOf, replicaSet } from '../support/objects.ts';

function meta(id: CheckMeta['id']): CheckMeta {
  return { id, title: id, severity: 'high', rationale: '', guidance: '', item: 'workloads', refs: [], since: '0.1.0' };
}

function fix(ref: Extract<Proposal['changes'][number], { op: 'edit' }>['target']): Proposal {
  return { readiness: 'ready', reason: 'it is wrong', changes: [{ op: 'edit', target: ref, edits: [] }] };
}

const remedy = { title: 'Mend it', kind: 'patch', disruption: 'none' } as const;
const workloads = defineCheck({
  mode: 'automated',
  meta: meta('test/workload'),
  subject: 'Workload',
  evaluate: ({ ref }) => [{ message: 'it is wrong', proposal: fix(ref) }],
  remediation: remedy,
});
const namespaces = defineCheck({
  mode: 'automated',
  meta: meta('test/namespace'),
  subject: 'Namespace',
  evaluate: ({ ref }) => [{ message: 'it is wrong', proposal: fix(ref) }],
  remediation: remedy,
});
const bindings = defineCheck({
  mode: 'automated',
  meta: meta('test/binding'),
  subject: 'Binding',
  evaluate: ({ ref }) => [{ message: 'it is wrong', proposal: fix(ref) }],
  remediation: remedy,
});

const binding = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRoleBinding',
  metadata: { name: 'everyone' },
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' },
  subjects: [],
} as unknown as KindMap['ClusterRoleBinding'];

function verdictsOn(objects: readonly KubeObject[], sourceType: SourceType = 'live') {
  const inventory = createInventory();
  const engine = createEngine({ checks: [workloads, namespaces, bindings], inventory, sourceType, context: 'test' });
  for (const object of objects)
    engine.update(inventory.apply({ type: 'upsert', kind: object.kind as keyof KindMap, items: observed(object) }));
  engine.evaluateAll();
  return [workloads, namespaces, bindings]
    .flatMap((check) => engine.results(check))
    .filter(({ subject }) => subject.kind !== 'Cluster')
    .filter(({ status, evidence }) => status !== 'unknown' || evidence.length === 0)
    .map(({ subject, status, evidence, findings }) =>
      [
        subject.name,
        status,
        ...evidence.map(({ text }) => text),
        ...findings.map(({ proposal }) => proposal?.readiness),
      ].join(' '),
    );
}

test('What is in a namespace that is being deleted is no subject any more, nor is the namespace', () => {
  const web = deployment('shop', 'web');
  expect(verdictsOn([namespace('shop'), web])).toEqual(['web fail ready', 'shop fail ready']);
  const gone = 'Namespace shop is being deleted';
  expect(verdictsOn([deleted(namespace('shop')), web])).toEqual([
    `web not-applicable ${gone}`,
    `shop not-applicable ${gone}`,
  ]);
});

test('A workload that is being deleted is no subject, unless its pods are left to run', () => {
  const web = deployment('shop', 'web');
  const replicas = replicaSet(web);
  expect(verdictsOn([deleted(web), replicas, deleted(podOf(replicas, 'x'))])[0]).toBe(
    'web not-applicable Deployment web is being deleted',
  );
  expect(verdictsOn([deleted(web), replicas, podOf(replicas, 'x')])[0]).toBe('web fail needs-input');
});

test('A binding grants until it is gone: it is told, and no change of it is offered', () => {
  expect(verdictsOn([binding])).toEqual(['everyone fail ready']);
  expect(verdictsOn([deleted(binding)])).toEqual(['everyone fail needs-input']);
});

test('In a manifest the mark of a deletion hides nothing', () => {
  const objects = [deleted(namespace('shop')), deleted(deployment('shop', 'web')), deleted(binding)];
  expect(verdictsOn(objects, 'files')).toEqual(['web fail ready', 'shop fail ready', 'everyone fail ready']);
});

test('A namespace that begins to be deleted is judged anew, and so is a change that is tried out', () => {
  const inventory = createInventory();
  const engine = createEngine({ checks: [workloads], inventory, sourceType: 'live', context: 'test' });
  const put = (object: KubeObject, kind: 'Namespace' | 'Deployment') =>
    engine.update(inventory.apply({ type: 'upsert', kind, items: observed(object) }));
  put(namespace('shop'), 'Namespace');
  put(deployment('shop', 'web'), 'Deployment');
  engine.evaluateAll();
  expect([engine.findings().length, engine.findingsWith([deleted(namespace('shop'))], []).length]).toEqual([1, 0]);
  put(deleted(namespace('shop')), 'Namespace');
  engine.evaluateAll();
  expect(engine.findings()).toEqual([]);
});
