/** An API server over a map of objects, as small as a scan, a run and its undo need it; it counts who asked. */
import type { ServerResponse } from 'node:http';
import { KINDS, type KindInfo } from '../../src/kube/kinds.ts';
import { fakeServer, greeting, json, notFoundAt, type Seen, type ServerOptions } from '../sources/live/fake-server.ts';
import { patched } from './json-patch.ts';

type Stored = { readonly metadata: Record<string, unknown> } & Record<string, unknown>;

export interface StubCluster {
  readonly url: string;
  readonly seen: readonly Seen[];
  /** That were ever made. */
  connections(): number;
  /** By path: `/api/v1/namespaces/shop`. */
  readonly objects: Map<string, Stored>;
  /** Asked before anything else; true: answered. */
  intercept: (seen: Seen, response: ServerResponse) => boolean;
  /** Requests that would have stored something. */
  writes(): readonly string[];
}

const DISCOVERED = new Map<string, readonly KindInfo[]>(
  Map.groupBy(Object.values(KINDS), ({ group, version }) =>
    group === '' ? `/api/${version}` : `/apis/${group}/${version}`,
  ),
);

/** Every API server answers to this; of custom resources it has none. */
const NO_GROUPS = { kind: 'APIGroupList', apiVersion: 'v1', groups: [] };

/** A cluster with one namespace `shop` and one workload in it that the checks complain of. */
export async function stubCluster(options: ServerOptions = {}): Promise<StubCluster> {
  const objects = new Map<string, Stored>();
  let version = 1;
  const server = await fakeServer(
    greeting((seen, response) => {
      if (stub.intercept(seen, response)) return;
      if (seen.path.endsWith('/selfsubjectaccessreviews')) return json(response, { status: { allowed: true } }, 201);
      if (seen.path === '/apis') return json(response, NO_GROUPS);
      const isDryRun = seen.query.dryRun === 'All' || isDryRunBody(seen.body);
      const resources = DISCOVERED.get(seen.path);
      if (resources !== undefined) return json(response, discovery(resources));
      const stored = objects.get(seen.path);
      if (seen.method === 'GET' && isCollection(seen.path)) return json(response, listOf(objects, seen.path));
      if (seen.method === 'POST') {
        const made = seen.body as Stored;
        const path = `${seen.path}/${String(made.metadata.name)}`;
        const object = {
          ...made,
          metadata: { ...made.metadata, uid: `uid-${path}`, resourceVersion: String(++version) },
        };
        if (!isDryRun) objects.set(path, object);
        return json(response, object, 201);
      }
      if (stored === undefined) return notFoundAt(response, seen.path);
      if (seen.method === 'GET') return json(response, stored);
      if (seen.method === 'DELETE') {
        if (!isDryRun) objects.delete(seen.path);
        return json(response, { kind: 'Status', status: 'Success' });
      }
      const now = patched(stored, seen.body as never) as Stored;
      const object = { ...now, metadata: { ...now.metadata, resourceVersion: String(++version) } };
      if (!isDryRun) objects.set(seen.path, object);
      json(response, object);
    }),
    options,
  );
  const stub: StubCluster = {
    url: server.url,
    seen: server.seen,
    connections: server.connections,
    objects,
    intercept: () => false,
    writes: () =>
      server.seen
        .filter(({ method, path }) => method !== 'GET' && !path.includes('/selfsubject'))
        .filter(({ query, body }) => query.dryRun !== 'All' && !isDryRunBody(body))
        .map(({ method, path }) => `${method} ${path}`),
  };
  for (const [path, object] of CONTENT) objects.set(path, object);
  return stub;
}

function isDryRunBody(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'dryRun' in body;
}

function isCollection(path: string): boolean {
  const [, api, ...rest] = path.split('/');
  const inVersion = api === 'api' ? rest.slice(1) : rest.slice(2);
  return inVersion.length === 1 || (inVersion[0] === 'namespaces' && inVersion.length === 3);
}

/** Of one namespace, or of all. */
function listOf(objects: ReadonlyMap<string, Stored>, path: string): object {
  const [, base = '', resource = ''] = /^(.*)\/([a-z]+)$/.exec(path) ?? [];
  const inside = new RegExp(`^${base}(/namespaces/[^/]+)?/${resource}/[^/]+$`);
  const items = [...objects].filter(([each]) => inside.test(each)).map(([, object]) => object);
  return { kind: 'List', apiVersion: 'v1', metadata: { resourceVersion: '1' }, items };
}

function discovery(resources: readonly KindInfo[]): object {
  return {
    kind: 'APIResourceList',
    resources: resources.map(({ plural, kind, namespaced }) => ({ name: plural, kind, namespaced, verbs: ['list'] })),
  };
}

const CONTENT: readonly (readonly [string, Stored])[] = [
  [
    '/api/v1/namespaces/shop',
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', uid: 'uid-shop', resourceVersion: '1' } },
  ],
  [
    '/apis/apps/v1/namespaces/shop/deployments/web',
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web', namespace: 'shop', uid: 'uid-web', resourceVersion: '1' },
      spec: {
        replicas: 0,
        selector: { matchLabels: { app: 'web' } },
        template: {
          metadata: { labels: { app: 'web' } },
          spec: { containers: [{ name: 'web', image: 'registry.example/web:1' }] },
        },
      },
    },
  ],
];
