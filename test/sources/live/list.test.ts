import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withoutManagedFields } from '../../../src/sources/live/read/slim.ts';
import { requests } from '../../support/requests.ts';
import { drain, fakeApi, pod, pods, said } from './fake-api.ts';
import { json, refusal } from './fake-server.ts';
import { config, connectWith, quickClock } from './setting.ts';

const PODS = '/api/v1/pods';
const NAMESPACES = '/api/v1/namespaces';

test('pages follow one another until the last, and nothing is asked twice', async () => {
  const api = await fakeApi();
  api.lists.set(PODS, pods(5));
  const events = await drain(await connectWith(config(api.server.url), { pageSize: 2 }));
  expect(said(events)).toEqual([
    'coverage Namespace: full',
    'upsert Pod pod-0 pod-1',
    'upsert Pod pod-2 pod-3',
    'upsert Pod pod-4',
    'coverage Pod: full',
    'synced',
  ]);
  const asked = api.server.seen.filter(({ path }) => path === PODS).map(({ query }) => query);
  expect(asked).toEqual([{ limit: '2' }, { limit: '2', continue: '2' }, { limit: '2', continue: '4' }]);
});

test('objects get the type of their list, and lose their managed fields but not their managers', async () => {
  const api = await fakeApi();
  api.lists.set(PODS, pods(1));
  const events = await drain(await connectWith(config(api.server.url)));
  const upsert = events.find((event) => event.type === 'upsert');
  expect(upsert).toMatchObject({
    items: [{ object: { apiVersion: 'v1', kind: 'Pod' }, facts: { managers: ['kubectl'] } }],
  });
  expect(JSON.stringify(upsert)).not.toContain('managedFields');
});

test('a page is asked for before the one before it has come in full', async () => {
  const api = await fakeApi();
  const order: string[] = [];
  api.intercept = ({ path, query }, response) => {
    if (path !== PODS) return false;
    if (query.continue === undefined) {
      response
        .writeHead(200)
        .write('{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"1","continue":"next"},"items":[');
      // The rest comes only once the second page was asked for.
      finishFirst = () => response.end(`${JSON.stringify(pod('first'))}]}`);
      return true;
    }
    order.push('second asked');
    json(response, { kind: 'List', metadata: { resourceVersion: '1' }, items: [pod('second')] });
    finishFirst();
    return true;
  };
  let finishFirst: () => void = () => undefined;
  const events = await drain(await connectWith(config(api.server.url)));
  expect(order).toEqual(['second asked']);
  expect(said(events).filter((text) => text.startsWith('upsert'))).toEqual(['upsert Pod first', 'upsert Pod second']);
});

test('a page that broke off and came again goes on where it ends now, not where it ended at first', async () => {
  const api = await fakeApi();
  let tries = 0;
  api.intercept = ({ path, query }, response) => {
    if (path !== PODS) return false;
    if (query.continue === 'old')
      json(response, { kind: 'List', metadata: { resourceVersion: '1' }, items: [pod('of-the-old')] });
    else if (query.continue === 'new')
      json(response, { kind: 'List', metadata: { resourceVersion: '2' }, items: [pod('second')] });
    else if (tries++ === 0)
      response.write('{"kind":"List","metadata":{"resourceVersion":"1","continue":"old"},"items":[', () =>
        response.destroy(),
      );
    else json(response, { kind: 'List', metadata: { resourceVersion: '2', continue: 'new' }, items: [pod('first')] });
    return true;
  };
  const events = await drain(await connectWith(config(api.server.url), { clock: quickClock() }));
  expect(said(events).filter((text) => text.startsWith('upsert'))).toEqual(['upsert Pod first', 'upsert Pod second']);
});

test('a list that expired between two pages is started again, and what it no longer holds is dropped', async () => {
  const api = await fakeApi();
  api.lists.set(PODS, pods(3));
  let expirations = 1;
  api.intercept = ({ path, query }, response) => {
    if (path !== PODS || query.continue === undefined || expirations-- === 0) return false;
    api.lists.set(PODS, pods(2));
    refusal(response, 410, 'Expired', 'The provided continue parameter is too old');
    return true;
  };
  const events = await drain(await connectWith(config(api.server.url), { pageSize: 2 }));
  expect(said(events)).toEqual([
    'coverage Namespace: full',
    'upsert Pod pod-0 pod-1',
    'upsert Pod pod-0 pod-1',
    'retain Pod pod-0 pod-1',
    'coverage Pod: full',
    'synced',
  ]);
});

test('a kind that the server does not serve is absent, without a message', async () => {
  const api = await fakeApi();
  api.intercept = ({ path }, response) => {
    if (!path.includes('networkpolicies')) return false;
    refusal(response, 404, 'NotFound', 'the server could not find the requested resource');
    return true;
  };
  const events = await drain(await connectWith(config(api.server.url)), { kinds: requests('NetworkPolicy') });
  expect(said(events)).toEqual(['coverage NetworkPolicy: absent', 'synced']);
});

test('a server error is an error of coverage and a message, and the rest is read all the same', async () => {
  const api = await fakeApi();
  api.lists.set(PODS, pods(1));
  api.intercept = ({ path }, response) => {
    if (path !== NAMESPACES) return false;
    refusal(response, 500, 'InternalError', 'etcd is gone');
    return true;
  };
  const events = await drain(await connectWith(config(api.server.url)));
  expect(said(events)).toEqual([
    'coverage Namespace: error',
    'error: list namespaces failed: etcd is gone',
    'upsert Pod pod-0',
    'coverage Pod: full',
    'synced',
  ]);
});

test('a server that stops answering in the middle of a list is an error, said once for all kinds', async () => {
  const api = await fakeApi();
  api.intercept = (_, response) => {
    response.writeHead(200).write('{"metadata":{"resourceVersion":"1"},"items":[');
    return true;
  };
  const connection = await connectWith(config(api.server.url), { timeouts: { idle: 100 }, clock: quickClock() });
  const events = await drain(connection, { kinds: requests('Pod', 'Service', 'Role') });
  const texts = said(events);
  expect(texts.filter((text) => text.startsWith('coverage'))).toEqual(
    expect.arrayContaining(['coverage Pod: error', 'coverage Service: error', 'coverage Role: error']),
  );
  expect(texts.filter((text) => text.startsWith('error'))).toEqual([
    expect.stringContaining('stopped responding: no data for 100 ms (list '),
  ]);
});

test.each([
  ['no list', { hello: 'world' }, 'is not a list'],
  ['a list without items', { kind: 'List', metadata: {}, items: { a: 1 } }, 'has no list of items'],
  ['a list that says nothing of items', { kind: 'PodList', apiVersion: 'v1', metadata: {} }, 'has no list of items'],
  ['a Status', { kind: 'Status', apiVersion: 'v1', metadata: {}, items: [] }, 'is a v1 Status, not a list of pods'],
  ['of another kind', { kind: 'ServiceList', apiVersion: 'v1', metadata: {}, items: [] }, 'not a list of pods'],
  ['of another group', { kind: 'PodList', apiVersion: 'x.io/v1', metadata: {}, items: [] }, 'not a list of pods'],
  ['of no kind', { metadata: {}, items: [] }, 'is a document without a kind, not a list of pods'],
])('an answer that is %s is an error, not an empty cluster', async (_, answer, how) => {
  const api = await fakeApi();
  api.intercept = ({ path }, response) => {
    if (path !== PODS) return false;
    json(response, answer);
    return true;
  };
  const events = await drain(await connectWith(config(api.server.url)));
  expect(said(events)).toContainEqual(expect.stringContaining(`${how} (list pods on ${api.server.url}`));
});

test('an object without a name is said aloud, the others are read', async () => {
  const api = await fakeApi();
  api.lists.set(PODS, [{ metadata: {} }, ...pods(1)]);
  const events = await drain(await connectWith(config(api.server.url)));
  expect(said(events)).toContain('error: an object of list pods is unreadable: Pod without metadata.name');
  expect(said(events)).toContain('upsert Pod pod-0');
});

test('an abort ends a stream that waits', async () => {
  const api = await fakeApi();
  api.intercept = ({ path }) => path === PODS;
  const connection = await connectWith(config(api.server.url));
  const controller = new AbortController();
  const reason = new Error('enough');
  const kinds = requests('Pod');
  const stream = connection.source.stream({ kinds, evidence: [], namespaces: [], watch: false }, controller.signal);
  const ended = (async () => {
    for await (const _ of stream) controller.abort(reason);
  })();
  await expect(ended).rejects.toBe(reason);
});

const meta = fc.record(
  {
    name: fc.string(),
    annotations: fc.dictionary(fc.string(), fc.constantFrom('}]},"spec":', '"managedFields":[', '}]}}', 'x')),
    ownerReferences: fc.array(fc.record({ name: fc.string() })),
    managedFields: fc.array(
      fc.record({
        manager: fc.constantFrom('a', 'b "q"', '}]},"spec":', 'kustomize-controller'),
        operation: fc.constantFrom('Update', 'Apply'),
        fieldsV1: fc.dictionary(
          fc.constantFrom('f:x', 'k:{"p":"}]}}"}', 'v:{"a":[{}]},', 'f:}]},"spec":'),
          fc.constant({}),
        ),
      }),
      { minLength: 1 },
    ),
  },
  { requiredKeys: ['name'] },
);
const item = fc.record(
  { metadata: meta, spec: fc.jsonValue(), status: fc.jsonValue() },
  { requiredKeys: ['metadata'] },
);

test('making a list smaller before it is parsed changes nothing but the fields of its managers', () => {
  fc.assert(
    fc.property(fc.array(item), (items) => {
      const list = { kind: 'List', metadata: { resourceVersion: '1' }, items };
      const slim = JSON.parse(withoutManagedFields(JSON.stringify(list)));
      const expected = { ...list, items: items.map(withManagersOnly) };
      expect({ ...slim, items: slim.items.map(withManagersOnly) }).toEqual(JSON.parse(JSON.stringify(expected)));
    }),
    { numRuns: 500 },
  );
});

/** Managers and operations, once each. */
function withManagersOnly(value: { metadata: { managedFields?: readonly { manager: string; operation: string }[] } }) {
  const { managedFields, ...rest } = value.metadata;
  if (managedFields === undefined) return value;
  const entries = new Set(managedFields.map(({ manager, operation }) => JSON.stringify([manager, operation])));
  return { ...value, metadata: { ...rest, managedFields: [...entries] } };
}

test('of who applies the fields are kept, unless the name says who it is', () => {
  const fieldsV1 = { 'f:spec': { 'k:{"name":"}],{\\"manager\\":\\""}': {} } };
  const managedFields = [
    { manager: 'deployer', operation: 'Apply', apiVersion: 'v1', fieldsV1 },
    { manager: 'kustomize-controller', operation: 'Apply', apiVersion: 'v1', fieldsV1 },
    { manager: 'kubectl-edit', operation: 'Update', apiVersion: 'v1', fieldsV1, subresource: 'status' },
    { manager: 'other', operation: 'Apply', apiVersion: 'v1', fieldsV1, subresource: 'status' },
  ];
  const text = JSON.stringify({ items: [{ metadata: { name: 'a', managedFields }, spec: {} }] });
  expect(JSON.parse(withoutManagedFields(text)).items[0].metadata.managedFields).toEqual([
    managedFields[0],
    { manager: 'kustomize-controller', operation: 'Apply' },
    { manager: 'kubectl-edit', operation: 'Update' },
    managedFields[3],
  ]);
});

test('managed fields really go before the parse', () => {
  const text = JSON.stringify({
    items: [
      {
        metadata: { name: 'a', managedFields: [{ manager: 'm', operation: 'Update', fieldsV1: { 'f:x': {} } }] },
        spec: {},
      },
    ],
  });
  expect(withoutManagedFields(text)).toBe(
    '{"items":[{"metadata":{"name":"a","managedFields":[{"manager":"m","operation":"Update"}]},"spec":{}}]}',
  );
});
