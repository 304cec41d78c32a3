/** What checks want to know of all namespaces, of some others, and in which order it is asked for. */
import type { ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import { createInventory } from '../../../src/inventory/index.ts';
import type { KindRequest, SourceEvent } from '../../../src/model/ports.ts';
import { requests } from '../../support/requests.ts';
import { drain, type FakeApi, fakeApi, follow, pods, said } from './fake-api.ts';
import { json, refusal } from './fake-server.ts';
import { config, connectWith, quickClock } from './setting.ts';

const REVIEW = '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews';
const PODS = '/api/v1/pods';
const EVERYWHERE: readonly KindRequest[] = [{ kind: 'Pod', everywhere: true, namespaces: [] }];

/** Refuses the paths; reviews allow everything in the namespaces. */
function deny(api: FakeApi, paths: readonly string[], allowed: readonly string[] = []): void {
  api.intercept = (seen, response) => {
    if (seen.path === REVIEW) return review((seen.body as { spec: { namespace: string } }).spec.namespace, response);
    if (!paths.includes(seen.path)) return false;
    refusal(response, 403, 'Forbidden', 'forbidden');
    return true;
  };
  const review = (namespace: string, response: ServerResponse): true => {
    const resourceRules = allowed.includes(namespace) ? [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }] : [];
    json(response, { status: { incomplete: false, resourceRules } }, 201);
    return true;
  };
}

function asked({ server }: FakeApi): readonly string[] {
  return server.seen.map(({ path }) => path).filter((path) => /\/(pods|services)$/.test(path));
}

function coverageIn(events: readonly SourceEvent[], namespace?: string): object {
  const inventory = createInventory();
  for (const event of events) inventory.apply(event);
  return inventory.coverage('Pod', namespace);
}

test('what is wanted everywhere is one list of the whole cluster, whatever namespaces the scan is about', async () => {
  const api = await fakeApi();
  api.lists.set(PODS, [...pods(1, 'a', 'a'), ...pods(1, 'b', 'b')]);
  const events = await drain(await connectWith(config(api.server.url)), { kinds: EVERYWHERE, namespaces: ['a'] });
  expect(said(events)).toEqual(['upsert Pod a-0 b-0', 'coverage Pod: full', 'synced']);
  expect(asked(api)).toEqual([PODS]);
  expect(coverageIn(events)).toEqual({ state: 'full' });
});

test('denied everywhere, it is read in the namespaces of the scan and in those that checks name', async () => {
  const api = await fakeApi();
  api.lists.set('/api/v1/namespaces/a/pods', pods(1, 'a', 'a'));
  api.lists.set('/api/v1/namespaces/dns/pods', pods(1, 'dns', 'dns'));
  deny(api, [PODS, '/api/v1/namespaces/b/pods', '/api/v1/namespaces/other/pods']);
  const events = await drain(await connectWith(config(api.server.url)), {
    kinds: [{ kind: 'Pod', everywhere: true, namespaces: ['dns', 'other'] }],
    namespaces: ['a', 'b'],
  });
  expect([...said(events)].sort()).toEqual(
    [
      'coverage Pod: denied',
      'upsert Pod a-0',
      'coverage Pod a: full',
      'coverage Pod b: denied',
      'upsert Pod dns-0',
      'coverage Pod dns: full',
      'coverage Pod other: denied',
      'warning: unknown, not passed: you may not list pods, pods in b. Checks that need them stay unknown.',
      'synced',
    ].sort(),
  );
  expect(coverageIn(events)).toEqual({ state: 'denied', reason: 'list pods is denied to you' });
  expect(coverageIn(events, 'a')).toEqual({ state: 'full' });
});

test('of a scan of everything, namespaces that checks name are read where the user may list them', async () => {
  const api = await fakeApi();
  api.lists.set('/api/v1/namespaces', [{ metadata: { name: 'a' } }]);
  deny(api, ['/api/v1/namespaces', PODS], ['default', 'dns']);
  const events = await drain(await connectWith(config(api.server.url)), {
    kinds: [...requests('Namespace'), { kind: 'Pod', everywhere: false, namespaces: ['dns', 'other'] }],
  });
  expect(asked(api).toSorted()).toEqual(['/api/v1/namespaces/default/pods', '/api/v1/namespaces/dns/pods', PODS]);
  expect(said(events)).toContain('coverage Pod other: denied');
  expect(said(events)).toContain(
    'warning: unknown, not passed: you may not list namespaces, pods. Checks that need them stay unknown.',
  );
});

test('where only the namespaces of the scan were read, that is what is said of all of them', async () => {
  const api = await fakeApi();
  const events = await drain(await connectWith(config(api.server.url)), { kinds: requests('Pod'), namespaces: ['a'] });
  expect(coverageIn(events)).toEqual({ state: 'denied', reason: 'only the namespaces of the scan were read' });
});

test('a namespace that a check names is followed once it may be read', async () => {
  const api = await fakeApi();
  const allowed: string[] = [];
  deny(api, [PODS], allowed);
  const following = follow(await connectWith(config(api.server.url), { clock: quickClock() }), {
    kinds: [{ kind: 'Pod', everywhere: false, namespaces: ['dns'] }],
  });
  await following.until('coverage Pod dns: denied');
  await following.until('synced');
  allowed.push('dns');
  await following.until('coverage Pod dns: full');
  await api.watched('/api/v1/namespaces/dns/pods');
});

test('everything that is about to be read is said before it is', async () => {
  const api = await fakeApi();
  const events = await drain(await connectWith(config(api.server.url)), {
    kinds: [...requests('Service'), ...EVERYWHERE],
    namespaces: ['a'],
  });
  expect(events.slice(0, 2)).toEqual([
    { type: 'coverage', kind: 'Service', namespace: 'a', coverage: { state: 'syncing' } },
    { type: 'coverage', kind: 'Pod', coverage: { state: 'syncing' } },
  ]);
});

test('kinds are asked for in the order in which they are wanted, after the namespaces', async () => {
  const api = await fakeApi();
  const kinds = requests('RoleBinding', 'Namespace', 'Role', 'Deployment', 'Service', 'Pod');
  const limits = { inFlight: 1, perSecond: 1000, burst: 1000 };
  await drain(await connectWith(config(api.server.url), { limits }), { kinds });
  const lists = api.server.seen.filter(({ query }) => query.limit !== undefined);
  expect(lists.map(({ path }) => path.split('/').at(-1))).toEqual([
    'namespaces',
    'rolebindings',
    'roles',
    'deployments',
    'services',
    'pods',
  ]);
});

const ROLES = '/apis/rbac.authorization.k8s.io/v1/roles';

test('pods are asked for when the other kinds were read to their last page', async () => {
  const api = await fakeApi();
  api.lists.set(
    ROLES,
    ['a', 'b', 'c'].map((name) => ({ metadata: { name, namespace: 'a' } })),
  );
  const clock = { ...quickClock(), sleep: () => new Promise<never>(() => undefined) };
  const connection = await connectWith(config(api.server.url), { clock, pageSize: 1 });
  await drain(connection, { kinds: requests('Role', 'Pod') });
  const lists = api.server.seen.filter(({ query }) => query.limit !== undefined);
  expect(lists.map(({ path }) => path)).toEqual([ROLES, ROLES, ROLES, PODS]);
});

test('a kind that takes long does not keep pods waiting for it', async () => {
  const api = await fakeApi();
  let arePodsAsked: () => void = () => undefined;
  const podsAsked = new Promise<void>((resolve) => {
    arePodsAsked = resolve;
  });
  api.intercept = ({ path }, response) => {
    if (path === PODS) arePodsAsked();
    if (path !== ROLES) return false;
    void podsAsked.then(() => json(response, { kind: 'List', metadata: { resourceVersion: '1' }, items: [] }));
    return true;
  };
  const connection = await connectWith(config(api.server.url), { clock: quickClock() });
  const events = await drain(connection, { kinds: requests('Role', 'Pod') });
  expect(said(events)).toEqual(expect.arrayContaining(['coverage Role: full', 'coverage Pod: full', 'synced']));
});
