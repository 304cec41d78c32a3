/** Kinds that no table knows: found at the server, then read and followed like any other. */
import { expect, test } from 'vitest';
import type { KindRequest } from '../../../src/model/ports.ts';
import { drain, type FakeApi, fakeApi, follow, said, sendEvent } from './fake-api.ts';
import { refusal } from './fake-server.ts';
import { config, connectWith, quickClock } from './setting.ts';

const STORES = 'stores.example.com';
const GROUP = '/apis/example.com/v1';
const LIST = `${GROUP}/stores`;
const KINDS: readonly KindRequest[] = [
  { kind: STORES, everywhere: false, namespaces: [], keep: ['spec.provider', 'status.conditions'] },
];
const RESOURCE = { name: 'stores', kind: 'Store', namespaced: true, verbs: ['get', 'list', 'watch'] };

function store(name: string, more: object = {}): object {
  const spec = { provider: { vault: { server: 'https://v' } }, token: 'canary' };
  return { apiVersion: 'example.com/v1', kind: 'Store', metadata: { name, namespace: 'shop', ...more }, spec };
}

async function serving(...stores: readonly object[]): Promise<FakeApi> {
  const api = await fakeApi();
  api.served.set(GROUP, [RESOURCE]);
  api.lists.set(LIST, stores);
  return api;
}

function refuse(api: FakeApi, path: string, code = 403): () => void {
  let isRefused = true;
  api.intercept = (seen, response) => {
    if (seen.path !== path || !isRefused) return false;
    refusal(response, code, '', 'not now');
    return true;
  };
  return () => {
    isRefused = false;
  };
}

async function read(api: FakeApi, options: Parameters<typeof drain>[1] = {}) {
  const events = await drain(await connectWith(config(api.server.url), { pageSize: 2, clock: quickClock() }), {
    kinds: KINDS,
    ...options,
  });
  return { events, texts: said(events) };
}

function reasonIn(events: Awaited<ReturnType<typeof drain>>): string | undefined {
  return events.flatMap((event) => (event.type === 'coverage' ? (event.coverage.reason ?? []) : [])).at(-1);
}

test('a custom resource is found and listed page by page, and of its objects the kept members are read', async () => {
  const { events, texts } = await read(await serving(store('a'), store('b'), store('c')));
  expect(texts).toEqual([`upsert ${STORES} a b`, `upsert ${STORES} c`, `coverage ${STORES}: full`, 'synced']);
  expect(events.find(({ type }) => type === 'upsert')).toMatchObject({
    kind: STORES,
    items: [
      {
        object: {
          apiVersion: 'example.com/v1',
          kind: 'Store',
          metadata: { name: 'a', namespace: 'shop' },
          spec: { provider: { vault: { server: 'https://v' } } },
        },
      },
      {},
    ],
  });
  expect(JSON.stringify(events)).not.toContain('canary');
});

test('it is read in the version that the server prefers, or in the one that has it', async () => {
  const api = await serving();
  api.served.clear();
  api.served.set('/apis/example.com/v1beta1', [RESOURCE]);
  api.served.set(GROUP, [RESOURCE, { ...RESOURCE, name: 'others' }]);
  await read(api, { kinds: [...KINDS, { kind: 'others.example.com', everywhere: true, namespaces: [] }] });
  const lists = api.server.seen.filter(({ query }) => query.limit !== undefined).map(({ path }) => path);
  expect(lists.toSorted()).toEqual(['/apis/example.com/v1/others', '/apis/example.com/v1beta1/stores']);
});

test('the scan reads it in its namespaces, or as a whole where it is in none', async () => {
  const api = await serving();
  api.served.set(GROUP, [RESOURCE, { ...RESOURCE, name: 'clusterstores', namespaced: false }]);
  const cluster = { kind: 'clusterstores.example.com', everywhere: false, namespaces: [] } as const;
  const { texts } = await read(api, { kinds: [...KINDS, cluster], namespaces: ['shop'] });
  expect(texts.toSorted()).toEqual([
    'coverage clusterstores.example.com: full',
    `coverage ${STORES} shop: full`,
    'synced',
  ]);
});

test.each([
  ['its group is not there', () => undefined, `${STORES} is not served here`],
  [
    'its group is without it',
    (api: FakeApi) => api.served.set(GROUP, [{ ...RESOURCE, name: 'x' }]),
    `${STORES} is not served here`,
  ],
  [
    'it cannot be listed',
    (api: FakeApi) => api.served.set(GROUP, [{ ...RESOURCE, verbs: ['create'] }]),
    `${STORES} cannot be listed`,
  ],
])('a custom resource is absent where %s, without a message', async (_, serve, reason) => {
  const api = await fakeApi();
  serve(api);
  const { events, texts } = await read(api);
  expect(texts).toEqual([`coverage ${STORES}: absent`, 'synced']);
  expect(reasonIn(events)).toBe(reason);
});

test('one that is gone between discovery and list is not served', async () => {
  const api = await serving();
  api.intercept = ({ path }, response) => {
    if (path !== LIST) return false;
    api.served.clear();
    refusal(response, 404, 'NotFound', 'the server could not find the requested resource');
    return true;
  };
  const { texts } = await read(api);
  expect(texts).toEqual([`coverage ${STORES}: absent`, 'synced']);
});

test('one that is not found, although it is served, is an error', async () => {
  const api = await serving();
  refuse(api, LIST, 404);
  const { texts } = await read(api);
  expect(texts[0]).toBe(`coverage ${STORES}: error`);
  expect(texts[1]).toMatch(/^error: .*not found, although it is served$/);
});

test('denied, a custom resource is denied by its whole name', async () => {
  const api = await serving();
  refuse(api, LIST);
  const { events, texts } = await read(api, { kinds: KINDS, namespaces: [] });
  expect(texts).toContain(`coverage ${STORES}: denied`);
  expect(texts).toContain(
    `warning: unknown, not passed: you may not list ${STORES}. Checks that need them stay unknown.`,
  );
  expect(events).toContainEqual({
    type: 'coverage',
    kind: STORES,
    coverage: { state: 'denied', reason: `list ${STORES} is denied to you` },
  });
});

test.each(['/apis', GROUP])('denied discovery at %s is a denial', async (path) => {
  const api = await serving();
  refuse(api, path);
  const { events, texts } = await read(api);
  expect(texts).toEqual([
    `coverage ${STORES}: denied`,
    `warning: unknown, not passed: you may not list ${STORES}. Checks that need them stay unknown.`,
    'synced',
  ]);
  expect(reasonIn(events)).toBe(`discovery of ${STORES} is denied to you`);
});

test('discovery that fails is an error, said once for all', async () => {
  const api = await serving();
  refuse(api, '/apis', 500);
  const others = { kind: 'others.example.com', everywhere: true, namespaces: [] } as const;
  const { events, texts } = await read(api, { kinds: [...KINDS, others] });
  expect(texts).toEqual([
    `coverage ${STORES}: error`,
    'error: discovery of custom resources failed: not now',
    'coverage others.example.com: error',
    'synced',
  ]);
  expect(reasonIn(events)).toBe('discovery of others.example.com failed: not now');
});

test('a custom resource is watched, and what comes is pruned as what was listed', async () => {
  const api = await serving(store('a'));
  const following = follow(await connectWith(config(api.server.url)), { kinds: KINDS });
  await following.until('synced');
  const { response, from } = await api.watched(LIST);
  expect(from).toBe('100');
  sendEvent(response, 'ADDED', store('b', { resourceVersion: '101' }));
  await following.until(`upsert ${STORES} b`);
  expect(JSON.stringify(following.events)).not.toContain('canary');
  sendEvent(response, 'DELETED', store('a', { resourceVersion: '102' }));
  await following.until(`remove ${STORES} a`);
});

test('a definition that is installed later is noticed, and its objects are read and followed', async () => {
  const api = await fakeApi();
  api.lists.set(LIST, [store('a')]);
  const clock = quickClock();
  const following = follow(await connectWith(config(api.server.url), { clock }), { kinds: KINDS });
  await following.until(`coverage ${STORES}: absent`);
  await following.until('synced');
  api.served.set(GROUP, [RESOURCE]);
  await following.until(`upsert ${STORES} a`);
  await following.until(`coverage ${STORES}: full`);
  const { response } = await api.watched(LIST);
  sendEvent(response, 'ADDED', store('b', { resourceVersion: '101' }));
  await following.until(`upsert ${STORES} b`);
  expect(new Set(clock.sleeps)).toEqual(new Set([60_000]));
});

test('until then it is absent and nothing more is said', async () => {
  const api = await fakeApi();
  const following = follow(await connectWith(config(api.server.url), { clock: quickClock() }), { kinds: KINDS });
  await following.until('synced');
  const rounds = () => api.server.seen.filter(({ path }) => path === '/apis').length;
  while (rounds() < 5) await new Promise((resolve) => setImmediate(resolve));
  expect(following.events).toEqual([]);
});

test('discovery that failed is tried again', async () => {
  const api = await serving(store('a'));
  const allow = refuse(api, '/apis', 500);
  const following = follow(await connectWith(config(api.server.url), { clock: quickClock() }), { kinds: KINDS });
  await following.until(`coverage ${STORES}: error`);
  await following.until('synced');
  allow();
  await following.until(`coverage ${STORES}: full`);
});

test('rights to it that are granted later are found', async () => {
  const api = await serving(store('a'));
  api.served.set(GROUP, [{ ...RESOURCE, namespaced: false }]);
  const allow = refuse(api, LIST);
  const following = follow(await connectWith(config(api.server.url), { clock: quickClock() }), { kinds: KINDS });
  await following.until(`coverage ${STORES}: denied`);
  await following.until('synced');
  allow();
  await following.until(`coverage ${STORES}: full`);
});
