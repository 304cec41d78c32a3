/** What can be judged is shown before everything is read, and nothing is judged again and again meanwhile. */
import { expect, test } from 'vitest';
import { createEngine } from '../../src/engine/index.ts';
import { createInventory } from '../../src/inventory/index.ts';
import type { Source, SourceEvent } from '../../src/model/ports.ts';
import { type CheckMeta, type CoverageState, defineCheck, must, type StoredKind } from '../../src/plugin-api/index.ts';
import { Reader } from '../../src/session/reader.ts';
import { createHardenStore } from '../../src/store/state.ts';
import { namespace, observed, pod } from '../support/objects.ts';
import { requests } from '../support/requests.ts';

function meta(id: CheckMeta['id']): CheckMeta {
  return { id, title: id, severity: 'high', rationale: '', guidance: '', item: 'workloads', refs: [], since: '0.1.0' };
}

function coverage(kind: StoredKind, state: CoverageState): SourceEvent {
  return { type: 'coverage', kind, coverage: { state } };
}

function podPage(number: number): SourceEvent {
  return { type: 'upsert', kind: 'Pod', items: observed(pod('a', `p${number}-1`), pod('a', `p${number}-2`)) };
}

const ROLE = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'Role',
  metadata: { name: 'r', namespace: 'a' },
  rules: [],
};

function reading(events: (published: () => Promise<void>) => AsyncIterable<SourceEvent>) {
  const asked = { role: 0, namespace: 0, pod: 0 };
  const checks = [
    defineCheck({
      mode: 'automated',
      meta: meta('test/role'),
      subject: 'Role',
      reads: [must('Namespace')],
      evaluate: () => {
        asked.role++;
        return [{ message: 'a role' }];
      },
    }),
    defineCheck({
      mode: 'automated',
      meta: meta('test/namespace'),
      subject: 'Namespace',
      reads: [must('Pod')],
      evaluate: (_, { view }) => {
        asked.namespace++;
        return view.own('Pod').value.map(({ metadata }) => ({ message: metadata.name, part: metadata.name }));
      },
    }),
    defineCheck({
      mode: 'automated',
      meta: meta('test/pod'),
      subject: 'Pod',
      reads: [must('Pod')],
      evaluate: () => {
        asked.pod++;
        return [];
      },
    }),
  ];
  const inventory = createInventory();
  const engine = createEngine({ checks, inventory, sourceType: 'live', context: 'c' });
  let wake: () => void = () => undefined;
  const published = () =>
    new Promise<void>((resolve) => {
      wake = resolve;
    });
  const seen: { readonly isSettled: boolean; readonly findings: number; readonly asked: typeof asked }[] = [];
  const source: Source = {
    type: 'live',
    label: 'a test',
    identity: () => Promise.reject(new Error('nobody asks')),
    stream: () => events(published),
  };
  const reader = new Reader({
    source,
    stream: { kinds: requests('Namespace', 'Role', 'ClusterRole', 'Pod'), evidence: [], namespaces: [], watch: true },
    inventory,
    engine,
    store: createHardenStore('apply', () => 0),
    publish: (isSettled) => {
      seen.push({ isSettled, findings: engine.findings().length, asked: { ...asked } });
      wake();
    },
    now: () => 0,
  });
  return { seen, follow: () => reader.follow(new AbortController().signal) };
}

test('findings that need no pods are shown while pods are read, and are not judged again for them', async () => {
  const { seen, follow } = reading(async function* (published) {
    for (const kind of ['Namespace', 'Role', 'ClusterRole', 'Pod'] as const) yield coverage(kind, 'syncing');
    yield { type: 'upsert', kind: 'Namespace', items: observed(namespace('a')) };
    yield { type: 'upsert', kind: 'Role', items: observed(ROLE) };
    for (const kind of ['Namespace', 'Role', 'ClusterRole'] as const) yield coverage(kind, 'full');
    yield podPage(0);
    await published();
    for (let number = 1; number < 20; number++) yield podPage(number);
    yield coverage('Pod', 'full');
    yield { type: 'synced' };
  });
  await follow();
  expect(seen[0]).toEqual({ isSettled: false, findings: 1, asked: { role: 1, namespace: 0, pod: 0 } });
  expect(seen.at(-1)).toEqual({ isSettled: true, findings: 41, asked: { role: 1, namespace: 1, pod: 40 } });
});

test.each(['full', 'absent'] as const)(
  'a namespace that was asked for and is not there is an error: %s',
  async (state) => {
    const inventory = createInventory();
    const store = createHardenStore('apply');
    const engine = createEngine({
      checks: [],
      inventory,
      sourceType: 'live',
      context: 'test',
      namespaces: ['nowhere'],
    });
    const source: Source = {
      type: 'live',
      label: 'context test',
      identity: () => Promise.reject(new Error('not asked')),
      async *stream() {
        yield { type: 'coverage', kind: 'Namespace', namespace: 'nowhere', coverage: { state } };
        yield { type: 'synced' };
      },
    };
    const stream = { kinds: requests('Namespace'), evidence: [], namespaces: ['nowhere'], watch: false };
    const reader = new Reader({ source, stream, inventory, engine, store, publish: () => undefined, now: () => 0 });
    await reader.follow(new AbortController().signal);
    expect(reader.messages).toEqual([{ level: 'error', text: 'namespace nowhere not found in context test' }]);
  },
);
