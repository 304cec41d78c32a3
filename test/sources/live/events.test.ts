/** Events: only those that tell why nothing was made are asked for, when they are listed and when they are followed. */
import { expect, test } from 'vitest';
import { drain, fakeApi, follow } from './fake-api.ts';
import { config, connectWith } from './setting.ts';

const EVENTS = '/api/v1/events';
const KINDS = [{ kind: 'Event', everywhere: false, namespaces: [] }] as const;

test('events of other reasons are neither listed nor followed', async () => {
  const api = await fakeApi();
  api.lists.set(EVENTS, []);
  const following = follow(await connectWith(config(api.server.url)), { kinds: KINDS });
  await following.until('synced');
  await api.watched(EVENTS);
  const asked = api.server.seen.filter(({ path }) => path === EVENTS);
  expect(asked.map(({ query }) => [query.watch, query.fieldSelector])).toEqual([
    [undefined, 'reason=FailedCreate'],
    ['1', 'reason=FailedCreate'],
  ]);
});

test('when a StatefulSet was changed is known from a list as well as from a watch', async () => {
  const api = await fakeApi();
  const managedFields = [
    { manager: 'm', operation: 'Update', apiVersion: 'apps/v1', time: '2026-11-20T10:00:00Z', fieldsV1: {} },
    {
      ...{ manager: 'c', operation: 'Update', apiVersion: 'apps/v1', time: '2026-11-20T11:00:00Z', fieldsV1: {} },
      subresource: 'status',
    },
  ];
  const metadata = { name: 'db', namespace: 'shop', managedFields };
  api.lists.set('/apis/apps/v1/statefulsets', [{ metadata, spec: {} }]);
  const events = await drain(await connectWith(config(api.server.url)), {
    kinds: [{ kind: 'StatefulSet', everywhere: false, namespaces: [] }],
  });
  const items = events.flatMap((event) => (event.type === 'upsert' ? event.items : []));
  expect(items.map(({ facts }) => facts?.changedAt)).toEqual(['2026-11-20T10:00:00Z']);
});
