import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createEngine, type Engine, type Inputs } from '../../src/engine/index.ts';
import { createInventory, type Inventory } from '../../src/inventory/index.ts';
import type { SourceEvent } from '../../src/model/ports.ts';
import {
  type AnyAutomatedCheck,
  type Check,
  type CheckMeta,
  defineCheck,
  type Kind,
  type KubeObject,
  may,
  must,
  type ObjectRef,
  type Proposal,
} from '../../src/plugin-api/index.ts';
import { deleted, deployment, namespace, observed } from '../support/objects.ts';

function meta(id: CheckMeta['id']): CheckMeta {
  return { id, title: id, severity: 'high', rationale: '', guidance: '', item: 'workloads', refs: [], since: '0.1.0' };
}

const hostNetwork = defineCheck({
  mode: 'automated',
  meta: meta('test/host-network'),
  subject: 'Workload',
  evaluate: ({ pod }) => (pod.hostNetwork === true ? [{ message: 'it uses the host network' }] : []),
});
const labelled = defineCheck({
  mode: 'automated',
  meta: meta('test/labelled'),
  subject: 'Namespace',
  reads: [must('Namespace'), must('Workload')],
  evaluate: ({ object }, { view }) =>
    object?.metadata.labels?.tier === undefined && view.own('Workload').value.length > 0
      ? [{ message: 'no tier' }]
      : [],
});
const throwing = defineCheck({
  mode: 'automated',
  meta: meta('test/throwing'),
  subject: 'Namespace',
  evaluate: () => {
    throw new Error('broken \u001b[31mcheck');
  },
});

const READ_KINDS = [
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
] as const;

function setUp(
  checks: readonly Check[],
  options: { readonly namespaces?: readonly string[]; readonly full?: boolean; readonly inputs?: Inputs } = {},
) {
  const inventory = createInventory();
  const engine = createEngine({ checks, inventory, sourceType: 'live', context: 'test', ...options });
  const send = (event: SourceEvent) => engine.update(inventory.apply(event));
  if (options.full !== false) {
    for (const kind of READ_KINDS) send({ type: 'coverage', kind, coverage: { state: 'full' } });
  }
  return { inventory, engine, send };
}

function statuses(engine: Engine, check: AnyAutomatedCheck) {
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
    for (const kind of READ_KINDS) {
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
  const sneaky = defineCheck({ ...labelled, meta: meta('test/sneaky'), reads: [must('Namespace')] as never });
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
  fc.record({ name: names, tier: fc.boolean(), ends: fc.boolean() }).map(
    ({ name, tier, ends }): SourceEvent => ({
      type: 'upsert',
      kind: 'Namespace',
      items: observed((ends ? deleted : (same: KubeObject) => same)(namespace(name, tier ? { tier: 'x' } : {}))),
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

test('What changes while an evaluation pauses is evaluated too', () => {
  const { engine, send, inventory } = setUp([hostNetwork, labelled]);
  for (const name of ['a', 'b', 'c'])
    send({ type: 'upsert', kind: 'Deployment', items: observed(deployment(name, 'api')) });
  const evaluation = engine.evaluate();
  let step = 0;
  for (let next = evaluation.next(); next.done !== true; next = evaluation.next()) {
    step++;
    const host = deployment(['a', 'b', 'c'][step % 3] ?? 'a', `late-${step}`, { hostNetwork: true });
    if (step < 8) send({ type: 'upsert', kind: 'Deployment', items: observed(host) });
  }
  engine.evaluateAll();
  expect(verdicts(engine)).toEqual(verdicts(freshScan(inventory)));
  expect(engine.findings().filter(({ check }) => check === 'test/host-network')).toHaveLength(7);
});

test('Objects are tried out on what waits to be evaluated too', () => {
  const { engine, send } = setUp([hostNetwork]);
  engine.evaluateAll();
  send({ type: 'upsert', kind: 'Deployment', items: observed(deployment('shop', 'api', { hostNetwork: true })) });
  expect(engine.openWith([], [])).toHaveLength(1);
});

test('A namespace that is gone leaves no verdict and no coverage behind', () => {
  const { engine, send, inventory } = setUp([hostNetwork]);
  send({ type: 'coverage', kind: 'Pod', namespace: 'b', coverage: { state: 'denied', reason: 'no' } });
  send({ type: 'upsert', kind: 'Namespace', items: observed(namespace('b')) });
  engine.evaluateAll();
  expect(statuses(engine, hostNetwork)).toEqual(['Namespace/b unknown']);
  send({ type: 'remove', kind: 'Namespace', refs: [{ apiVersion: 'v1', kind: 'Namespace', name: 'b' }] });
  engine.evaluateAll();
  expect(statuses(engine, hostNetwork)).toEqual([]);
  expect(inventory.coverageEntries().filter((entry) => entry.namespace === 'b')).toEqual([]);
});

test('A change in a namespace that a check looks things up in concerns every namespace', () => {
  const dns = defineCheck({
    mode: 'automated',
    meta: meta('test/dns'),
    subject: 'Namespace',
    reads: [may.in('kube-system', 'Service')],
    evaluate: (_, { view }) =>
      view.getIn('Service', 'kube-system', 'kube-dns').value === undefined ? [{ message: 'no DNS' }] : [],
  });
  const { engine, send } = setUp([dns]);
  send({ type: 'upsert', kind: 'Namespace', items: observed(namespace('shop')) });
  engine.evaluateAll();
  expect(statuses(engine, dns)).toEqual(['Namespace/shop fail']);
  const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'kube-dns', namespace: 'kube-system' } };
  send({ type: 'upsert', kind: 'Service', items: observed(service) });
  engine.evaluateAll();
  expect(statuses(engine, dns)).toContain('Namespace/shop pass');
});

/** The names of the roles that are decided together, of each decision. */
function decidedTogether(hasChange: boolean): readonly string[] {
  const removed = (target: ObjectRef): Proposal => ({
    readiness: 'review',
    reason: 'Its holders lose it.',
    changes: [{ op: 'edit', target, edits: [{ op: 'set', path: ['rules'], value: [] }] }],
  });
  const rules = defineCheck({
    mode: 'automated',
    meta: meta('test/rules'),
    subject: 'Role',
    place: ({ rules: [first] }) => ({ key: JSON.stringify(first), title: 'Rules' }),
    evaluate: ({ ref }) => [{ message: 'wildcards', ...(hasChange ? { proposal: removed(ref) } : {}) }],
  });
  const { engine, send } = setUp([rules]);
  for (const kind of ['Role', 'ClusterRole'] as const) send({ type: 'coverage', kind, coverage: { state: 'full' } });
  const role = (space: string, name: string) => ({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'Role',
    metadata: { name, namespace: space },
    rules: [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }],
  });
  const owned = {
    object: role('shop', 'owned'),
    facts: { owner: { manager: 'helm' as const, label: 'Helm release shop' } },
  };
  const items = [...observed(role('kube-system', 'a'), role('shop', 'b'), role('web', 'c')), owned];
  send({ type: 'upsert', kind: 'Role', items });
  engine.evaluateAll();
  const places = Map.groupBy(engine.findings(), ({ place }) => place.key);
  const members = [...places.values()].map((found) =>
    found
      .map(({ subject }) => subject.name)
      .sort()
      .join(' '),
  );
  return members.sort();
}

test('Equal rules on both sides of a guard are decided apart', () => {
  expect(decidedTogether(true)).toEqual(['a', 'b c', 'owned']);
});

test('Who would put it back does not matter where nothing can be changed', () => {
  expect(decidedTogether(false)).toEqual(['a', 'b c owned']);
});

test('what a person has told reaches the proposals of that check', () => {
  const told = defineCheck({
    mode: 'automated',
    meta: meta('test/told'),
    subject: 'Namespace',
    evaluate: (_, { inputs }) => [
      {
        message: 'open',
        proposal:
          inputs.port === undefined
            ? { readiness: 'needs-input', reason: 'The port is not known.', changes: [], needs: ['port'] }
            : { readiness: 'review', reason: `Port ${String(inputs.port)} stays open.`, changes: [] },
      },
    ],
    remediation: {
      title: 'Close it',
      kind: 'policy',
      disruption: 'traffic',
      inputs: { port: { describe: 'Which port', check: (_value: string) => undefined } },
    },
  });
  const inputs = new Map<string, Readonly<Record<string, string>>>();
  const { engine, send } = setUp([told], { inputs });
  send({ type: 'upsert', kind: 'Namespace', items: observed(namespace('shop')) });
  engine.evaluateAll();
  expect(engine.findings().map(({ proposal }) => proposal?.reason)).toEqual(['The port is not known.']);
  inputs.set('test/told', { port: '53' });
  engine.reconsider('test/told');
  engine.evaluateAll();
  expect(engine.findings().map(({ proposal }) => proposal?.reason)).toEqual(['Port 53 stays open.']);
});
