/** Manifests that define one identity more than once: each world is judged by itself, and changed in its own place. */
import { expect, test } from 'vitest';
import { createEngine } from '../../src/engine/index.ts';
import { createInventory } from '../../src/inventory/index.ts';
import { asCopy } from '../../src/kube/copies.ts';
import { refOf, refOfChange } from '../../src/kube/refs.ts';
import { defineCheck, type KindMap, type KubeObject, must } from '../../src/plugin-api/index.ts';
import { deployment, namespace } from '../support/objects.ts';

const POLICY: KindMap['NetworkPolicy'] = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'deny', namespace: 'shop' },
};

const policed = defineCheck({
  mode: 'automated',
  meta: {
    id: 'test/policed',
    title: 'A policy is there',
    severity: 'high',
    rationale: '',
    guidance: '',
    item: 'workloads',
    refs: [],
    since: '0.1.0',
  },
  subject: 'Namespace',
  reads: [must('NetworkPolicy')],
  evaluate: (_, { view }) =>
    view.own('NetworkPolicy').value.length > 0
      ? []
      : [
          {
            message: 'no policy',
            proposal: { readiness: 'ready', reason: '', changes: [{ op: 'ensure', object: { ...POLICY } as never }] },
          },
        ],
  remediation: { title: 'Add one', kind: 'policy', disruption: 'none' },
});

function engineOf(files: Readonly<Record<string, readonly KubeObject[]>>) {
  const inventory = createInventory();
  const engine = createEngine({ checks: [policed], inventory, sourceType: 'files', context: 'test' });
  for (const kind of ['Namespace', 'NetworkPolicy', 'Deployment'] as const)
    engine.update(inventory.apply({ type: 'coverage', kind, coverage: { state: 'full' } }));
  for (const [within, objects] of Object.entries(files))
    for (const object of objects) {
      const facts = { origin: { file: within, document: 1, line: 1, within } };
      const kind = inventory.kindOf(refOf(object));
      const item = { object: asCopy(object, kind === 'NetworkPolicy' ? undefined : within), facts };
      engine.update(inventory.apply({ type: 'upsert', kind, items: [item] }));
    }
  engine.evaluateAll();
  return engine;
}

const WEB = deployment('shop', 'web');

test('a namespace is judged once for each world, also where no file defines it', () => {
  const engine = engineOf({ 'prod/web.yaml': [WEB, POLICY], 'staging/web.yaml': [WEB] });
  expect(engine.findings().map(({ subject }) => subject.file)).toEqual(['staging']);
});

test('what is new goes to the folder of its world, and resolves what is found there', () => {
  const engine = engineOf({
    'prod/a.yaml': [namespace('shop', { env: 'prod' }), WEB],
    'staging/a.yaml': [namespace('shop', { env: 'staging' }), WEB],
  });
  const findings = engine.findings();
  const changes = findings.flatMap(({ proposal }) => proposal?.changes ?? []);
  expect(changes.map((change) => refOfChange(change).file)).toEqual([
    'prod/harden-shop.yaml',
    'staging/harden-shop.yaml',
  ]);
  const [first] = changes;
  const made = first?.op === 'ensure' ? [first.object as unknown as KubeObject] : [];
  expect(engine.openWith(made, [])).toEqual(findings.slice(1).map(({ id }) => id));
});

test('a file that stands for a world takes what is new', () => {
  const engine = engineOf({ 'app/prod.yaml': [WEB], 'app/staging.yaml': [WEB] });
  const files = engine
    .findings()
    .flatMap(({ proposal }) => proposal?.changes.map((change) => refOfChange(change).file));
  expect(files).toEqual(['app/prod.yaml', 'app/staging.yaml']);
});

const covered = defineCheck({
  mode: 'automated',
  meta: { ...policed.meta, id: 'test/covered' },
  subject: 'Workload',
  reads: [must('NetworkPolicy')],
  evaluate: (_, { view }) => (view.own('NetworkPolicy').value.length > 0 ? [{ message: 'a policy is there' }] : []),
});

test('what environments share is told which of their copies the verdict rests on', () => {
  const inventory = createInventory();
  const engine = createEngine({ checks: [covered], inventory, sourceType: 'files', context: 'test' });
  for (const kind of ['NetworkPolicy', 'Deployment', 'Pod'] as const)
    engine.update(inventory.apply({ type: 'coverage', kind, coverage: { state: 'full' } }));
  const put = (within: string, object: KubeObject, isCopy: boolean) => {
    const facts = { origin: { file: within, document: 1, line: 1, within } };
    const items = [{ object: asCopy(object, isCopy ? within : undefined), facts }];
    engine.update(inventory.apply({ type: 'upsert', kind: inventory.kindOf(refOf(object)), items }));
  };
  put('base/web.yaml', WEB, false);
  put('prod/policy.yaml', POLICY, true);
  put('staging/policy.yaml', POLICY, true);
  engine.evaluateAll();
  const [finding] = engine.findings();
  expect(finding?.evidence.map(({ text }) => text)).toEqual([
    'Defined more than once, of which this rests on: NetworkPolicy shop/deny (prod/policy.yaml).',
  ]);
});
