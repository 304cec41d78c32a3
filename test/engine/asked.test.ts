/** Namespaces that were asked for by name are judged, or unknown, whatever may be seen of them. */
import { expect, test } from 'vitest';
import { createEngine } from '../../src/engine/index.ts';
import { createInventory } from '../../src/inventory/index.ts';
import type { Coverage, StoredKind } from '../../src/plugin-api/index.ts';
import { type CheckMeta, defineCheck, may, must } from '../../src/plugin-api/index.ts';
import { namespace, observed } from '../support/objects.ts';

function meta(id: CheckMeta['id']): CheckMeta {
  return { id, title: id, severity: 'high', rationale: '', guidance: '', item: 'workloads', refs: [], since: '0.1.0' };
}

const labels = defineCheck({
  mode: 'automated',
  meta: meta('test/labels'),
  subject: 'Namespace',
  reads: [must('Namespace')],
  evaluate: ({ object }) => (object?.metadata.labels?.tier === undefined ? [{ message: 'no tier' }] : []),
});
const policies = defineCheck({
  mode: 'automated',
  meta: meta('test/policies'),
  subject: 'Namespace',
  reads: [must('NetworkPolicy'), may('Namespace')],
  evaluate: (_, { view }) => (view.own('NetworkPolicy').value.length === 0 ? [{ message: 'no policy' }] : []),
});

const DENIED: Coverage = { state: 'denied', reason: 'denied to you' };
const KINDS: readonly StoredKind[] = ['Namespace', 'NetworkPolicy'];

function scan(covered: Readonly<Record<string, Coverage>>) {
  const names = Object.keys(covered);
  const inventory = createInventory();
  const engine = createEngine({
    checks: [labels, policies],
    inventory,
    sourceType: 'live',
    context: 'test',
    namespaces: names,
  });
  for (const kind of KINDS)
    for (const [name, coverage] of Object.entries(covered))
      engine.update(inventory.apply({ type: 'coverage', kind, namespace: name, coverage }));
  for (const [name, { state }] of Object.entries(covered))
    if (state === 'full')
      engine.update(inventory.apply({ type: 'upsert', kind: 'Namespace', items: observed(namespace(name)) }));
  engine.evaluateAll();
  return [labels, policies].map((check) =>
    engine.results(check).map(({ subject, status }) => `${subject.name} ${status}`),
  );
}

test('A namespace of which nothing may be read is unknown, once for each check', () => {
  expect(scan({ shop: DENIED })).toEqual([['shop unknown'], ['shop unknown']]);
});

test('It is unknown beside one that may be read', () => {
  expect(scan({ ledger: { state: 'full' }, shop: DENIED })).toEqual([
    ['ledger fail', 'shop unknown'],
    ['ledger fail', 'shop unknown'],
  ]);
});

test.each(['error', 'stale', 'syncing'] as const)('It is a subject while it could be there: %s', (state) => {
  const [, found] = scan({ shop: { state, reason: 'no answer' } });
  expect(found).toEqual(state === 'stale' ? [] : ['shop unknown']);
});

test('A namespace that the server says is not there is no subject', () => {
  expect(scan({ shop: { state: 'absent', reason: 'namespace shop not found' } })).toEqual([[], []]);
});

test('What was found in a namespace that nothing names any more was not resolved', () => {
  const inventory = createInventory();
  const engine = createEngine({ checks: [policies], inventory, sourceType: 'files', context: 'test' });
  for (const kind of KINDS) engine.update(inventory.apply({ type: 'coverage', kind, coverage: { state: 'full' } }));
  const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'a', namespace: 'old' } } as const;
  engine.update(inventory.apply({ type: 'upsert', kind: 'ServiceAccount', items: observed(account) }));
  engine.evaluateAll();
  const [found] = engine.findings();
  const ref = { apiVersion: 'v1', kind: 'ServiceAccount', namespace: 'old', name: 'a' };
  expect(engine.openWith([], [ref])).toEqual([found?.id]);
  expect(engine.findingsWith([], [ref])).toEqual([]);
});
