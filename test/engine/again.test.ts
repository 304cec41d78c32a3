/** What is judged again after a change: only what asked for something that would now be answered otherwise. */
import { expect, test } from 'vitest';
import { createEngine } from '../../src/engine/index.ts';
import { createInventory } from '../../src/inventory/index.ts';
import type { SourceEvent } from '../../src/model/ports.ts';
import {
  type AnyRead,
  type CheckMeta,
  defineCheck,
  defineFact,
  defineLookup,
  type KubeObject,
  may,
  type StoredKind,
  type View,
} from '../../src/plugin-api/index.ts';
import { deployment, namespace, observed, pod } from '../support/objects.ts';

function meta(id: CheckMeta['id']): CheckMeta {
  return { id, title: id, severity: 'high', rationale: '', guidance: '', item: 'workloads', refs: [], since: '0.1.0' };
}

const podsByNamespace = defineFact({
  name: 'pods by namespace',
  scope: 'cluster',
  reads: [may('Pod')],
  derive(view) {
    const pods = Map.groupBy(view.own('Pod').value, ({ metadata }) => metadata.namespace);
    return { in: (name: string) => pods.get(name) ?? [], names: [...pods.keys()] };
  },
});

/** Says of which Namespaces a check was asked since the last time, after each event. */
function judging<const R extends AnyRead>(reads: readonly R[], ask: (name: string, view: View<R>) => unknown) {
  let asked: string[] = [];
  const check = defineCheck({
    mode: 'automated',
    meta: meta('test/asked'),
    subject: 'Namespace',
    reads,
    evaluate({ name }, { view }) {
      asked.push(name);
      return ask(name, view) === undefined ? [] : [{ message: 'something' }];
    },
  });
  const inventory = createInventory();
  const engine = createEngine({ checks: [check], inventory, sourceType: 'live', context: 'test' });
  const send = (event: SourceEvent) => engine.update(inventory.apply(event));
  const judged = () => {
    engine.evaluateAll();
    const names = asked.sort();
    asked = [];
    return names;
  };
  const put = (kind: StoredKind, ...objects: readonly KubeObject[]) => {
    send({ type: 'upsert', kind, items: observed(...objects) });
    return judged();
  };
  for (const kind of ['Namespace', 'Pod'] as const) send({ type: 'coverage', kind, coverage: { state: 'full' } });
  put('Namespace', namespace('a'), namespace('b'));
  return put;
}

test('A check that looked at the pods of every namespace is asked again everywhere', () => {
  const put = judging([may.all('Pod')], (_, view) => view.all('Pod').value);
  expect(put('Pod', pod('a', 'one'))).toEqual(['a', 'b']);
});

test('A check that asked only how much was seen is not', () => {
  const put = judging([may.all('Pod')], (_, view) => view.all('Pod').isWhole);
  expect(put('Pod', pod('a', 'one'))).toEqual([]);
});

test('A question to a fact is asked again, and the check only where the answer is another', () => {
  const put = judging([may.fact(podsByNamespace)], (name, view) => view.derive(podsByNamespace).value.in(name));
  expect(put('Pod', pod('a', 'one'))).toEqual(['a']);
  expect(put('Pod', pod('b', 'one'))).toEqual(['b']);
});

test('Whoever looks at more of a fact than its answers is asked again whenever it changes', () => {
  const put = judging([may.fact(podsByNamespace)], (_, view) => view.derive(podsByNamespace).value.names);
  expect(put('Pod', pod('a', 'one'))).toEqual(['a', 'b']);
});

const counting = defineFact({
  name: 'whether there are pods',
  scope: 'cluster',
  reads: [may('Pod')],
  derive: (view) => ({ isAny: view.own('Pod').value.length > 0 }),
});

test('A fact that says the same again concerns nobody', () => {
  const put = judging([may.fact(counting)], (_, view) => view.derive(counting).value.isAny);
  expect(put('Pod', pod('a', 'one'))).toEqual(['a', 'b']);
  expect(put('Pod', pod('b', 'two'))).toEqual([]);
});

const counted = defineFact({
  name: 'pods, and whether there are any',
  scope: 'cluster',
  reads: [may('Pod')],
  derive: (view) => ({ isAny: view.own('Pod').value.length > 0, count: view.own('Pod').value.length }),
});

test('Whoever looks at one member of a fact is not concerned by the others', () => {
  const put = judging([may.fact(counted)], (_, view) => view.derive(counted).value.isAny);
  expect(put('Pod', pod('a', 'one'))).toEqual(['a', 'b']);
  expect(put('Pod', pod('b', 'two'))).toEqual([]);
});

const podsByName = defineLookup({
  name: 'pods by name',
  reads: [may('Pod')],
  keysOf: ({ metadata }) => [metadata.name],
});
const isOneThere = defineFact({
  name: 'whether a pod is called one',
  scope: 'cluster',
  reads: [may.fact(podsByName)],
  // An object of its own each time it is derived: it never says the same again.
  derive: (view) => ({ is: [view.derive(podsByName).value.at('one').length, Symbol('derived')] }),
});

test('A fact rests on what it has looked at', () => {
  const put = judging([may.fact(isOneThere)], (_, view) => view.derive(isOneThere).value.is);
  expect(put('Pod', pod('a', 'other'))).toEqual([]);
  expect(put('Pod', pod('a', 'one'))).toEqual(['a', 'b']);
});

const late = defineFact({
  name: 'a fact that looks later',
  scope: 'cluster',
  reads: [may('Pod')],
  derive: (view) => ({ pods: () => view.own('Pod').value }),
});

test('A fact that looks at its view after it was derived is an error', () => {
  const inventory = createInventory();
  const check = defineCheck({
    mode: 'automated',
    meta: meta('test/late'),
    subject: 'Namespace',
    reads: [may.fact(late)],
    evaluate: (_, { view }) =>
      view
        .derive(late)
        .value.pods()
        .map(({ metadata }) => ({ message: metadata.name })),
  });
  const engine = createEngine({ checks: [check], inventory, sourceType: 'live', context: 'test' });
  engine.update(inventory.apply({ type: 'upsert', kind: 'Namespace', items: observed(namespace('a')) }));
  engine.evaluateAll();
  expect(engine.results(check).map(({ status }) => status)).toContain('error');
});

const podsOfNamespace = defineLookup({
  name: 'pods by name, in their namespace',
  scope: 'namespace',
  reads: [may('Pod')],
  keysOf: ({ metadata }) => [metadata.name],
});

test('A lookup of namespaces finds what is in the namespace of whoever asks', () => {
  const put = judging([may.fact(podsOfNamespace)], (_, view) => view.derive(podsOfNamespace).value.at('one')[0]);
  expect(put('Pod', pod('a', 'one'))).toEqual(['a']);
  expect(put('Pod', pod('a', 'other'))).toEqual([]);
});

test('What turned up with a namespace is judged there, and the rest stands', () => {
  const put = judging([may.fact(counting)], (_, view) => view.derive(counting).value.isAny);
  expect(put('Namespace', namespace('c'))).toEqual(['c']);
});

test('A workload of which nothing has changed stays the same object', () => {
  const inventory = createInventory();
  const put = (kind: StoredKind, object: KubeObject) =>
    inventory.apply({ type: 'upsert', kind, items: observed(object) });
  put('Deployment', deployment('a', 'api'));
  put('Deployment', deployment('a', 'web'));
  const [api, web] = inventory.workloads('a');
  put('Deployment', deployment('a', 'web', { hostNetwork: true }));
  expect(inventory.workloads('a')[0]).toBe(api);
  expect(inventory.workloads('a')[1]).not.toBe(web);
});

test('What needs no pods is judged first, whatever the order of the checks', () => {
  const asked: string[] = [];
  const looking = (id: CheckMeta['id'], ...reads: readonly ('Pod' | 'Workload' | 'Service')[]) =>
    defineCheck({
      mode: 'automated',
      meta: meta(id),
      subject: 'Namespace',
      reads: reads.map((read) => may(read)),
      evaluate() {
        asked.push(id);
        return [];
      },
    });
  const inventory = createInventory();
  const checks = [looking('test/pods', 'Pod'), looking('test/joined', 'Workload'), looking('test/services', 'Service')];
  const engine = createEngine({ checks, inventory, sourceType: 'live', context: 'test' });
  engine.update(inventory.apply({ type: 'upsert', kind: 'Namespace', items: observed(namespace('a')) }));
  engine.evaluateAll();
  expect(asked).toEqual(['test/services', 'test/pods', 'test/joined']);
});

test('What was to be judged once is judged again, all of it, where something changes after all', () => {
  const asked: string[] = [];
  const check = defineCheck({
    mode: 'automated',
    meta: meta('test/once'),
    subject: 'Namespace',
    reads: [may('Pod')],
    evaluate({ name }, { view }) {
      asked.push(name);
      return view.own('Pod').value.map((each) => ({ message: 'a pod', key: each.metadata.name }));
    },
  });
  const inventory = createInventory();
  const engine = createEngine({ checks: [check], inventory, sourceType: 'live', context: 'test', isOnce: true });
  const put = (kind: StoredKind, ...objects: readonly KubeObject[]) =>
    engine.update(inventory.apply({ type: 'upsert', kind, items: observed(...objects) }));
  put('Namespace', namespace('a'), namespace('b'));
  engine.evaluateAll();
  expect(engine.openWith([pod('a', 'one')], [])).toHaveLength(1);
  put('Pod', pod('b', 'one'), pod('b', 'two'));
  asked.length = 0;
  engine.evaluateAll();
  expect(asked).toEqual(['a', 'b']);
  expect(engine.findings()).toHaveLength(2);
});
