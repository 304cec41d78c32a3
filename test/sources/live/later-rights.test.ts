import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { requests } from '../../support/requests.ts';
import { type FakeApi, fakeApi, follow, pod, pods, said, sendEvent } from './fake-api.ts';
import { json, refusal } from './fake-server.ts';
import { config, connectWith, quickClock } from './setting.ts';

const REVIEW = '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews';
const NAMESPACES = '/api/v1/namespaces';

interface Rights {
  readonly api: FakeApi;
  /** Paths that are refused. */
  readonly refused: Set<string>;
  /** Namespaces where everything is allowed, by the review. */
  readonly granted: Set<string>;
  isComplete: boolean;
}

/** Pods cannot be listed for the whole cluster. */
async function rights(...namespaces: readonly string[]): Promise<Rights> {
  const api = await fakeApi();
  const all: Rights = { api, refused: new Set(['/api/v1/pods']), granted: new Set(), isComplete: true };
  api.lists.set(
    NAMESPACES,
    namespaces.map((name) => ({ metadata: { name } })),
  );
  api.intercept = ({ path, body }, response) => {
    if (all.refused.has(path)) refusal(response, 403, 'Forbidden', 'forbidden');
    else if (path === REVIEW) {
      const { namespace } = (body as { spec: { namespace: string } }).spec;
      const resourceRules = all.granted.has(namespace) ? [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }] : [];
      json(response, { status: { incomplete: !all.isComplete, resourceRules } }, 201);
    } else return false;
    return true;
  };
  return all;
}

function namespaceNamed(name: string): object {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, resourceVersion: '200' } };
}

function followed({ api }: Rights): ReturnType<typeof connectWith> {
  return connectWith(config(api.server.url), { clock: quickClock() });
}

/** How often the path was asked for. */
function asked({ api }: Rights, path: string): number {
  return api.server.seen.filter((seen) => seen.path === path).length;
}

async function untilAsked(all: Rights, path: string, more: number): Promise<void> {
  const from = asked(all, path);
  let isOver = false;
  onTestFinished(() => {
    isOver = true;
  });
  while (!isOver && asked(all, path) < from + more) await new Promise((resolve) => setImmediate(resolve));
}

test('a namespace that is created later is read and followed where that is allowed, and left when it is gone', async () => {
  const all = await rights('a');
  const { api } = all;
  const inB = '/api/v1/namespaces/b/pods';
  all.granted.add('a').add('b');
  api.lists.set(inB, pods(1, 'b', 'b'));
  const following = follow(await followed(all), { kinds: requests('Namespace', 'Pod') });
  const { response } = await api.watched(NAMESPACES);
  await following.until('synced');
  sendEvent(response, 'ADDED', namespaceNamed('b'));
  await following.until('upsert Pod b-0');
  await following.until('coverage Pod b: full');
  const { response: watchOfB, from } = await api.watched(inB);
  expect(from).toBe('100');
  sendEvent(watchOfB, 'ADDED', { apiVersion: 'v1', kind: 'Pod', ...pod('b-1', 'b') });
  await following.until('upsert Pod b-1');
  const closed = once(watchOfB, 'close');
  sendEvent(response, 'DELETED', namespaceNamed('b'));
  await closed;
});

test('rights that are granted later are found, and until then no denial is repeated', async () => {
  const all = await rights('a');
  const inA = '/api/v1/namespaces/a/pods';
  all.api.lists.set(inA, pods(1, 'a', 'a'));
  const following = follow(await followed(all), { kinds: requests('Namespace', 'Pod') });
  await following.until('synced');
  await untilAsked(all, REVIEW, 3);
  expect(following.events).toEqual([]);
  expect(asked(all, inA)).toBe(0);
  all.granted.add('a');
  await following.until('coverage Pod a: full');
});

test('kinds without namespace and namespaces asked for by name are tried again as well', async () => {
  const all = await rights();
  const inA = '/api/v1/namespaces/a/pods';
  all.refused.add('/api/v1/nodes').add(inA);
  all.api.lists.set('/api/v1/nodes', [{ metadata: { name: 'n1' } }]);
  const following = follow(await followed(all), { kinds: requests('Node', 'Pod'), namespaces: ['a'] });
  await following.until('synced');
  all.refused.clear();
  await following.until('coverage Node: full');
  all.granted.add('a');
  await following.until('coverage Pod a: full');
});

test('with the right to list namespaces come the namespaces, and what may be read in them', async () => {
  const all = await rights('a', 'b');
  all.granted.add('a').add('b');
  all.refused.add(NAMESPACES);
  const following = follow(await followed(all), { kinds: requests('Namespace', 'Pod') });
  await following.until('synced');
  all.refused.delete(NAMESPACES);
  await following.until('coverage Namespace: full');
  await following.until('coverage Pod b: full');
});

test('where the review does not know, a new namespace is tried once', async () => {
  const all = await rights('a');
  const inB = '/api/v1/namespaces/b/pods';
  all.isComplete = false;
  all.refused.add(inB).add('/api/v1/namespaces/a/pods');
  const following = follow(await followed(all), { kinds: requests('Namespace', 'Pod') });
  const { response } = await all.api.watched(NAMESPACES);
  sendEvent(response, 'ADDED', namespaceNamed('b'));
  await following.until('upsert Namespace b');
  await untilAsked(all, REVIEW, 6);
  expect(asked(all, inB)).toBe(1);
});

test('nothing is asked again when nothing was refused', async () => {
  const all = await rights('a');
  all.refused.clear();
  const clock = quickClock();
  const following = follow(await connectWith(config(all.api.server.url), { clock }), {
    kinds: requests('Namespace', 'Pod'),
  });
  await all.api.watched('/api/v1/pods');
  await following.until('synced');
  expect(said(following.events)).toEqual([]);
  expect(clock.sleeps).toEqual([]);
});
