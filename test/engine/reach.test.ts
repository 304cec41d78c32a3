/** Reads have a reach: what a verdict needs, what makes it unknown and what makes it stale follow from it alone. */
import { expect, test } from 'vitest';
import { createEngine } from '../../src/engine/index.ts';
import { createInventory } from '../../src/inventory/index.ts';
import type { SourceEvent, SourceType } from '../../src/model/ports.ts';
import {
  type AnyAutomatedCheck,
  type CheckMeta,
  defineCheck,
  defineFact,
  type Kind,
  type KubeObject,
  may,
  must,
  type ObjectRef,
} from '../../src/plugin-api/index.ts';
import { namespace, observed } from '../support/objects.ts';

function meta(id: CheckMeta['id']): CheckMeta {
  return { id, title: id, severity: 'high', rationale: '', guidance: '', item: 'rbac', refs: [], since: '0.1.0' };
}

function account(space: string, name: string) {
  return { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace: space } };
}
function binding(space: string, subject: string) {
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: { name: `for-${subject}`, namespace: space },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' },
    subjects: [{ kind: 'ServiceAccount', name: subject, namespace: 'shop' }],
  };
}

/** Accounts that nothing binds: bindings anywhere count. */
const unbound = defineCheck({
  mode: 'automated',
  meta: meta('test/unbound'),
  subject: 'ServiceAccount',
  reads: [must.all('RoleBinding')],
  evaluate: ({ ref }, { view }) =>
    view.all('RoleBinding').value.some(({ subjects = [] }) => subjects.some(({ name }) => name === ref.name))
      ? []
      : [{ message: `${ref.name} is bound to nothing.` }],
});

let derived = 0;
const bindingCount = defineFact({
  name: 'bindings',
  scope: 'cluster',
  reads: [must('RoleBinding')],
  derive(view) {
    derived++;
    return view.own('RoleBinding').value.length;
  },
});
const counted = defineCheck({
  mode: 'automated',
  meta: meta('test/counted'),
  subject: 'Namespace',
  reads: [must.fact(bindingCount)],
  evaluate: (_, { view }) => [{ message: `${view.derive(bindingCount).value} bindings` }],
});

function setUp(check: AnyAutomatedCheck, sourceType: SourceType = 'live') {
  const inventory = createInventory();
  const engine = createEngine({ checks: [check], inventory, sourceType, context: 'test' });
  const send = (event: SourceEvent) => engine.update(inventory.apply(event));
  const put = (kind: Kind, ...objects: readonly object[]) =>
    send({ type: 'upsert', kind, items: observed(...(objects as readonly KubeObject[])) });
  for (const kind of ['Namespace', 'ServiceAccount', 'RoleBinding'] as const)
    send({ type: 'coverage', kind, coverage: { state: 'full' } });
  put('Namespace', namespace('shop'), namespace('web'));
  put('ServiceAccount', account('shop', 'bot'));
  const verdicts = () => {
    engine.evaluateAll();
    return engine.results(check).map(({ subject, status, findings, evidence }) => {
      const [first] = [...findings.map(({ message }) => message), ...evidence.map(({ text }) => text)];
      return `${subject.name} ${status}${first === undefined ? '' : `: ${first}`}`;
    });
  };
  return { inventory, engine, send, put, verdicts };
}

test('what is read everywhere makes the verdict unknown where any namespace is denied, not only that of the subject', () => {
  const { send, verdicts } = setUp(unbound);
  expect(verdicts()).toEqual(['bot fail: bot is bound to nothing.']);
  const reason = 'list rolebindings in web is denied to you';
  send({ type: 'coverage', kind: 'RoleBinding', namespace: 'web', coverage: { state: 'denied', reason } });
  expect(verdicts()).toEqual([`bot unknown: ${reason}`]);
});

test('what is read everywhere makes the verdict stale wherever it changes', () => {
  const { send, put, verdicts } = setUp(unbound);
  expect(verdicts()).toEqual(['bot fail: bot is bound to nothing.']);
  put('RoleBinding', binding('web', 'bot'));
  expect(verdicts()).toEqual(['bot pass']);
  const ref: ObjectRef = {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    namespace: 'web',
    name: 'for-bot',
  };
  send({ type: 'remove', kind: 'RoleBinding', refs: [ref] });
  expect(verdicts()).toEqual(['bot fail: bot is bound to nothing.']);
});

test('what is read in the own namespace is stale only there', () => {
  let evaluated: string[] = [];
  const own = defineCheck({
    mode: 'automated',
    meta: meta('test/own'),
    subject: 'Namespace',
    reads: [may('ServiceAccount')],
    evaluate: ({ name }, { view }) => {
      evaluated.push(`${name} ${view.own('ServiceAccount').value.length}`);
      return [];
    },
  });
  const { put, verdicts } = setUp(own);
  verdicts();
  expect(evaluated.sort()).toEqual(['shop 1', 'web 0']);
  evaluated = [];
  put('ServiceAccount', account('web', 'new'));
  verdicts();
  expect(evaluated).toEqual(['web 1']);
});

test('a fact is derived once for all that ask, and again when what it reads has changed', () => {
  derived = 0;
  const { put, verdicts } = setUp(counted);
  expect(verdicts().sort()).toEqual(['shop fail: 0 bindings', 'web fail: 0 bindings']);
  expect(derived).toBe(1);
  put('ServiceAccount', account('web', 'other'));
  verdicts();
  expect(derived).toBe(1);
  put('RoleBinding', binding('web', 'bot'));
  expect(verdicts().sort()).toEqual(['shop fail: 1 bindings', 'web fail: 1 bindings']);
  expect(derived).toBe(2);
});

test('what is tried out derives facts of its own and leaves those of the scan alone', () => {
  derived = 0;
  const { engine, verdicts } = setUp(counted);
  verdicts();
  const tried = engine.findingsWith([binding('web', 'bot') as never], []);
  expect(tried.map(({ message }) => message)).toEqual(['1 bindings', '1 bindings']);
  expect(verdicts().sort()).toEqual(['shop fail: 0 bindings', 'web fail: 0 bindings']);
  expect(derived).toBe(2);
});

test('what a fact must read makes the verdict unknown as if the check had read it itself', () => {
  const { send, verdicts } = setUp(counted);
  send({ type: 'coverage', kind: 'RoleBinding', namespace: 'web', coverage: { state: 'denied', reason: 'denied' } });
  expect(verdicts().sort()).toEqual(['shop unknown: denied', 'web unknown: denied']);
});

test.each<[string, (view: never) => unknown]>([
  ['everywhere', (view: { all(kind: string): unknown }) => view.all('ServiceAccount')],
  ['by the name of a namespace', (view: { named(kind: string): unknown }) => view.named('ServiceAccount')],
  [
    'in another namespace',
    (view: { getIn(kind: string, space: string, name: string): unknown }) =>
      view.getIn('ServiceAccount', 'kube-system', 'x'),
  ],
  ['as a fact', (view: { derive(fact: unknown): unknown }) => view.derive(bindingCount)],
] as never)('a check that declares its own namespace may not look %s', (_, look) => {
  const check = defineCheck({
    mode: 'automated',
    meta: meta('test/beyond'),
    subject: 'Namespace',
    reads: [may('ServiceAccount')],
    evaluate: (_, { view }) => {
      look(view as never);
      return [];
    },
  });
  const { engine, verdicts } = setUp(check);
  verdicts();
  expect(engine.results(check).map(({ status }) => status)).toEqual(['error', 'error']);
});

test.each<[SourceType, boolean]>([
  ['live', true],
  ['files', false],
])('of %s what is not there is missing: %s', (type, isWhole) => {
  const seen: boolean[] = [];
  const check = defineCheck({
    mode: 'automated',
    meta: meta('test/whole'),
    subject: 'Namespace',
    reads: [may('ServiceAccount')],
    evaluate: (_, { view }) => {
      seen.push(view.get('ServiceAccount', 'nobody').isWhole);
      return [];
    },
  });
  setUp(check, type).verdicts();
  expect(seen).toEqual([isWhole, isWhole]);
});

test('two findings with the same id are an error of the check, not one finding', () => {
  const twice = defineCheck({
    mode: 'automated',
    meta: meta('test/twice'),
    subject: 'ServiceAccount',
    evaluate: () => [{ message: 'first' }, { message: 'second' }],
  });
  const { engine, verdicts } = setUp(twice);
  expect(verdicts()).toEqual(['bot error: the check itself failed: two findings have the same id: second']);
  expect(engine.findings()).toEqual([]);
});
