/** What the sample's API server tells about itself. */
import { KINDS } from '../../kube/kinds.ts';
import type { EvidenceSet } from '../../model/ports.ts';
import type { ApiResource, EvidenceKind, KubeletSettings } from '../../plugin-api/index.ts';
import { API_SERVER_FLAGS } from './objects/control-plane.ts';

export const SERVER_VERSION = 'v1.36.3';
export const USER = 'sre@example.com';
const FULL = { state: 'full' } as const;
const VERBS = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];

type Resource = readonly [group: string, version: string, resource: string, kind: string, namespaced: boolean];

const FURTHER: readonly Resource[] = [
  ['', 'v1', 'configmaps', 'ConfigMap', true],
  ['', 'v1', 'secrets', 'Secret', true],
  ['', 'v1', 'events', 'Event', true],
  ['', 'v1', 'endpoints', 'Endpoints', true],
  ['apps', 'v1', 'controllerrevisions', 'ControllerRevision', true],
  ['coordination.k8s.io', 'v1', 'leases', 'Lease', true],
];

const SUBRESOURCES: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  pods: {
    attach: ['create', 'get'],
    binding: ['create'],
    ephemeralcontainers: ['get', 'patch', 'update'],
    eviction: ['create'],
    exec: ['create', 'get'],
    log: ['get'],
    portforward: ['create', 'get'],
    status: ['get', 'patch', 'update'],
  },
  deployments: { scale: ['get', 'patch', 'update'], status: ['get', 'patch', 'update'] },
  statefulsets: { scale: ['get', 'patch', 'update'], status: ['get', 'patch', 'update'] },
  replicasets: { scale: ['get', 'patch', 'update'], status: ['get', 'patch', 'update'] },
  daemonsets: { status: ['get', 'patch', 'update'] },
  jobs: { status: ['get', 'patch', 'update'] },
  cronjobs: { status: ['get', 'patch', 'update'] },
  namespaces: { finalize: ['update'], status: ['get', 'patch', 'update'] },
  nodes: { proxy: ['create', 'delete', 'get', 'patch', 'update'], status: ['get', 'patch', 'update'] },
  services: { proxy: ['create', 'delete', 'get', 'patch', 'update'], status: ['get', 'patch', 'update'] },
  serviceaccounts: { token: ['create'] },
};

function apiResource([group, version, resource, kind, namespaced]: Resource): ApiResource {
  const subresources = Object.entries(SUBRESOURCES[resource] ?? {}).map(([name, verbs]) => ({ name, verbs }));
  return { group, version, resource, kind, namespaced, verbs: VERBS, subresources };
}

const DISCOVERY: readonly ApiResource[] = [
  ...Object.values(KINDS).map(
    ({ group, version, plural, kind, namespaced }): Resource => [group, version, plural, kind, namespaced],
  ),
  ...FURTHER,
].map(apiResource);

/** As kubeadm writes it for every node. */
const KUBELET: KubeletSettings = {
  'authentication.anonymous.enabled': false,
  'authentication.webhook.enabled': true,
  'authentication.x509.clientCAFile': '/etc/kubernetes/pki/ca.crt',
  'authorization.mode': 'Webhook',
  rotateCertificates: true,
};

const EVIDENCE: Required<EvidenceSet> = {
  ServerFlags: { coverage: FULL, value: { component: 'kube-apiserver', flags: API_SERVER_FLAGS } },
  // No audit backend is configured: the server has counted no event.
  Metrics: { coverage: FULL, value: [{ name: 'apiserver_audit_event_total', labels: {}, value: 0 }] },
  ServerVersion: { coverage: FULL, value: { gitVersion: SERVER_VERSION, major: 1, minor: 36 } },
  Discovery: { coverage: FULL, value: DISCOVERY },
  Identity: { coverage: FULL, value: { username: USER, groups: ['sre', 'system:authenticated'] } },
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
  Endpoint: { coverage: FULL, value: { scheme: 'https', host: '10.20.0.10', addresses: ['10.20.0.10'] } },
  ServerTls: {
    coverage: FULL,
    value: {
      versions: ['TLSv1.2', 'TLSv1.3'],
      certificate: { validTo: '2027-08-20', daysLeft: 300, isForHost: true, key: 'rsa', bits: 2048 },
    },
  },
  CredentialFacts: {
    coverage: FULL,
    value: {
      form: 'exec-plugin',
      token: { kind: 'jwt', lifetimeDays: 1 },
      skipsTlsVerify: false,
      scheme: 'https',
    },
  },
  ControlPlaneRecords: {
    coverage: FULL,
    value: {
      flags: { 'kube-apiserver': {}, 'kube-controller-manager': {}, 'kube-scheduler': {}, etcd: {} },
      kubelet: KUBELET,
      kubeProxy: { metricsBindAddress: '' },
    },
  },
  KubeletConfigs: { coverage: { state: 'absent', reason: 'kubelets are asked only with --kubelet' } },
  GatekeeperConstraints: { coverage: { state: 'absent', reason: 'Gatekeeper is not served here' } },
  AuditPolicy: { coverage: { state: 'absent', reason: 'no file is given with --audit-policy' } },
  AuditLog: { coverage: { state: 'absent', reason: 'no log is given with --audit-log' } },
  ImageScans: { coverage: { state: 'absent', reason: 'images are scanned only with --scan-images' } },
  Today: { coverage: FULL, value: '2026-11-28' },
};

export function sampleEvidence(kinds: readonly EvidenceKind[]): EvidenceSet {
  return Object.fromEntries(kinds.map((kind) => [kind, EVIDENCE[kind]]));
}
