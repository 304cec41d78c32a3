/** The sample cluster behind the API, for a user of any rights: what is not allowed is refused as API servers refuse. */
import type { ServerResponse } from 'node:http';
import { KINDS, type KindInfo } from '../../../src/kube/kinds.ts';
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
}

export const ADMINISTRATOR: Rights = {
  everywhere: ['*'],
  within: {},
  named: [],
  paths: ['/flagz', '/metrics', '/apis'],
  reviews: 'complete',
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
  const metadata = { resourceVersion: '1' };
  json(response, { kind: `${info.kind}List`, apiVersion: apiVersionOf(info), metadata, items });
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

function nonResource({ path, headers }: Seen, response: ServerResponse, { paths }: Rights): unknown {
  const isDiscovery = path === '/api' || path.startsWith('/api/') || path.startsWith('/apis');
  if (!paths.includes(isDiscovery ? '/apis' : path)) return refusal(response, 403, 'Forbidden', `${path} is forbidden`);
  if (path === '/flagz') return json(response, { kind: 'Flagz', flags: API_SERVER_FLAGS });
  if (String(headers.accept).includes('APIGroupDiscoveryList')) return json(response, discovery(path === '/api'));
  if (path === '/apis') return json(response, { kind: 'APIGroupList', groups: [] });
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

function review({ body }: Seen, response: ServerResponse, { everywhere, within, reviews }: Rights): unknown {
  if (reviews === 'refused') return refusal(response, 403, 'Forbidden', 'selfsubjectrulesreviews is forbidden');
  const { namespace } = (body as { readonly spec: { readonly namespace: string } }).spec;
  const resources = [...everywhere, ...(within[namespace] ?? [])];
  const resourceRules = [{ verbs: ['list'], apiGroups: ['*'], resources }];
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
