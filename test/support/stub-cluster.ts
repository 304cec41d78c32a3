/** An API server over a map of objects, as small as a scan, a run and its undo need it; it counts who asked. */
import type { ServerResponse } from 'node:http';
import { fakeServer, greeting, json, notFoundAt, type Seen, type ServerOptions } from '../sources/live/fake-server.ts';
import { patched } from './json-patch.ts';
import { CONTENT, listAt, type Stored } from './stub-lists.ts';

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

interface StubOptions extends ServerOptions {
  /** Of its namespace kube-system: clusters with the same one are the same cluster. */
  readonly uid?: string;
}

/** A cluster with one namespace `shop` and one workload in it that the checks complain of. */
export async function stubCluster(options: StubOptions = {}): Promise<StubCluster> {
  const objects = new Map<string, Stored>();
  let version = 1;
  const server = await fakeServer(
    greeting((seen, response) => {
      if (stub.intercept(seen, response)) return;
      if (seen.path.endsWith('/selfsubjectaccessreviews')) return json(response, { status: { allowed: true } }, 201);
      const isDryRun = seen.query.dryRun === 'All' || isDryRunBody(seen.body);
      const stored = objects.get(seen.path);
      const list = seen.method === 'GET' ? listAt(seen.path, objects, seen.headers.accept) : undefined;
      if (list !== undefined) return json(response, list);
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
    }, options.uid),
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
