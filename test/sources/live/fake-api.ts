/** A small API server over lists held in memory: paging, watches, rights. Enough to fail in every way a test wants. */
import type { ServerResponse } from 'node:http';
import { onTestFinished } from 'vitest';
import { KINDS } from '../../../src/kube/kinds.ts';
import type { SourceEvent, StreamOptions } from '../../../src/model/ports.ts';
import type { LiveConnection } from '../../../src/sources/live/index.ts';
import { requests } from '../../support/requests.ts';
import {
  type FakeServer,
  fakeServer,
  greeting,
  type Handler,
  json,
  notFoundAt,
  refusal,
  type Seen,
} from './fake-server.ts';

export interface FakeApi {
  readonly server: FakeServer;
  /** Items by collection path. */
  readonly lists: Map<string, readonly object[]>;
  /** Open watches by collection path. */
  readonly watches: Map<string, ServerResponse>;
  /** Served resources by path of their group and version: `/apis/example.com/v1`. Groups in the order in which they came. */
  readonly served: Map<string, readonly ServedResource[]>;
  /** Asked before anything else; true: answered. */
  intercept: (seen: Seen, response: ServerResponse) => boolean;
  version: number;
  /** Resolves with the next watch that is opened on the path. */
  watched(path: string): Promise<{ readonly response: ServerResponse; readonly from: string }>;
}

export interface ServedResource {
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
}

const CORE = Object.values(KINDS)
  .filter(({ group }) => group === '')
  .map(({ plural }) => ({ name: plural }));
const LIST = /^\/apis?\/(?:[^/]+\/)?v1[a-z0-9]*(?:\/namespaces\/[^/]+)?\/[a-z]+$/;

export async function fakeApi(): Promise<FakeApi> {
  const waiting = new Map<string, ((opened: { response: ServerResponse; from: string }) => void)[]>();
  const opened = new Map<string, { response: ServerResponse; from: string }[]>();
  const handler: Handler = (seen, response) => {
    if (api.intercept(seen, response)) return;
    if (seen.path === '/apis') return json(response, groupList(api));
    if (seen.path === '/api/v1') return json(response, { kind: 'APIResourceList', resources: CORE });
    const resources = api.served.get(seen.path);
    if (resources !== undefined) return json(response, { kind: 'APIResourceList', resources });
    if (/^\/api\/v1\/namespaces\/[^/]+$/.test(seen.path)) return notFoundAt(response, seen.path);
    if (!LIST.test(seen.path))
      return refusal(response, 404, 'NotFound', 'the server could not find the requested resource');
    if (seen.query.watch === undefined) return page(api, seen, response);
    response.writeHead(200, { 'content-type': 'application/json' });
    response.flushHeaders();
    api.watches.set(seen.path, response);
    const watch = { response, from: seen.query.resourceVersion ?? '' };
    const next = waiting.get(seen.path)?.shift();
    if (next !== undefined) next(watch);
    else opened.set(seen.path, [...(opened.get(seen.path) ?? []), watch]);
  };
  const api: FakeApi = {
    server: await fakeServer(greeting(handler)),
    lists: new Map(),
    watches: new Map(),
    served: new Map(),
    version: 100,
    intercept: () => false,
    watched: (path) => {
      const [first, ...rest] = opened.get(path) ?? [];
      opened.set(path, rest);
      if (first !== undefined) return Promise.resolve(first);
      return new Promise((resolve) => waiting.set(path, [...(waiting.get(path) ?? []), resolve]));
    },
  };
  return api;
}

/** The first version of a group is the preferred one. */
function groupList({ served }: FakeApi): object {
  const parts = [...served.keys()].map((path) => path.split('/').slice(2));
  const groups = [...Map.groupBy(parts, ([group]) => group)].map(([name, all]) => {
    const versions = all.map(([group, version]) => ({ groupVersion: `${group}/${version}`, version }));
    return { name, versions: versions.toReversed(), preferredVersion: versions[0] };
  });
  return { kind: 'APIGroupList', apiVersion: 'v1', groups };
}

function page(api: FakeApi, { path, query }: Seen, response: ServerResponse): void {
  const items = api.lists.get(path) ?? [];
  const from = Number(query.continue ?? 0);
  const to = from + Number(query.limit ?? items.length);
  const metadata = { resourceVersion: String(api.version), ...(to < items.length ? { continue: String(to) } : {}) };
  json(response, { kind: 'List', apiVersion: 'v1', metadata, items: items.slice(from, to) });
}

export function pods(count: number, namespace = 'shop', prefix = 'pod'): readonly object[] {
  return Array.from({ length: count }, (_, at) => pod(`${prefix}-${at}`, namespace));
}

export function pod(name: string, namespace = 'shop', more: object = {}): object {
  return {
    metadata: { name, namespace, uid: `uid-${name}`, managedFields: [{ manager: 'kubectl', operation: 'Update' }] },
    spec: { containers: [{ name: 'app' }] },
    ...more,
  };
}

export function sendEvent(response: ServerResponse, type: string, object: object): void {
  response.write(`${JSON.stringify({ type, object })}\n`);
}

export const OPTIONS: StreamOptions = {
  kinds: requests('Namespace', 'Pod'),
  evidence: [],
  namespaces: [],
  watch: false,
};

/** Everything of a stream that ends by itself. */
export async function drain(connection: LiveConnection, options: Partial<StreamOptions> = {}): Promise<SourceEvent[]> {
  const events: SourceEvent[] = [];
  const stream = connection.source.stream({ ...OPTIONS, ...options }, new AbortController().signal);
  for await (const event of stream) events.push(event);
  return events;
}

/** Events in few words: `upsert Pod a b`, `coverage Pod shop: denied`. */
export function said(events: readonly SourceEvent[]): readonly string[] {
  return events.flatMap((event) => {
    switch (event.type) {
      case 'upsert':
        return `upsert ${event.kind} ${event.items.map(({ object }) => object.metadata.name).join(' ')}`;
      case 'remove':
      case 'retain':
        return `${event.type} ${event.kind} ${event.refs.map(({ name }) => name).join(' ')}`;
      case 'coverage': {
        if (event.coverage.state === 'syncing') return [];
        return `coverage ${event.kind}${event.namespace === undefined ? '' : ` ${event.namespace}`}: ${event.coverage.state}`;
      }
      case 'follow':
        return `follow ${event.kind}: ${event.polled === undefined ? 'watched' : 'polled'}`;
      case 'message':
        return `${event.level}: ${event.text}`;
      default:
        return event.type;
    }
  });
}

export interface Following {
  readonly events: SourceEvent[];
  /** Resolves once an event in these words has come; what came before is taken away. */
  until(words: string): Promise<void>;
  stop(): Promise<void>;
}

/** Reads a stream that does not end. */
export function follow(connection: LiveConnection, options: Partial<StreamOptions> = {}): Following {
  const controller = new AbortController();
  const events: SourceEvent[] = [];
  let wake: () => void = () => undefined;
  const stream = { ...OPTIONS, kinds: requests('Pod'), watch: true, ...options };
  const done = (async () => {
    for await (const event of connection.source.stream(stream, controller.signal)) {
      events.push(event);
      wake();
    }
  })().catch((error: unknown) => {
    if (!controller.signal.aborted) throw error;
  });
  const stop = () => {
    controller.abort();
    return done;
  };
  onTestFinished(stop);
  return {
    events,
    stop,
    async until(words) {
      for (;;) {
        const at = said(events).indexOf(words);
        if (at >= 0) {
          events.splice(0, events.findIndex((event) => said([event]).includes(words)) + 1);
          return;
        }
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
  };
}
