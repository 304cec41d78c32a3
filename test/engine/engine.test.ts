import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createEngine, type Engine } from '../../src/engine/index.ts';
import { createInventory, type Inventory } from '../../src/inventory/index.ts';
import type { SourceEvent } from '../../src/model/ports.ts';
import { type Check, type CheckMeta, defineCheck, type Kind } from '../../src/plugin-api/index.ts';
import { deployment, namespace, observed } from '../support/objects.ts';

function meta(id: CheckMeta['id']): CheckMeta {
  return { id, title: id, severity: 'high', rationale: '', guidance: '', item: 'workloads', refs: [], since: '0.1.0' };
}

const hostNetwork = defineCheck({
  mode: 'automated',
  meta: meta('test/host-network'),
  subject: 'Workload',
  place: 'pod-template',
  evaluate: ({ pod }) => (pod.hostNetwork === true ? [{ message: 'it uses the host network' }] : []),
});
const labelled = defineCheck({
  mode: 'automated',
  meta: meta('test/labelled'),
  subject: 'Namespace',
  place: 'namespace-level',
  reads: ['Namespace', 'Workload'],
  evaluate: ({ object, name }, { view }) =>
    object?.metadata.labels?.tier === undefined && view.list('Workload', name).length > 0
      ? [{ message: 'no tier' }]
      : [],
});
const throwing = defineCheck({
  mode: 'automated',
  meta: meta('test/throwing'),
  subject: 'Namespace',
  place: 'namespace-level',
  evaluate: () => {
    throw new Error('broken \u001b[31mcheck');
  },
});

function setUp(
  checks: readonly Check[],
  options: { readonly namespaces?: readonly string[]; readonly full?: boolean } = {},
) {
  const inventory = createInventory();
  const engine = createEngine({ checks, inventory, sourceType: 'live', context: 'test', ...options });
  const send = (event: SourceEvent) => engine.update(inventory.apply(event));
  if (options.full !== false) {
    for (const kind of [
      'Namespace',
      'Pod',
      'Deployment',
      'ReplicaSet',
      'StatefulSet',
      'DaemonSet',
      'Job',
      'CronJob',
      'ReplicationController',
      'PodTemplate',
    ] as const)
      send({ type: 'coverage', kind, coverage: { state: 'full' } });
  }
  return { inventory, engine, send };
}

function statuses(engine: Engine, check: typeof hostNetwork | typeof labelled | typeof throwing) {
  return engine.results(check).map(({ subject, status }) => `${subject.kind}/${subject.name} ${status}`);
}

test('A kind that may not be listed makes the verdict unknown, with the reason, and never a pass', () => {
  const { engine, send } = setUp([hostNetwork]);
  send({
    type: 'coverage',
    kind: 'DaemonSet',
    coverage: { state: 'denied', reason: 'list daemonsets is denied to you' },
  });
  send({ type: 'upsert', kind: 'Deployment', items: observed(deployment('shop', 'api')) });
  engine.evaluateAll();
  expect(statuses(engine, hostNetwork)).toEqual(['Cluster/test unknown', 'Deployment/api pass']);
  expect(engine.results(hostNetwork)[0]?.evidence).toEqual([{ text: 'list daemonsets is denied to you' }]);
});

test('Nothing read yet is unknown', () => {
  const { engine } = setUp([labelled], { full: false });
  engine.evaluateAll();
  expect(statuses(engine, labelled)).toEqual(['Cluster/test unknown']);
});

test('A namespace that may not be read is unknown beside one that may', () => {
  const { engine, send } = setUp([labelled], { full: false, namespaces: ['a', 'b'] });
  for (const name of ['a', 'b']) {
    for (const kind of [
      'Namespace',
      'Pod',
      'Deployment',
      'ReplicaSet',
      'StatefulSet',
      'DaemonSet',
      'Job',
      'CronJob',
      'ReplicationController',
      'PodTemplate',
    ] as const) {
      const denied = name === 'b' && kind === 'Pod';
      const coverage = denied
        ? { state: 'denied' as const, reason: 'list pods in b is denied to you' }
        : { state: 'full' as const };
      send({ type: 'coverage', kind, namespace: name, coverage });
    }
    send({ type: 'upsert', kind: 'Namespace', items: observed(namespace(name)) });
  }
  engine.evaluateAll();
  expect(statuses(engine, labelled)).toEqual(['Namespace/a pass', 'Namespace/b unknown']);
});

test('A check that throws is an error of that check, in printable words', () => {
  const { engine, send } = setUp([throwing, labelled]);
  send({ type: 'upsert', kind: 'Namespace', items: observed(namespace('shop')) });
  engine.evaluateAll();
  expect(engine.results(throwing)[0]).toMatchObject({
    status: 'error',
    evidence: [{ text: 'the check itself failed: broken check' }],
  });
  expect(statuses(engine, labelled)).toEqual(['Namespace/shop pass']);
});

test('A check that reads what it did not declare is in error', () => {
  const sneaky = defineCheck({ ...labelled, meta: meta('test/sneaky'), reads: ['Namespace'] as never });
  const { engine, send } = setUp([sneaky]);
  send({ type: 'upsert', kind: 'Namespace', items: observed(namespace('shop')) });
  engine.evaluateAll();
  expect(engine.results(sneaky)[0]?.status).toBe('error');
});

test('With namespaces named, nothing cluster-scoped and no other namespace is looked at', () => {
  const { engine, send } = setUp([hostNetwork], { namespaces: ['shop'] });
  send({
    type: 'upsert',
    kind: 'Deployment',
    items: observed(deployment('shop', 'api'), deployment('other', 'web', { hostNetwork: true })),
  });
  engine.evaluateAll();
  expect(statuses(engine, hostNetwork)).toEqual(['Deployment/api pass']);
});

test('Trying objects out shows what would be open and leaves the verdicts alone', () => {
  const { engine, send } = setUp([hostNetwork]);
  send({ type: 'upsert', kind: 'Deployment', items: observed(deployment('shop', 'api', { hostNetwork: true })) });
  engine.evaluateAll();
  const [open] = engine.findings();
  expect(engine.openWith([deployment('shop', 'api')], [])).toEqual([]);
  expect(engine.openWith([deployment('shop', 'web', { hostNetwork: true })], [])).toHaveLength(2);
  expect(engine.findings().map(({ id }) => id)).toEqual([open?.id]);
});

const names = fc.constantFrom('a', 'b', 'c');
const event: fc.Arbitrary<SourceEvent> = fc.oneof(
  fc.record({ space: names, name: names, host: fc.boolean() }).map(
    ({ space, name, host }): SourceEvent => ({
      type: 'upsert',
      kind: 'Deployment',
      items: observed(deployment(space, name, host ? { hostNetwork: true } : {})),
    }),
  ),
  fc.record({ name: names, tier: fc.boolean() }).map(
    ({ name, tier }): SourceEvent => ({
      type: 'upsert',
      kind: 'Namespace',
      items: observed(namespace(name, tier ? { tier: 'x' } : {})),
    }),
  ),
  fc.record({ space: names, name: names }).map(
    ({ space, name }): SourceEvent => ({
      type: 'remove',
      kind: 'Deployment',
      refs: [{ apiVersion: 'apps/v1', kind: 'Deployment', namespace: space, name }],
    }),
  ),
  names.map(
    (name): SourceEvent => ({
      type: 'remove',
      kind: 'Namespace',
      refs: [{ apiVersion: 'v1', kind: 'Namespace', name }],
    }),
  ),
  fc.record({ kind: fc.constantFrom<Kind>('Deployment', 'Namespace'), denied: fc.boolean() }).map(
    ({ kind, denied }): SourceEvent => ({
      type: 'coverage',
      kind,
      coverage: denied ? { state: 'denied', reason: 'no' } : { state: 'full' },
    }),
  ),
);

function verdicts(engine: Engine) {
  return [hostNetwork, labelled].map((check) =>
    engine
      .results(check)
      .map(({ subject, status, findings }) => JSON.stringify([subject, status, findings.map(({ id }) => id)]))
      .sort(),
  );
}

function freshScan(inventory: Inventory): Engine {
  const engine = createEngine({ checks: [hostNetwork, labelled], inventory, sourceType: 'live', context: 'test' });
  engine.evaluateAll();
  return engine;
}

test('Whatever events came in whatever order, the verdicts equal those of a fresh scan', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 25 }), fc.integer({ min: 1, max: 5 }), (events, every) => {
      const { engine, inventory, send } = setUp([hostNetwork, labelled]);
      events.forEach((each, at) => {
        send(each);
        if (at % every === 0) engine.evaluateAll();
      });
      engine.evaluateAll();
      expect(verdicts(engine)).toEqual(verdicts(freshScan(inventory)));
    }),
    { numRuns: 300 },
  );
});
