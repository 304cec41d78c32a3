import { expect, test } from 'vitest';
import { lines } from '../../../src/sources/live/http/lines.ts';
import { requests } from '../../support/requests.ts';
import { fakeApi, follow, pod, pods, said, sendEvent } from './fake-api.ts';
import { json, refusal } from './fake-server.ts';
import { config, connectWith, quickClock } from './setting.ts';

const PODS = '/api/v1/pods';

function versioned(name: string, resourceVersion: string): object {
  const object = pod(name) as { metadata: object };
  return { apiVersion: 'v1', kind: 'Pod', ...object, metadata: { ...object.metadata, resourceVersion } };
}

test('a watch begins where the list ended, asks for bookmarks, and brings what changes', async () => {
  const api = await fakeApi();
  api.lists.set(PODS, pods(1));
  const following = follow(await connectWith(config(api.server.url)));
  await following.until('synced');
  const { response, from } = await api.watched(PODS);
  expect(from).toBe('100');
  const asked = api.server.seen.find(({ query }) => query.watch === '1');
  expect(asked?.query).toMatchObject({
    allowWatchBookmarks: 'true',
    timeoutSeconds: expect.stringMatching(/^(2[4-9]\d|300)$/),
  });
  sendEvent(response, 'ADDED', versioned('new', '101'));
  await following.until('upsert Pod new');
  sendEvent(response, 'MODIFIED', versioned('new', '102'));
  await following.until('upsert Pod new');
  sendEvent(response, 'DELETED', versioned('pod-0', '103'));
  await following.until('remove Pod pod-0');
});

test('events that come together go out together, the last word about an object only', async () => {
  const api = await fakeApi();
  const following = follow(await connectWith(config(api.server.url)));
  await following.until('synced');
  const { response } = await api.watched(PODS);
  const burst = [
    ['ADDED', 'a'],
    ['ADDED', 'b'],
    ['MODIFIED', 'a'],
    ['DELETED', 'b'],
    ['ADDED', 'c'],
  ].map(([type, name = ''], at) => JSON.stringify({ type, object: versioned(name, String(200 + at)) }));
  response.write(`${burst.join('\n')}\n`);
  await following.until('remove Pod b');
  await following.until('upsert Pod a c');
});

test('a watch that the server ends goes on from its last bookmark', async () => {
  const api = await fakeApi();
  const following = follow(await connectWith(config(api.server.url), { clock: quickClock() }));
  await following.until('synced');
  const first = await api.watched(PODS);
  sendEvent(first.response, 'BOOKMARK', { kind: 'Pod', metadata: { resourceVersion: '150' } });
  first.response.end();
  const second = await api.watched(PODS);
  expect(second.from).toBe('150');
  expect(said(following.events)).toEqual([]);
});

test.each([
  ['as an event', 'event'],
  ['as a status', 'status'],
])('history that is gone, said %s, is listed again: what is no longer there is dropped', async (_, how) => {
  const api = await fakeApi();
  api.lists.set(PODS, pods(2));
  const following = follow(await connectWith(config(api.server.url), { clock: quickClock() }));
  await following.until('synced');
  const first = await api.watched(PODS);
  api.lists.set(PODS, [pod('pod-1'), pod('pod-9')]);
  api.version = 300;
  if (how === 'event') sendEvent(first.response, 'ERROR', { kind: 'Status', code: 410, reason: 'Expired' });
  else {
    let isGone = true;
    api.intercept = ({ query }, response) => {
      if (query.watch === undefined || !isGone) return false;
      isGone = false;
      refusal(response, 410, 'Expired', 'too old resource version');
      return true;
    };
    first.response.end();
  }
  await following.until('upsert Pod pod-1 pod-9');
  await following.until('retain Pod pod-1 pod-9');
  expect((await api.watched(PODS)).from).toBe('300');
});

test('a dropped connection is stale until it is back, and waits longer each time', async () => {
  const api = await fakeApi();
  const clock = quickClock();
  const following = follow(await connectWith(config(api.server.url), { clock }));
  await following.until('synced');
  const first = await api.watched(PODS);
  let failures = 4;
  api.intercept = ({ query }, response) => {
    if (query.watch === undefined || failures-- <= 0) return false;
    response.destroy();
    return true;
  };
  clock.sleeps.length = 0;
  first.response.destroy();
  await following.until('coverage Pod: stale');
  for (let wait = 0; wait < 5; wait++) await following.until('retry');
  const again = await api.watched(PODS);
  await following.until('coverage Pod: full');
  expect(clock.sleeps).toEqual([500, 1000, 2000, 4000, 8000]);
  expect(again.from).toBe('100');
  expect(said(following.events)).toEqual([]);
});

test('a watch that says nothing for too long is given up and begun again', async () => {
  const api = await fakeApi();
  const connection = await connectWith(config(api.server.url), { clock: quickClock(), timeouts: { watchIdle: 100 } });
  const following = follow(connection);
  await following.until('synced');
  await api.watched(PODS);
  await following.until('coverage Pod: stale');
  await api.watched(PODS);
  await following.until('coverage Pod: full');
});

test('rights that are taken away are denied, and full again once they are back', async () => {
  const api = await fakeApi();
  api.lists.set(PODS, pods(1));
  const following = follow(await connectWith(config(api.server.url), { clock: quickClock() }));
  await following.until('synced');
  const first = await api.watched(PODS);
  let isDenied = true;
  api.intercept = ({ path }, response) => {
    if (path !== PODS || !isDenied) return false;
    refusal(response, 403, 'Forbidden', 'pods is forbidden');
    return true;
  };
  first.response.end();
  await following.until('coverage Pod: denied');
  isDenied = false;
  await following.until('retain Pod pod-0');
  await following.until('coverage Pod: full');
});

test('a list that failed at first is tried until it is there', async () => {
  const api = await fakeApi();
  api.lists.set(PODS, pods(1));
  let failures = 2;
  api.intercept = ({ path }, response) => {
    if (path !== PODS || failures-- <= 0) return false;
    refusal(response, 500, 'InternalError', 'not yet');
    return true;
  };
  const following = follow(await connectWith(config(api.server.url), { clock: quickClock() }));
  await following.until('coverage Pod: error');
  await following.until('synced');
  await following.until('upsert Pod pod-0');
  await following.until('coverage Pod: full');
});

test('a namespace that may only be read by name is read again from time to time', async () => {
  const api = await fakeApi();
  let labels: object = {};
  api.intercept = ({ path }, response) => {
    if (path === '/api/v1/namespaces') refusal(response, 403, 'Forbidden', 'no');
    else if (path === '/api/v1/namespaces/shop')
      json(response, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels } });
    else return false;
    return true;
  };
  const clock = quickClock();
  const following = follow(await connectWith(config(api.server.url), { clock }), {
    kinds: requests('Namespace'),
    namespaces: ['shop'],
  });
  await following.until('synced');
  labels = { changed: 'yes' };
  await following.until('upsert Namespace shop');
  expect(new Set(clock.sleeps)).toEqual(new Set([20_000, 60_000]));
});

test('a watch that breaks off in the middle of an event is begun again', async () => {
  const api = await fakeApi();
  const following = follow(await connectWith(config(api.server.url), { clock: quickClock() }));
  await following.until('synced');
  const first = await api.watched(PODS);
  first.response.end('{"type":"ADDED","obj');
  await following.until('coverage Pod: stale');
  await api.watched(PODS);
  await following.until('coverage Pod: full');
});

test('stopping ends every watch at the server', async () => {
  const api = await fakeApi();
  const following = follow(await connectWith(config(api.server.url)));
  await following.until('synced');
  const { response } = await api.watched(PODS);
  const closed = new Promise((resolve) => response.on('close', resolve));
  await following.stop();
  await closed;
});

test('kinds that are read by namespace are watched by namespace', async () => {
  const api = await fakeApi();
  const following = follow(await connectWith(config(api.server.url)), { namespaces: ['a', 'b'] });
  await following.until('synced');
  const { response } = await api.watched('/api/v1/namespaces/b/pods');
  await api.watched('/api/v1/namespaces/a/pods');
  sendEvent(response, 'ADDED', pod('new', 'b'));
  await following.until('upsert Pod new');
});

test('lines are put together whatever chunks they come in', async () => {
  async function* chunks(size: number): AsyncIterable<Buffer> {
    const bytes = Buffer.from('one\ntwö\n\nthree');
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  for (const size of [1, 2, 5, 100]) {
    const found: string[] = [];
    for await (const line of lines(chunks(size))) found.push(line);
    expect(found).toEqual(['one', 'twö', 'three']);
  }
});

test.each([403, 405])(
  'what may be listed and not watched (%d) is read again and again, and stays known',
  async (status) => {
    const api = await fakeApi();
    api.lists.set(PODS, pods(1));
    let refused = 0;
    api.intercept = ({ path, query }, response) => {
      if (path !== PODS || query.watch === undefined || refused === 2) return false;
      refused++;
      api.lists.set(PODS, pods(2));
      refusal(response, status, status === 403 ? 'Forbidden' : 'MethodNotAllowed', 'no');
      return true;
    };
    const clock = quickClock();
    const following = follow(await connectWith(config(api.server.url), { clock }));
    for (const words of ['coverage Pod: full', 'synced', 'follow Pod: polled', 'retain Pod pod-0 pod-1'])
      await following.until(words);
    await following.until('follow Pod: watched');
    expect(refused).toBe(2);
    // Tried again after twenty lists, not with each.
    expect(clock.sleeps.filter((ms) => ms === 30_000)).toHaveLength(42);
  },
);

test('a list that is denied while it is read again and again is denied, and full once it is back', async () => {
  const api = await fakeApi();
  api.lists.set(PODS, pods(1));
  let lists = 0;
  api.intercept = ({ path, query }, response) => {
    if (path !== PODS || (query.watch === undefined && ++lists !== 3)) return false;
    refusal(response, 403, 'Forbidden', 'no');
    return true;
  };
  const following = follow(await connectWith(config(api.server.url), { clock: quickClock() }));
  await following.until('coverage Pod: denied');
  await following.until('coverage Pod: full');
  await following.stop();
});
