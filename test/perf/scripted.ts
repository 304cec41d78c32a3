/** A source that makes up its objects page by page: a cluster of any size without a cluster. */
import { BUILT_IN_RESOURCES } from '../../src/analysis/rbac/index.ts';
import { createDecoder, type Decoder } from '../../src/decode/decode.ts';
import type { ClusterIdentity, Source, SourceEvent } from '../../src/model/ports.ts';
import type { Kind, StoredKind } from '../../src/plugin-api/index.ts';
import { application, type Manifest } from './app.ts';
import type { Size } from './fill.ts';
import { namespaceName } from './manifests.ts';
import { pod, replicaSet, runningStatus, withProxy } from './pods.ts';
import { createRandom } from './random.ts';

const SEED = 7;
const PAGE = 500;

export const IDENTITY: ClusterIdentity = {
  id: 'scripted',
  server: 'https://scripted.example',
  ca: '',
  context: 'scripted',
  user: 'bench',
  version: 'v1.36.3',
};

/** Kinds of which a generated Deployment brings objects. */
const BROUGHT: ReadonlySet<StoredKind> = new Set<StoredKind>([
  'Deployment',
  'ReplicaSet',
  'Service',
  'ServiceAccount',
  'Role',
  'RoleBinding',
  'NetworkPolicy',
  'Pod',
]);

/** What one generated Deployment brings of a kind, as an API server would list it. */
export function objectsOf(number: number, kind: StoredKind, size: Size): readonly Manifest[] {
  const random = createRandom(SEED + number);
  const namespace = namespaceName(number % size.namespaces);
  const [first, ...others] = application(number, namespace, random);
  if (first === undefined) return [];
  const replicas = size.pods / size.deployments;
  const plain = withProxy(first);
  const deployment = stored({ ...plain, spec: { ...(plain.spec as object), replicas } }, `d-${number}`, {
    observedGeneration: 1,
    replicas,
    updatedReplicas: replicas,
  });
  if (kind === 'Deployment') return [deployment];
  const made = replicaSet(deployment, ownerOf(deployment), random.hex(9));
  const set = stored(inside(made, namespace), `r-${number}`, { replicas });
  if (kind === 'ReplicaSet') return [set];
  if (kind !== 'Pod')
    return others
      .filter((other) => other.kind === kind)
      .map((other, index) => stored(other, `${kind}-${number}-${index}`));
  return Array.from({ length: replicas }, (_, index) => {
    const each = inside(pod(set, ownerOf(set), random), namespace);
    return stored(each, `p-${number}-${index}`, runningStatus(each, random));
  });
}

export function namespaceObject(number: number, labels: Readonly<Record<string, string>> = {}): Manifest {
  const metadata = { name: namespaceName(number), labels } as Manifest['metadata'];
  return stored({ apiVersion: 'v1', kind: 'Namespace', metadata }, `n-${number}`, { phase: 'Active' });
}

function stored(manifest: Manifest, uid: string, status?: object): Manifest {
  const metadata = { ...manifest.metadata, uid, resourceVersion: '1', generation: 1, managedFields: MANAGERS };
  return { ...manifest, metadata, ...(status === undefined ? {} : { status }) };
}
const MANAGERS = [
  { manager: 'kube-controller-manager', operation: 'Update', fieldsV1: { 'f:spec': {} } },
  { manager: 'kubelet', operation: 'Update', subresource: 'status', fieldsV1: { 'f:status': {} } },
];

function inside(manifest: Manifest, namespace: string): Manifest {
  return { ...manifest, metadata: { ...manifest.metadata, namespace } };
}

function ownerOf({ apiVersion, kind, metadata }: Manifest) {
  return { apiVersion, kind, name: metadata.name, uid: (metadata as { uid?: string }).uid ?? '' };
}

/** As it comes from a server: as text, through the one gate. */
export function upsert(decoder: Decoder, kind: Kind, manifests: readonly Manifest[]): SourceEvent {
  const items = JSON.parse(JSON.stringify(manifests)) as readonly unknown[];
  return { type: 'upsert', kind, items: items.map((item) => decoder.decode(item)) };
}

/** Kind by kind and in pages; what was not asked for is left out. Ends with `synced`. */
export function* events(size: Size, kinds: readonly StoredKind[]): Generator<SourceEvent> {
  const decoder = createDecoder();
  yield { type: 'evidence', evidence: EVIDENCE };
  yield upsert(
    decoder,
    'Namespace',
    Array.from({ length: size.namespaces }, (_, number) => namespaceObject(number)),
  );
  for (const kind of kinds) {
    yield* pagesOf(kind, size, decoder);
    yield { type: 'coverage', kind, coverage: { state: 'full' } };
  }
  yield { type: 'synced' };
}

const EVIDENCE = {
  Discovery: { coverage: { state: 'full' }, value: BUILT_IN_RESOURCES },
} as const;

function* pagesOf(kind: StoredKind, size: Size, decoder: Decoder): Generator<SourceEvent> {
  if (!BROUGHT.has(kind)) return;
  let page: Manifest[] = [];
  for (let number = 0; number < size.deployments; number++) {
    page.push(...objectsOf(number, kind, size));
    if (page.length < PAGE && number < size.deployments - 1) continue;
    if (page.length > 0) yield upsert(decoder, kind as Kind, page);
    page = [];
  }
}

export function scriptedSource(size: Size): Source {
  return {
    type: 'live',
    label: 'a scripted cluster',
    identity: async () => IDENTITY,
    async *stream({ kinds }) {
      yield* events(
        size,
        kinds.map(({ kind }) => kind),
      );
    },
  };
}
