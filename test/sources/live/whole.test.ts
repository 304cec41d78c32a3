import type { ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import type { StoredKind } from '../../../src/plugin-api/index.ts';
import { requests } from '../../support/requests.ts';
import { drain, type FakeApi, fakeApi, pod, pods, said } from './fake-api.ts';
import { json, refusal, type Seen } from './fake-server.ts';
import { config, connectWith } from './setting.ts';

const PODS = '/api/v1/pods';
const POLICIES = '/apis/networking.k8s.io/v1/networkpolicies';

type Answer = (token: string | undefined) => { readonly items: readonly object[] } & Readonly<Record<string, unknown>>;

function page(items: readonly object[], next = '', remainingItemCount?: number): ReturnType<Answer> {
  const metadata = {
    resourceVersion: '7',
    continue: next,
    ...(remainingItemCount === undefined ? {} : { remainingItemCount }),
  };
  return { kind: 'PodList', apiVersion: 'v1', metadata, items };
}

async function serving(answer: Answer): Promise<FakeApi> {
  const api = await fakeApi();
  api.intercept = ({ path, query }, response) => {
    if (path !== PODS) return false;
    json(response, answer(query.continue));
    return true;
  };
  return api;
}

async function read(api: FakeApi, ...kinds: readonly StoredKind[]) {
  const events = await drain(await connectWith(config(api.server.url)), { kinds: requests(...kinds) });
  return said(events).filter((text) => !text.startsWith('upsert'));
}

const [first, second] = [pods(2), pods(2, 'shop', 'more')];

test.each<readonly [string, Answer, RegExp]>([
  ['promises objects and gives no way to them', () => page(first, '', 40), /ends 40 objects short of its own count/],
  [
    'ends before the count of an earlier page',
    (token) => (token === undefined ? page(first, 'a', 9) : page(second)),
    /ends 7 objects short/,
  ],
  ['gives the same token again', (token) => page(token === undefined ? first : second, 'a'), /goes round in circles/],
  ['gives the same page again', (token) => page(first, `${token ?? ''}x`), /goes round in circles/],
  ['goes on for ever without objects', (token) => page([], `${token ?? ''}x`), /goes on without objects/],
])('a list that %s was not read', async (_, answer, reason) => {
  const texts = await read(await serving(answer), 'Pod');
  expect(texts[0]).toBe('coverage Pod: error');
  expect(texts[1]).toMatch(reason);
});

test('a count that is kept, and one that is too small, make a whole list', async () => {
  const kept: Answer = (token) => (token === undefined ? page(first, 'a', 2) : page(second));
  const small: Answer = (token) => (token === undefined ? page(first, 'a', 1) : page(second, '', 0));
  for (const answer of [kept, small])
    expect(await read(await serving(answer), 'Pod')).toEqual(['coverage Pod: full', 'synced']);
});

test.each([
  ['another kind', { kind: 'Secret', apiVersion: 'v1' }, 'it is a Secret of v1'],
  ['another group', { kind: 'Pod', apiVersion: 'x.io/v1' }, 'it is a Pod of x.io/v1'],
])('an object of %s in a list is said, not taken for one of it', async (_, type, reason) => {
  const texts = await read(await serving(() => page([pod('odd', 'shop', type)])), 'Pod');
  expect(texts).toContain(`error: an object of list pods is unreadable: ${reason}`);
});

test('an object of another namespace is not taken for one of that which was asked for', async () => {
  const api = await fakeApi();
  api.lists.set('/api/v1/namespaces/shop/pods', [pod('astray', 'ledger')]);
  const events = await drain(await connectWith(config(api.server.url)), {
    kinds: requests('Pod'),
    namespaces: ['shop'],
  });
  expect(said(events)).toContain('error: an object of list pods in shop is unreadable: it is in namespace ledger');
});

const notFound = (wanted: (path: string) => boolean) => (seen: Seen, response: ServerResponse) => {
  if (!wanted(seen.path)) return false;
  refusal(response, 404, 'NotFound', 'the server could not find the requested resource');
  return true;
};
const NETWORKING = '/apis/networking.k8s.io/v1';
const POLICY = { name: 'networkpolicies', kind: 'NetworkPolicy', namespaced: true, verbs: ['list'] };

test('a kind that discovery leaves out is absent, without a message', async () => {
  const api = await fakeApi();
  api.intercept = notFound((path) => path === POLICIES);
  expect(await read(api, 'NetworkPolicy')).toEqual(['coverage NetworkPolicy: absent', 'synced']);
  api.served.set(NETWORKING, [{ ...POLICY, name: 'ingresses' }]);
  expect(await read(api, 'NetworkPolicy')).toEqual(['coverage NetworkPolicy: absent', 'synced']);
});

test.each<readonly [string, (path: string) => boolean]>([
  ['that is served', (path) => path === POLICIES],
  ['whose group does not answer', (path) => path.startsWith(NETWORKING)],
  ['where nothing is found, discovery neither', (path) => path !== '/version' && !path.includes('kube-system')],
])('a list that is not found, %s, is an error, not a kind that is absent', async (_, wanted) => {
  const api = await fakeApi();
  api.served.set(NETWORKING, [POLICY]);
  api.intercept = notFound(wanted);
  const texts = await read(api, 'NetworkPolicy', 'Pod');
  expect(texts).toContain('coverage NetworkPolicy: error');
  expect(texts.filter((text) => text.startsWith('error: list '))).not.toEqual([]);
});

test('an answer of discovery that is no list of groups makes nothing absent', async () => {
  const api = await fakeApi();
  api.intercept = (seen, response) => {
    if (seen.path !== '/apis') return notFound((path) => path === POLICIES)(seen, response);
    json(response, {});
    return true;
  };
  expect(await read(api, 'NetworkPolicy')).toContain('coverage NetworkPolicy: error');
});

test('a group that does not answer darkens its own kinds and no other', async () => {
  const api = await fakeApi();
  api.lists.set(PODS, pods(1));
  api.served.set('/apis/metrics.example.com/v1', [{ ...POLICY, name: 'samples', kind: 'Sample' }]);
  api.served.set('/apis/stores.example.com/v1', [{ ...POLICY, name: 'stores', kind: 'Store' }]);
  api.intercept = ({ path }, response) => {
    if (path !== '/apis/metrics.example.com/v1') return false;
    refusal(response, 503, 'ServiceUnavailable', 'the server is currently unable to handle the request');
    return true;
  };
  const texts = await read(api, 'Pod', 'samples.metrics.example.com', 'stores.stores.example.com');
  expect(texts).toContain('coverage Pod: full');
  expect(texts).toContain('coverage stores.stores.example.com: full');
  expect(texts).toContain('coverage samples.metrics.example.com: error');
});
