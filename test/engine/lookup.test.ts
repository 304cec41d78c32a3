/** Lookups follow each object, and verdicts that rest on them are those of a fresh scan, at the cost of what is touched. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PLUGINS } from '../../plugins/index.ts';
import { ITEMS } from '../../src/catalog/items.ts';
import { createEngine, createRegistry } from '../../src/engine/index.ts';
import { createInventory } from '../../src/inventory/index.ts';
import { refOf } from '../../src/kube/refs.ts';
import type { SourceEvent } from '../../src/model/ports.ts';
import {
  type AnyAutomatedCheck,
  type Check,
  type CheckMeta,
  defineCheck,
  defineLookup,
  defineQuestions,
  type Kind,
  type KubeObject,
  may,
} from '../../src/plugin-api/index.ts';
import { needsOf } from '../../src/session/needs.ts';
import { deployment, namespace, observed } from '../support/objects.ts';
import {
  account,
  aggregated,
  binding,
  clusterBinding,
  clusterRole,
  FULL,
  group,
  role,
  rule,
  user,
} from '../support/rbac/objects.ts';

const CHECKS = createRegistry(
  PLUGINS,
  ITEMS.map(({ id }) => id),
).checks.filter((check) => check.mode === 'automated');

function open(checks: readonly Check[]) {
  const inventory = createInventory();
  const engine = createEngine({ checks, inventory, sourceType: 'live', context: 'test' });
  for (const { kind } of needsOf(checks, { mayWrite: true }).kinds)
    engine.update(inventory.apply({ type: 'coverage', kind, coverage: { state: 'full' } }));
  return {
    engine,
    send: (event: SourceEvent) => engine.update(inventory.apply(event)),
    verdicts: () => {
      engine.evaluateAll();
      return verdictsOf(engine, checks);
    },
  };
}

/** Without an order: which of two bindings was made first says nothing. */
function verdictsOf(engine: ReturnType<typeof createEngine>, checks: readonly Check[]): readonly string[] {
  return checks.flatMap((check) => engine.results(check as AnyAutomatedCheck).map((each) => textOf(each))).sort();
}

function textOf(result: object): string {
  return JSON.stringify(result, (key, value: unknown) =>
    key === 'check' && typeof value === 'object' ? (value as AnyAutomatedCheck).meta.id : value,
  );
}

function stored(object: object): KubeObject {
  return object as KubeObject;
}

const SPACES = ['a', 'b'] as const;
const NAMES = ['x', 'y', 'z'] as const;
const space = fc.constantFrom(...SPACES);
const name = fc.constantFrom(...NAMES);
const LABEL = 'aggregate-to-x';
const rules = fc.constantFrom(
  [],
  [FULL],
  [rule('get', 'pods')],
  [rule('*', 'pods')],
  [rule('bind', 'roles,clusterroles', 'rbac.authorization.k8s.io')],
);
const subjects = fc.array(
  fc.oneof(
    fc.tuple(space, name).map(([at, of]) => account(at, of)),
    fc.tuple(space, name).map(([at, of]) => user(`system:serviceaccount:${at}:${of}`)),
    space.map((at) => group(`system:serviceaccounts:${at}`)),
    fc.constantFrom(group('system:authenticated'), user('alice')),
  ),
  { maxLength: 3 },
);
const labels = fc.constantFrom({}, { [LABEL]: 'true' });

/** Few names, so that objects meet. */
const object: fc.Arbitrary<KubeObject> = fc
  .oneof(
    fc.tuple(space, name, rules).map((of) => role(...of)),
    fc.tuple(name, rules, labels).map((of) => clusterRole(...of)),
    fc.tuple(name, labels).map(([of, with_]) => aggregated(of, LABEL, with_)),
    fc.tuple(name, name, subjects).map((of) => clusterBinding(...of)),
    fc
      .tuple(space, name, fc.constantFrom('Role', 'ClusterRole'), name, subjects)
      .map(([at, of, kind, to, who]) => binding(at, of, `${kind}/${to}` as 'Role/x', who)),
    fc.tuple(space, name, fc.constantFrom({}, { automountServiceAccountToken: false })).map(([at, of, said]) => ({
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { namespace: at, name: of },
      ...said,
    })),
    fc.tuple(space, name, name).map(([at, of, as]) => deployment(at, of, { serviceAccountName: as })),
    space.map((at) => namespace(at)),
  )
  .map(stored);

test('verdicts after any sequence of events are those of a fresh scan of the same objects', () => {
  const happening = fc.tuple(fc.constantFrom('put', 'put', 'remove'), object);
  fc.assert(
    fc.property(fc.array(happening, { minLength: 5, maxLength: 40 }), fc.nat({ max: 4 }), (happenings, every) => {
      const scan = open(CHECKS);
      const left = new Map<string, KubeObject>();
      for (const [index, [what, each]] of happenings.entries()) {
        const kind = each.kind as Kind;
        const key = JSON.stringify(refOf(each));
        if (what === 'put') {
          left.set(key, each);
          scan.send({ type: 'upsert', kind, items: observed(each) });
        } else {
          left.delete(key);
          scan.send({ type: 'remove', kind, refs: [refOf(each)] });
        }
        if (index % (every + 1) === 0) scan.verdicts();
      }
      const fresh = open(CHECKS);
      for (const each of left.values()) fresh.send({ type: 'upsert', kind: each.kind as Kind, items: observed(each) });
      expect(scan.verdicts()).toEqual(fresh.verdicts());
    }),
    { numRuns: 60 },
  );
});

test('what is tried out follows lookups of its own and leaves those of the scan alone', () => {
  fc.assert(
    fc.property(
      fc.array(object, { minLength: 3, maxLength: 20 }),
      fc.array(object, { maxLength: 4 }),
      (first, tried) => {
        const scan = open(CHECKS);
        for (const each of first) scan.send({ type: 'upsert', kind: each.kind as Kind, items: observed(each) });
        const before = scan.verdicts();
        const found = scan.engine.openWith(tried, []);
        const fresh = open(CHECKS);
        for (const each of [...first, ...tried])
          fresh.send({ type: 'upsert', kind: each.kind as Kind, items: observed(each) });
        fresh.verdicts();
        expect([...found].sort()).toEqual(
          fresh.engine
            .findings()
            .map(({ id }) => id)
            .sort(),
        );
        expect(scan.verdicts()).toEqual(before);
      },
    ),
    { numRuns: 40 },
  );
});

const meta: CheckMeta = {
  id: 'test/bound',
  title: 'bound',
  severity: 'high',
  rationale: '',
  guidance: '',
  item: 'rbac',
  refs: [],
  since: '0.1.0',
};

/** Counts how often its parts run. */
function counting() {
  const counts = { keysOf: 0, evaluate: 0 };
  const bindingsOf = defineLookup({
    name: 'bindings by account',
    reads: [may('RoleBinding')],
    keysOf(each) {
      counts.keysOf++;
      return (each.subjects ?? []).map(({ name: of }) => of);
    },
  });
  const bound = defineQuestions({
    name: 'bound',
    reads: [may.fact(bindingsOf)],
    answering: (view) => ({ is: (of: string) => view.derive(bindingsOf).value.at(of).length > 0 }),
  });
  const check = defineCheck({
    mode: 'automated',
    meta,
    subject: 'ServiceAccount',
    reads: [may.fact(bound), may.all('Namespace')],
    evaluate({ ref }, { view }) {
      counts.evaluate++;
      const there = view.get('Namespace', ref.namespace ?? '').value !== undefined;
      return view.derive(bound).value.is(ref.name) && there ? [] : [{ message: 'bound to nothing' }];
    },
  });
  return { check, counts };
}

test('an event is as dear as what it touches, however large the rest', () => {
  const costOf = (size: number) => {
    const { check, counts } = counting();
    const scan = open([check]);
    for (let number = 0; number < size; number++) {
      const at = `space-${number}`;
      const who = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { namespace: at, name: `of-${number}` } };
      for (const each of [namespace(at), who, binding(at, 'b', 'Role/x', [account(at, `of-${number}`)])])
        scan.send({ type: 'upsert', kind: each.kind as Kind, items: observed(stored(each)) });
    }
    scan.verdicts();
    const cost = (kind: Kind, each: object) => {
      Object.assign(counts, { keysOf: 0, evaluate: 0 });
      scan.send({ type: 'upsert', kind, items: observed(stored(each)) });
      scan.verdicts();
      return { ...counts };
    };
    return [
      cost('RoleBinding', binding('space-0', 'b', 'Role/x', [account('space-0', 'of-1')])),
      cost('Namespace', { ...namespace('space-2'), metadata: { name: 'space-2', labels: { team: 'x' } } }),
      cost('RoleBinding', binding('space-3', 'c', 'Role/x', [user('nobody')])),
    ];
  };
  const expected = [
    // The old keys, the new keys; whoever asked for one of them.
    { keysOf: 2, evaluate: 2 },
    { keysOf: 0, evaluate: 1 },
    { keysOf: 1, evaluate: 0 },
  ];
  expect(costOf(5)).toEqual(expected);
  expect(costOf(50)).toEqual(expected);
});
