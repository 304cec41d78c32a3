/** What an API server in memory answers of its objects besides the objects themselves: lists, and what it serves. */
import { KINDS, type KindInfo } from '../../src/kube/kinds.ts';

export type Stored = { readonly metadata: Record<string, unknown> } & Record<string, unknown>;

const DISCOVERED = new Map<string, readonly KindInfo[]>(
  Map.groupBy(Object.values(KINDS), ({ group, version }) =>
    group === '' ? `/api/${version}` : `/apis/${group}/${version}`,
  ),
);

/** Every API server answers to this; of custom resources it has none. */
const NO_GROUPS = { kind: 'APIGroupList', apiVersion: 'v1', groups: [] };

/** What a client asks for that wants no values: the list comes as this type, whatever it is of. */
const METADATA_ONLY = /;as=PartialObjectMetadataList;/;

/**
 * Discovery, or a list of one namespace or of all; undefined: the path is of something else. By the paths of objects.
 * `accept` is the header of the request.
 */
export function listAt(path: string, objects: ReadonlyMap<string, object>, accept = ''): object | undefined {
  if (path === '/apis') return NO_GROUPS;
  const resources = DISCOVERED.get(path);
  if (resources !== undefined) return discovery(resources);
  if (!isCollection(path)) return undefined;
  const items = listed(objects, path);
  const metadata = { resourceVersion: '1' };
  if (!METADATA_ONLY.test(accept)) return { kind: 'List', apiVersion: 'v1', metadata, items };
  return { kind: 'PartialObjectMetadataList', apiVersion: 'meta.k8s.io/v1', metadata, items: items.map(withoutValues) };
}

function isCollection(path: string): boolean {
  const [, api, ...rest] = path.split('/');
  const inVersion = api === 'api' ? rest.slice(1) : rest.slice(2);
  return inVersion.length === 1 || (inVersion[0] === 'namespaces' && inVersion.length === 3);
}

function listed(objects: ReadonlyMap<string, object>, path: string): readonly object[] {
  const [, base = '', resource = ''] = /^(.*)\/([a-z]+)$/.exec(path) ?? [];
  const inside = new RegExp(`^${base}(/namespaces/[^/]+)?/${resource}/[^/]+$`);
  return [...objects].filter(([each]) => inside.test(each)).map(([, object]) => object);
}

function withoutValues(object: object): object {
  const metadata = 'metadata' in object ? object.metadata : {};
  return { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata };
}

function discovery(resources: readonly KindInfo[]): object {
  return {
    kind: 'APIResourceList',
    resources: resources.map(({ plural, kind, namespaced }) => ({ name: plural, kind, namespaced, verbs: ['list'] })),
  };
}

/** One namespace, and one workload in it that the checks complain of. */
export const CONTENT: readonly (readonly [string, Stored])[] = [
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
