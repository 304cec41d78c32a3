/** The other teams: payments under Argo CD, ci and data from charts, an old CRM, and a ledger that is in order. */
import type { JsonObject } from '../../../plugin-api/index.ts';
import { namespace, object, type Stored, service, serviceAccount, type Writer } from '../make.ts';
import { barePod, container, controller, cronJob, deployment, job } from '../workload.ts';

const KUBECTL: Writer = { by: 'kubectl' };
const ARGO: Writer = { by: 'argocd', name: 'payments' };
const RUNNER: Writer = { by: 'helm', name: 'ci-runner' };
const RESTRICTED = { runAsNonRoot: true, runAsUser: 65532, seccompProfile: { type: 'RuntimeDefault' } };
const CONFINED = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, readOnlyRootFilesystem: true };
const SOCKET = [{ name: 'docker', hostPath: { path: '/var/run/docker.sock', type: 'Socket' } }];

const PAYMENTS: readonly Stored[] = [
  namespace('payments', { writer: ARGO, labels: { 'pod-security.kubernetes.io/warn': 'baseline' } }),
  serviceAccount('payments', 'default'),
  serviceAccount('payments', 'payments', ARGO),
  deployment(
    'api',
    [container('api', 'registry.example.com/payments/api:7.0.3', { ports: [8443], mounts: { tmp: '/tmp' } })],
    {
      namespace: 'payments',
      replicas: 3,
      account: 'payments',
      writer: ARGO,
      volumes: [{ name: 'tmp', emptyDir: {} }],
      init: [container('migrate', 'registry.example.com/payments/api:7.0.3', { args: ['migrate'] })],
    },
  ),
  deployment(
    'receipts',
    [
      container('app', 'registry.example.com/payments/receipts:3.3.0', {
        env: { AWS_SECRET_ACCESS_KEY: 'sample-only-wJalr-not-a-real-key', BUCKET: 'receipts' },
      }),
    ],
    { namespace: 'payments', replicas: 2, writer: ARGO },
  ),
  deployment(
    'fraud-check',
    [container('fraud-check', 'registry.example.com/payments/fraud-check:1.12.0', { ports: [9000] })],
    {
      namespace: 'payments',
      writer: ARGO,
      security: { runAsNonRoot: true },
    },
  ),
  job('backfill', [container('backfill', 'registry.example.com/payments/api:7.0.1')], {
    namespace: 'payments',
    writer: ARGO,
  }),
  service('payments', 'api', 8443, {}, { writer: ARGO }),
];

const CI: readonly Stored[] = [
  namespace('ci', { writer: KUBECTL }),
  serviceAccount('ci', 'default'),
  serviceAccount('ci', 'runner', RUNNER),
  deployment(
    'runner',
    [
      container('runner', 'registry.example.com/ci/runner:18.6.0', {
        security: { privileged: true },
        mounts: { docker: '/var/run/docker.sock' },
      }),
    ],
    { namespace: 'ci', replicas: 2, account: 'runner', writer: RUNNER, volumes: SOCKET },
  ),
  controller('StatefulSet', 'cache', [container('cache', 'docker.io/library/redis:8.4', { ports: [6379] })], {
    namespace: 'ci',
    writer: RUNNER,
  }),
];

const LEGACY: readonly Stored[] = [
  namespace('legacy-crm', { writer: KUBECTL }),
  serviceAccount('legacy-crm', 'default'),
  deployment(
    'crm',
    [container('crm', 'registry.example.com/legacy/crm:5.1', { ports: [80], mounts: { data: '/srv/crm' } })],
    {
      namespace: 'legacy-crm',
      writer: KUBECTL,
      security: { runAsUser: 0 },
      volumes: [{ name: 'data', hostPath: { path: '/srv/crm', type: 'DirectoryOrCreate' } }],
      spec: { hostNetwork: true },
    },
  ),
  cronJob('crm-report', '0 4 * * *', [container('report', 'registry.example.com/legacy/report:2.0')], {
    namespace: 'legacy-crm',
    writer: KUBECTL,
  }),
  barePod('debug', [container('shell', 'docker.io/library/busybox:1.37', { command: ['sleep', 'infinity'] })], {
    namespace: 'legacy-crm',
    writer: KUBECTL,
    spec: { hostPID: true },
  }),
  service('legacy-crm', 'crm', 80, {}, { writer: KUBECTL }),
];

const LEDGER_LABELS = {
  ...Object.fromEntries(
    ['enforce', 'audit', 'warn'].map((mode) => [`pod-security.kubernetes.io/${mode}`, 'restricted']),
  ),
  'pod-security.kubernetes.io/enforce-version': 'v1.36',
};
const LEDGER: readonly Stored[] = [
  namespace('ledger', { writer: KUBECTL, labels: LEDGER_LABELS }),
  serviceAccount('ledger', 'default'),
  deployment(
    'ledger-api',
    [container('ledger-api', 'registry.example.com/ledger/api:2.0.0', { ports: [8443], security: CONFINED })],
    {
      namespace: 'ledger',
      replicas: 2,
      writer: KUBECTL,
      security: RESTRICTED,
    },
  ),
  deployment(
    'ledger-export',
    [container('ledger-export', 'registry.example.com/ledger/export:2.0.0', { security: CONFINED })],
    {
      namespace: 'ledger',
      writer: KUBECTL,
      security: RESTRICTED,
    },
  ),
  service('ledger', 'ledger-api', 8443, {}, { writer: KUBECTL }),
  policy('ledger', 'default-deny', { podSelector: {}, policyTypes: ['Ingress', 'Egress'] }),
  policy('ledger', 'allow-dns', {
    podSelector: {},
    policyTypes: ['Egress'],
    egress: [
      {
        to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } } }],
        ports: [
          { protocol: 'UDP', port: 53 },
          { protocol: 'TCP', port: 53 },
        ],
      },
    ],
  }),
];

const POSTGRES_OWNER: JsonObject = {
  apiVersion: 'postgresql.cnpg.io/v1',
  kind: 'Cluster',
  name: 'orders',
  uid: '5ab3a0d2-0000-4000-a000-000000000001',
  controller: true,
};
const DATA: readonly Stored[] = [
  namespace('data', { writer: KUBECTL, labels: { 'pod-security.kubernetes.io/enforce': 'baseline' } }),
  serviceAccount('data', 'default'),
  controller('StatefulSet', 'postgres', [container('postgres', 'docker.io/library/postgres:18.1', { ports: [5432] })], {
    namespace: 'data',
    replicas: 2,
    ownerReferences: [POSTGRES_OWNER],
  }),
  controller(
    'StatefulSet',
    'redis',
    [container('redis', 'docker.io/library/redis:8.4', { ports: [6379], mounts: { data: '/data', tmp: '/tmp' } })],
    {
      namespace: 'data',
      writer: KUBECTL,
      volumes: ['data', 'tmp'].map((name) => ({ name, emptyDir: {} })),
    },
  ),
  service('data', 'postgres', 5432),
  service('data', 'redis', 6379, {}, { writer: KUBECTL }),
];

const DEFAULT: readonly Stored[] = [
  namespace('default'),
  serviceAccount('default', 'default'),
  service('default', 'kubernetes', 443, { selector: {}, clusterIP: '10.96.0.1' }),
  barePod('toolbox', [container('toolbox', 'docker.io/library/alpine:3.23', { command: ['sleep', '86400'] })], {
    namespace: 'default',
    writer: KUBECTL,
  }),
];

/** Made for a trial and empty since: whatever is required here disturbs nobody. */
const SANDBOX: readonly Stored[] = [namespace('sandbox', { writer: KUBECTL }), serviceAccount('sandbox', 'default')];

function policy(namespace: string, name: string, spec: JsonObject): Stored {
  return object('NetworkPolicy', name, { namespace, writer: KUBECTL }, { spec });
}

export const TEAMS: readonly Stored[] = [...PAYMENTS, ...CI, ...LEGACY, ...LEDGER, ...DATA, ...DEFAULT, ...SANDBOX];
