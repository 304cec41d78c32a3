/** The sample cluster behind the API, for a user of any rights: what is not allowed is refused as API servers refuse. */
import type { ServerResponse } from 'node:http';
import { isMetadataOnly, KINDS, type KindInfo } from '../../../src/kube/kinds.ts';
import type { KubeObject } from '../../../src/plugin-api/index.ts';
import { createSampleCluster } from '../../../src/sources/sample/cluster.ts';
import { API_SERVER_FLAGS } from '../../../src/sources/sample/objects/control-plane.ts';
import {
  type FakeServer,
  fakeServer,
  greeting,
  json,
  notFoundAt,
  refusal,
  type Seen,
} from '../../sources/live/fake-server.ts';

export interface Rights {
  /** Plurals that may be listed everywhere; `*`: all. */
  readonly everywhere: readonly string[];
  /** Plurals that may be listed, by namespace. */
  readonly within: Readonly<Record<string, readonly string[]>>;
  /** Namespaces that may be read by name. */
  readonly named: readonly string[];
  /** Paths that belong to no resource: `/flagz`, `/metrics`, `/apis`. */
  readonly paths: readonly string[];
  /** How the server answers what is allowed: not every authorizer can tell. */
  readonly reviews: 'complete' | 'incomplete' | 'refused';
  /** What comes of lists that are allowed, by plural. */
  readonly cuts: Readonly<Record<string, Cut>>;
  readonly discovery: 'aggregated' | 'plain' | 'without-apps';
  /** Everything may be listed by name, which allows no list. */
  readonly hasNames: boolean;
}

/**
 * How a list is less than whole: not found although it is served, shorter than its own count, refused or expired after its
 * first page, no list at all, nothing at all, ended before its end or within, without items, or of items that are none.
 */
export type Cut = (typeof CUTS)[number];
export const CUTS = [
  ...(['not-found', 'short', 'refused-later', 'expired', 'no-list', 'unavailable'] as const),
  ...(['empty', 'ends-early', 'half', 'later-half', 'no-items', 'null-items'] as const),
] as const;

export const ADMINISTRATOR: Rights = {
  everywhere: ['*'],
  within: {},
  named: [],
  paths: ['/flagz', '/metrics', '/apis'],
  reviews: 'complete',
  cuts: {},
  discovery: 'aggregated',
  hasNames: false,
};

const ALL: readonly KindInfo[] = Object.values(KINDS);
const OBJECTS: readonly KubeObject[] = createSampleCluster().objects() as unknown as readonly KubeObject[];

export const PLURALS: readonly string[] = ALL.map(({ plural }) => plural);
export const NAMESPACES: readonly string[] = OBJECTS.filter(({ kind }) => kind === 'Namespace').map(
  ({ metadata }) => metadata.name,
);

/** `rights` is asked at each request. */
export function rightsServer(rights: () => Rights): Promise<FakeServer> {
  return fakeServer(greeting((seen, response) => void answer(seen, response, rights())));
}

function answer(seen: Seen, response: ServerResponse, rights: Rights): unknown {
  if (seen.path.endsWith('/selfsubjectrulesreviews')) return review(seen, response, rights);
  const found = resourceOf(seen.path);
  if (found === undefined) return nonResource(seen, response, rights);
  const { info, namespace, name } = found;
  if (!isAllowed(found, rights)) return refusal(response, 403, 'Forbidden', `${info.plural} is forbidden`);
  const all = OBJECTS.filter(({ apiVersion, kind }) => kind === info.kind && groupOf(apiVersion) === info.group);
  if (name !== undefined) {
    const object = all.find(({ metadata }) => metadata.name === name);
    if (object === undefined) return notFoundAt(response, seen.path);
    return json(response, object);
  }
  const items = all.filter(({ metadata }) => namespace === undefined || metadata.namespace === namespace);
  const list = (some: readonly (object | null)[], metadata: object = {}) =>
    json(response, {
      ...listType(info),
      metadata: { resourceVersion: '1', ...metadata },
      items: some,
    });
  const cut = rights.cuts[info.plural];
  if (cut === undefined) return list(items);
  cutOff(cut, { response, info, isFirst: seen.query.continue === undefined, page: items.slice(0, 1), list });
}

interface Cutting {
  readonly response: ServerResponse;
  readonly info: KindInfo;
  readonly isFirst: boolean;
  readonly page: readonly object[];
  list(items: readonly (object | null)[], metadata?: object): void;
}

function listType(info: KindInfo) {
  if (isMetadataOnly(info.kind)) return { kind: 'PartialObjectMetadataList', apiVersion: 'meta.k8s.io/v1' };
  return { kind: `${info.kind}List`, apiVersion: apiVersionOf(info) };
}

/** All of the list but its end. */
function half(items: readonly object[], info: KindInfo): string {
  const text = JSON.stringify({ ...listType(info), metadata: { resourceVersion: '1' }, items });
  return text.slice(0, -2);
}

function cutOff(cut: Cut, { response, info, isFirst, page, list }: Cutting): unknown {
  switch (cut) {
    case 'not-found':
      return refusal(response, 404, 'NotFound', 'the server could not find the requested resource');
    case 'short':
      return list(page, { remainingItemCount: 3 });
    case 'refused-later':
      return isFirst ? list(page, { continue: 'more' }) : refusal(response, 403, 'Forbidden', 'forbidden');
    case 'expired':
      return isFirst ? list(page, { continue: 'more' }) : refusal(response, 410, 'Expired', 'too old');
    case 'no-list':
      return json(response, { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success' });
    case 'empty':
      return response.writeHead(200, { 'content-type': 'application/json' }).end();
    case 'ends-early':
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100000' });
      return response.write(half(page, info), () => response.destroy());
    case 'half':
      return response.writeHead(200, { 'content-type': 'application/json' }).end(half(page, info));
    case 'later-half':
      if (isFirst) return list(page, { continue: 'more' });
      return response.writeHead(200, { 'content-type': 'application/json' }).end(half(page, info));
    case 'no-items':
      return json(response, { ...listType(info), metadata: { resourceVersion: '1' } });
    case 'null-items':
      return list([null]);
    case 'unavailable':
      return refusal(response, 503, 'ServiceUnavailable', 'not now');
  }
}

interface Asked {
  readonly info: KindInfo;
  readonly namespace?: string;
  readonly name?: string;
}

function resourceOf(path: string): Asked | undefined {
  for (const info of ALL) {
    const root = info.group === '' ? `/api/${info.version}` : `/apis/${info.group}/${info.version}`;
    if (path === `${root}/${info.plural}`) return { info };
    const within = new RegExp(`^${root}/namespaces/([^/]+)/${info.plural}$`).exec(path)?.[1];
    if (info.namespaced && within !== undefined) return { info, namespace: within };
    const name = new RegExp(`^${root}/${info.plural}/([^/]+)$`).exec(path)?.[1];
    if (!info.namespaced && name !== undefined) return { info, name };
  }
  return undefined;
}

function isAllowed({ info, namespace, name }: Asked, { everywhere, within, named }: Rights): boolean {
  if (everywhere.includes('*') || everywhere.includes(info.plural)) return true;
  if (name !== undefined) return info.kind === 'Namespace' && named.includes(name);
  return namespace !== undefined && within[namespace]?.includes(info.plural) === true;
}

function nonResource({ path, headers }: Seen, response: ServerResponse, rights: Rights): unknown {
  const { paths } = rights;
  const isDiscovery = path === '/api' || path.startsWith('/api/') || path.startsWith('/apis');
  if (!paths.includes(isDiscovery ? '/apis' : path)) return refusal(response, 403, 'Forbidden', `${path} is forbidden`);
  if (path === '/flagz') return json(response, { kind: 'Flagz', flags: API_SERVER_FLAGS });
  if (rights.discovery === 'without-apps' && path === '/apis/apps/v1')
    return refusal(response, 503, 'ServiceUnavailable', 'the server is currently unable to handle the request');
  if (rights.discovery === 'aggregated' && String(headers.accept).includes('APIGroupDiscoveryList'))
    return json(response, discovery(path === '/api'));
  const plain = plainDiscovery(path);
  if (plain !== undefined) return json(response, plain);
  refusal(response, 404, 'NotFound', 'the server could not find the requested resource');
}

function discovery(isCore: boolean): object {
  const kinds = ALL.filter(({ group }) => (group === '') === isCore);
  const items = [...Map.groupBy(kinds, ({ group }) => group)].map(([group, members]) => ({
    metadata: { name: group },
    versions: [...Map.groupBy(members, ({ version }) => version)].map(([version, each]) => ({
      version,
      freshness: 'Current',
      resources: each.map(({ plural, kind, namespaced }) => ({
        resource: plural,
        responseKind: { kind },
        scope: namespaced ? 'Namespaced' : 'Cluster',
        verbs: ['get', 'list', 'watch'],
      })),
    })),
  }));
  return { kind: 'APIGroupDiscoveryList', apiVersion: 'apidiscovery.k8s.io/v2', items };
}

/** As servers answered before discovery came in one piece. */
function plainDiscovery(path: string): object | undefined {
  if (path === '/api') return { kind: 'APIVersions', versions: ['v1'] };
  if (path === '/apis') {
    const groups = new Map(ALL.filter(({ group }) => group !== '').map((info) => [info.group, versionOf(info)]));
    return {
      kind: 'APIGroupList',
      groups: Array.from(groups, ([name, version]) => ({ name, versions: [version], preferredVersion: version })),
    };
  }
  const kinds = ALL.filter((info) => path === (info.group === '' ? '/api/v1' : `/apis/${apiVersionOf(info)}`));
  if (kinds.length === 0) return undefined;
  const verbs = ['get', 'list', 'watch'];
  const resources = kinds.map(({ plural, kind, namespaced }) => ({ name: plural, kind, namespaced, verbs }));
  return { kind: 'APIResourceList', groupVersion: path.replace(/^\/apis?\//, ''), resources };
}

function versionOf(info: KindInfo): object {
  return { groupVersion: apiVersionOf(info), version: info.version };
}

function review({ body }: Seen, response: ServerResponse, { everywhere, within, reviews, hasNames }: Rights): unknown {
  if (reviews === 'refused') return refusal(response, 403, 'Forbidden', 'selfsubjectrulesreviews is forbidden');
  const { namespace } = (body as { readonly spec: { readonly namespace: string } }).spec;
  const resources = [...everywhere, ...(within[namespace] ?? [])];
  const named = { verbs: ['*'], apiGroups: ['*'], resources: ['*'], resourceNames: ['one'] };
  const resourceRules = [{ verbs: ['list'], apiGroups: ['*'], resources }, ...(hasNames ? [named] : [])];
  const isComplete = reviews === 'complete';
  json(response, { status: { incomplete: !isComplete, resourceRules: isComplete ? resourceRules : [] } }, 201);
}

function apiVersionOf({ group, version }: KindInfo): string {
  return group === '' ? version : `${group}/${version}`;
}

function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}
