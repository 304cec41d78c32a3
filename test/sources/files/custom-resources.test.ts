/** Objects of kinds that no table knows, where a check reads their resource. */
import { expect, test } from 'vitest';
import { refOf } from '../../../src/kube/refs.ts';
import type { Observed, SourceEvent, StreamOptions } from '../../../src/model/ports.ts';
import type { ResourceName, StoredKind } from '../../../src/plugin-api/index.ts';
import { ALL, folder, type Scanned, scan, scanText } from './harness.ts';

const STORES = 'stores.example.com';
const STORE =
  'apiVersion: example.com/v1\nkind: Store\nmetadata: {name: a, namespace: shop}\nspec: {provider: {vault: {auth: null}}, token: canary}\n';

function asking(resource: ResourceName = STORES, keep = ['spec.provider']): StreamOptions {
  return { ...ALL, kinds: [...ALL.kinds, { kind: resource, everywhere: false, namespaces: [], keep }] };
}

function read(text: string, options = asking()): Promise<Scanned> {
  return scanText(text, 'a.yaml', options);
}

function itemsOf(events: readonly SourceEvent[], kind: StoredKind): readonly Observed[] {
  return events.flatMap((event) => (event.type === 'upsert' && event.kind === kind ? event.items : []));
}

function definition(plural: string, kind: string, scope = 'Namespaced'): string {
  return `apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: ${plural}.example.com}\nspec: {group: example.com, scope: ${scope}, names: {plural: ${plural}, kind: ${kind}}, versions: [{name: v1, served: true, storage: true}]}\n`;
}

test('an object of a resource that is asked for passes with its kept members, and no note is left of it', async () => {
  const { events, notes, errors } = await read(STORE);
  expect([notes, errors]).toEqual([[], []]);
  expect(itemsOf(events, STORES)).toEqual([
    {
      object: {
        apiVersion: 'example.com/v1',
        kind: 'Store',
        metadata: { name: 'a', namespace: 'shop' },
        spec: { provider: { vault: {} } },
      },
      facts: { origin: { file: expect.stringMatching(/a\.yaml$/), document: 1, line: 1, within: 'a.yaml' } },
    },
  ]);
  expect(JSON.stringify(events)).not.toContain('canary');
});

test('the coverage of a resource is full whatever namespaces the scan is about, and so is what passes', async () => {
  const { events } = await read(STORE, { ...asking(), namespaces: ['other'] });
  expect(itemsOf(events, STORES)).toHaveLength(1);
  expect(events).toContainEqual({ type: 'coverage', kind: STORES, coverage: { state: 'full' } });
});

test('kinds that nobody asks for stay a note, those of the same group among them', async () => {
  const { events, notes } = await read(`${STORE}---\n${STORE.replace('Store', 'Thing')}`);
  expect(itemsOf(events, STORES)).toHaveLength(1);
  expect(notes).toEqual(['1 object is of a kind that none of the chosen checks looks at: Thing.']);
});

test('a definition tells a name that cannot be guessed, wherever it stands', async () => {
  const options = asking('kvs.example.com');
  const without = await read(STORE, options);
  expect(without.notes).toEqual(['1 object is of a kind that none of the chosen checks looks at: Store.']);
  for (const text of [`${definition('kvs', 'Store')}---\n${STORE}`, `${STORE}---\n${definition('kvs', 'Store')}`])
    expect(itemsOf((await read(text, options)).events, 'kvs.example.com')).toHaveLength(1);
});

test('what a definition says counts, not what could be guessed', async () => {
  const { events, notes } = await read(`${STORE}---\n${definition('kvs', 'Store')}`);
  expect(itemsOf(events, STORES)).toEqual([]);
  expect(notes).toEqual(['1 object is of a kind that none of the chosen checks looks at: Store.']);
});

test.each([
  ['goes to `default` where its definition says that it is in one', definition('stores', 'Store'), 'default'],
  ['has none where its definition says so', definition('stores', 'Store', 'Cluster'), undefined],
  ['has none where nothing tells', definition('others', 'Other'), undefined],
])('an object without namespace %s', async (_, text, namespace) => {
  const { events } = await read(`${text}---\n${STORE.replace(', namespace: shop', '')}`);
  expect(itemsOf(events, STORES).map(({ object }) => object.metadata.namespace)).toEqual([namespace]);
});

test('an object with pod templates is a workload as well', async () => {
  const template = 'template: {spec: {containers: [{name: c, image: i}]}}';
  const { events, errors } = await read(STORE.replace('token: canary', `token: canary, ${template}`));
  expect(errors).toEqual([]);
  expect(itemsOf(events, STORES)).toMatchObject([{ object: { spec: { provider: { vault: {} } } } }]);
  expect(itemsOf(events, 'CustomWorkload')).toMatchObject([{ object: { kind: 'Store' } }]);
  expect(JSON.stringify(itemsOf(events, STORES))).not.toContain('containers');
});

test('an object without a name is no clean bill for its resource', async () => {
  const { events, errors } = await read(STORE.replace('name: a, ', ''));
  expect(errors).toEqual(['a.yaml: document 1, line 1: Store: .metadata.name is missing']);
  expect(events).toContainEqual({
    type: 'coverage',
    kind: STORES,
    coverage: {
      state: 'error',
      reason: expect.stringMatching(/^1 object could not be read: .*a\.yaml:1$/),
      isPartial: true,
    },
  });
  expect(events).toContainEqual({ type: 'coverage', kind: 'Role', coverage: { state: 'full' } });
});

test('of an object in two places both pass', async () => {
  const path = folder({ 'a.yaml': STORE, 'b.yaml': STORE });
  const { events, errors } = await scan({ paths: [path] }, asking());
  expect(errors).toEqual([]);
  const refs = itemsOf(events, STORES).map(({ object }) => refOf(object).file);
  expect(refs.slice(-2)).toEqual(['a.yaml', 'b.yaml']);
});

test('of a Secret no value passes, under whatever name it is asked for', async () => {
  const secret = 'apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringData: {password: canary}\n';
  const { events, notes } = await read(secret, asking('secrets.', ['stringData']));
  expect(JSON.stringify(events)).not.toContain('canary');
  expect(notes).toEqual([]);
});
