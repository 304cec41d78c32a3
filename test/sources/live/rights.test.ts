import type { ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import { requests } from '../../support/requests.ts';
import { drain, type FakeApi, fakeApi, pods, said } from './fake-api.ts';
import { json, refusal, type Seen } from './fake-server.ts';
import { config, connect, connectWith, folder, quickClock, write } from './setting.ts';

const REVIEW = '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews';

function forbidden(response: ServerResponse): true {
  refusal(response, 403, 'Forbidden', 'pods is forbidden: User "jane" cannot list resource "pods"');
  return true;
}

/** Denies the paths, and answers reviews with the rules of their namespace. */
function deny(api: FakeApi, paths: readonly string[], rules: Readonly<Record<string, object>> = {}): void {
  api.intercept = (seen, response) => {
    if (seen.path === REVIEW) return review(seen, response, rules);
    return paths.includes(seen.path) ? forbidden(response) : false;
  };
}

function review({ body }: Seen, response: ServerResponse, rules: Readonly<Record<string, object>>): true {
  const { namespace } = (body as { spec: { namespace: string } }).spec;
  json(response, { status: rules[namespace] ?? { incomplete: true, resourceRules: [] } }, 201);
  return true;
}

function namespaces(...names: readonly string[]): readonly object[] {
  return names.map((name) => ({ metadata: { name } }));
}

test('denied for the whole cluster, a kind is read in every namespace where that is allowed', async () => {
  const api = await fakeApi();
  api.lists.set('/api/v1/namespaces', namespaces('a', 'b', 'c'));
  api.lists.set('/api/v1/namespaces/a/pods', pods(1, 'a', 'a'));
  api.lists.set('/api/v1/namespaces/b/pods', pods(1, 'b', 'b'));
  deny(api, ['/api/v1/pods', '/api/v1/namespaces/b/pods'], {
    a: { incomplete: false, resourceRules: [{ verbs: ['*'], apiGroups: [''], resources: ['*'] }] },
    c: { incomplete: false, resourceRules: [{ verbs: ['get'], apiGroups: [''], resources: ['pods'] }] },
  });
  const events = await drain(await connectWith(config(api.server.url)));
  expect([...said(events)].sort()).toEqual(
    [
      'upsert Namespace a b c',
      'coverage Namespace: full',
      'coverage Pod: denied',
      'upsert Pod a-0',
      'coverage Pod a: full',
      'coverage Pod b: denied',
      'coverage Pod c: denied',
      'warning: unknown, not passed: you may not list pods, pods in b. Checks that need them stay unknown.',
      'synced',
    ].sort(),
  );
  // What the review ruled out was not asked for.
  expect(api.server.seen.some(({ path }) => path === '/api/v1/namespaces/c/pods')).toBe(false);
  expect(events).toContainEqual({
    type: 'coverage',
    kind: 'Pod',
    namespace: 'c',
    coverage: { state: 'denied', reason: 'list pods in c is denied to you' },
  });
});

test('rules with names, of other groups or of other resources allow no list', async () => {
  const api = await fakeApi();
  api.lists.set('/api/v1/namespaces', namespaces('a'));
  deny(api, ['/api/v1/pods'], {
    a: {
      incomplete: false,
      resourceRules: [
        { verbs: ['list'], apiGroups: [''], resources: ['pods'], resourceNames: ['one'] },
        { verbs: ['list'], apiGroups: ['apps'], resources: ['pods'] },
        { verbs: ['list'], apiGroups: [''], resources: ['pods/log'] },
      ],
    },
  });
  const events = await drain(await connectWith(config(api.server.url)));
  expect(said(events)).toContain('coverage Pod a: denied');
});

test('without the right to list namespaces, the namespace of the context is read', async () => {
  const api = await fakeApi();
  api.lists.set('/api/v1/namespaces/shop/pods', pods(1));
  deny(api, ['/api/v1/namespaces', '/api/v1/pods']);
  const before = api.intercept;
  api.intercept = (seen, response) => {
    if (seen.path !== '/api/v1/namespaces/shop') return before(seen, response);
    json(response, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } });
    return true;
  };
  const file = write(folder(), 'config', config(api.server.url));
  const events = await drain(await connect({ kubeconfig: file, namespace: 'shop' }));
  expect(said(events)).toEqual([
    'coverage Namespace: denied',
    'upsert Namespace shop',
    'coverage Namespace shop: full',
    'coverage Pod: denied',
    'upsert Pod pod-0',
    'coverage Pod shop: full',
    'warning: unknown, not passed: you may not list namespaces, pods. Checks that need them stay unknown.',
    'synced',
  ]);
});

test('given namespaces are read one by one, and nothing is listed for the whole cluster but cluster-scoped kinds', async () => {
  const api = await fakeApi();
  api.lists.set('/api/v1/namespaces/a/pods', pods(1, 'a', 'a'));
  api.lists.set('/apis/rbac.authorization.k8s.io/v1/clusterroles', [{ metadata: { name: 'view' } }]);
  deny(api, ['/api/v1/namespaces/b/pods']);
  const events = await drain(await connectWith(config(api.server.url)), {
    kinds: requests('Pod', 'ClusterRole'),
    namespaces: ['a', 'b'],
  });
  expect([...said(events)].sort()).toEqual(
    [
      'upsert Pod a-0',
      'coverage Pod a: full',
      'coverage Pod b: denied',
      'upsert ClusterRole view',
      'coverage ClusterRole: full',
      'warning: unknown, not passed: you may not list pods in b. Checks that need them stay unknown.',
      'synced',
    ].sort(),
  );
  expect(api.server.seen.some(({ path }) => path === '/api/v1/pods')).toBe(false);
});

test('besides given namespaces only those are read that checks name, and its denial is no warning', async () => {
  const api = await fakeApi();
  api.lists.set('/api/v1/namespaces/a/pods', pods(1, 'a', 'a'));
  api.lists.set('/api/v1/namespaces/a/services', []);
  api.lists.set('/api/v1/namespaces/kube-system/services', [
    { metadata: { name: 'kube-dns', namespace: 'kube-system' } },
  ]);
  deny(api, ['/api/v1/namespaces/dns/services']);
  const events = await drain(await connectWith(config(api.server.url)), {
    kinds: [...requests('Pod'), { kind: 'Service', everywhere: false, namespaces: ['a', 'kube-system', 'dns'] }],
    namespaces: ['a'],
  });
  expect([...said(events)].sort()).toEqual(
    [
      'upsert Pod a-0',
      'coverage Pod a: full',
      'coverage Service a: full',
      'upsert Service kube-dns',
      'coverage Service kube-system: full',
      'coverage Service dns: denied',
      'synced',
    ].sort(),
  );
});

test('a cluster-scoped kind that is denied has nowhere else to look', async () => {
  const api = await fakeApi();
  deny(api, ['/api/v1/nodes']);
  const events = await drain(await connectWith(config(api.server.url)), { kinds: requests('Node') });
  expect(said(events)).toEqual([
    'coverage Node: denied',
    'warning: unknown, not passed: you may not list nodes. Checks that need them stay unknown.',
    'synced',
  ]);
});

test('a given namespace that is not there is absent', async () => {
  const api = await fakeApi();
  deny(api, ['/api/v1/namespaces']);
  const events = await drain(await connectWith(config(api.server.url)), {
    kinds: requests('Namespace'),
    namespaces: ['gone'],
  });
  expect(said(events)).toContain('coverage Namespace gone: absent');
});

test('custom workloads are said to be absent, not to be none', async () => {
  const api = await fakeApi();
  const events = await drain(await connectWith(config(api.server.url)), { kinds: requests('CustomWorkload') });
  expect(said(events)).toEqual(['coverage CustomWorkload: absent', 'synced']);
});

test('150 namespaces are read four at a time, as fast as the server answers', async () => {
  const api = await fakeApi();
  const names = Array.from({ length: 150 }, (_, at) => `ns-${at}`);
  api.lists.set('/api/v1/namespaces', namespaces(...names));
  let open = 0;
  let most = 0;
  api.intercept = (seen, response) => {
    most = Math.max(most, ++open);
    response.on('close', () => open--);
    if (seen.path === REVIEW) return review(seen, response, {});
    return seen.path === '/api/v1/pods' || seen.path === '/api/v1/services' ? forbidden(response) : false;
  };
  const clock = quickClock();
  const connection = await connectWith(config(api.server.url), { clock });
  const events = await drain(connection, { kinds: requests('Namespace', 'Service', 'Pod') });
  expect(said(events).filter((line) => line.startsWith('coverage Pod ns-') && line.endsWith('full')).length).toBe(150);
  // One wait lets what comes before pods go first; none is for the pace.
  expect(clock.sleeps.filter((ms) => ms !== 1000)).toEqual([]);
  expect(most).toBeLessThanOrEqual(4);
});
