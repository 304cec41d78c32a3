/** The reference cluster as it is read from its API server, without one. */
import { BUILT_IN_RESOURCES } from '../../src/analysis/rbac/index.ts';
import { createDecoder } from '../../src/decode/decode.ts';
import { isResourceName, kindOf } from '../../src/kube/kinds.ts';
import { placesOf } from '../../src/model/places.ts';
import type {
  ClusterIdentity,
  EvidenceSet,
  KindRequest,
  Source,
  SourceEvent,
  StreamOptions,
} from '../../src/model/ports.ts';
import type { StoredKind } from '../../src/plugin-api/index.ts';
import { defaultAccounts, manifests } from './cluster.ts';
import { DEFAULT_ROLES } from './defaults.ts';
import { isServed, resourceOf } from './definitions.ts';
import { live } from './live.ts';
import type { Manifest } from './make.ts';

const VERSION = 'v1.36.3-eks-a1b2c3d';
const IDENTITY: ClusterIdentity = {
  id: 'reference',
  server: 'https://8F2A00.gr7.eu-west-1.eks.amazonaws.com',
  ca: '',
  context: 'reference',
  user: 'sre@example.com',
  version: VERSION,
};
const FULL = { state: 'full' } as const;
const NOT_SEEN = { state: 'absent', reason: 'the provider runs the control plane and does not show it' } as const;

/** Of a managed control plane: most of it is out of sight. */
const EVIDENCE: Required<EvidenceSet> = {
  ServerFlags: { coverage: NOT_SEEN },
  Metrics: { coverage: NOT_SEEN },
  ServerVersion: { coverage: FULL, value: { gitVersion: VERSION, major: 1, minor: 36 } },
  Discovery: { coverage: FULL, value: BUILT_IN_RESOURCES },
  Identity: { coverage: FULL, value: { username: IDENTITY.user, groups: ['sre', 'system:authenticated'] } },
  AnonymousAccess: {
    coverage: FULL,
    value: {
      answers: [
        { path: '/version', status: 200 },
        { path: '/livez', status: 200 },
        { path: '/readyz', status: 200 },
        { path: '/healthz', status: 200 },
        { path: '/api', status: 403 },
        { path: '/apis', status: 403 },
        { path: '/openapi/v3', status: 403 },
        { path: '/metrics', status: 403 },
        { path: '/flagz', status: 403 },
        { path: '/statusz', status: 403 },
      ],
    },
  },
  Endpoint: {
    coverage: FULL,
    value: { scheme: 'https', host: '8f2a00.gr7.eu-west-1.eks.amazonaws.com', addresses: ['10.20.0.40'] },
  },
  ServerTls: { coverage: NOT_SEEN },
  CredentialFacts: {
    coverage: FULL,
    value: { form: 'exec-plugin', token: { kind: 'opaque' }, skipsTlsVerify: false, scheme: 'https' },
  },
  ControlPlaneRecords: { coverage: NOT_SEEN },
  KubeletConfigs: { coverage: NOT_SEEN },
  GatekeeperConstraints: { coverage: NOT_SEEN },
  AuditPolicy: { coverage: NOT_SEEN },
  AuditLog: { coverage: NOT_SEEN },
  ImageScans: { coverage: NOT_SEEN },
  Today: { coverage: FULL, value: '2026-11-28' },
};

function storedKind(object: Manifest): StoredKind | undefined {
  return kindOf(object.apiVersion, object.kind) ?? (resourceOf(object) as StoredKind | undefined);
}

export function referenceSource(): Source {
  const objects = live([...manifests(), ...defaultAccounts(), ...DEFAULT_ROLES]);
  const byKind = Map.groupBy(objects, storedKind);
  return {
    type: 'live',
    label: 'the reference cluster',
    identity: async () => IDENTITY,
    async *stream({ kinds, evidence, namespaces }: StreamOptions) {
      const { decode } = createDecoder(kinds);
      for (const request of kinds) {
        const items = (byKind.get(request.kind) ?? []).filter((each) => isWanted(each, request, namespaces));
        if (items.length > 0) yield { type: 'upsert', kind: request.kind, items: items.map((item) => decode(item)) };
        yield* coverageOf(request, namespaces);
      }
      yield { type: 'evidence', evidence: Object.fromEntries(evidence.map((kind) => [kind, EVIDENCE[kind]])) };
      yield { type: 'synced' };
    },
  };
}

function isWanted({ metadata }: Manifest, request: KindRequest, scanned: readonly string[]): boolean {
  const place = request.kind === 'Namespace' ? metadata.name : (metadata.namespace ?? '');
  return placesOf(request, scanned)?.has(place) ?? true;
}

function* coverageOf(request: KindRequest, scanned: readonly string[]): Generator<SourceEvent> {
  const { kind } = request;
  const isAbsent = isResourceName(kind) && !isServed(kind);
  const coverage = isAbsent ? ({ state: 'absent', reason: `${kind} is not served here` } as const) : FULL;
  const places = placesOf(request, scanned);
  if (places === undefined) yield { type: 'coverage', kind, coverage };
  else for (const namespace of places) yield { type: 'coverage', kind, namespace, coverage };
}
