/** A small cluster as the walk sees it, made by hand: every status, every readiness, always the same. */
import { ITEMS } from '../../src/catalog/items.ts';
import type { Decision, DecisionRow } from '../../src/model/decision.ts';
import type { ItemStatus } from '../../src/model/finding.ts';
import type { PodSecurityLevel } from '../../src/model/report.ts';
import type { CheckSummary, ItemSummary, NamespaceSummary, ScanSnapshot } from '../../src/model/snapshot.ts';
import type { FieldPath, ObjectRef } from '../../src/plugin-api/index.ts';
import { automated, decision, finding, manual, row, variant } from './sketch.ts';

function workload(namespace: string, name: string): ObjectRef {
  return { apiVersion: 'apps/v1', kind: 'Deployment', namespace, name };
}
function namespaceRef(name: string): ObjectRef {
  return { apiVersion: 'v1', kind: 'Namespace', name };
}

const API = ['spec', 'template', 'spec', 'containers', { key: 'name', is: 'api' }] as const satisfies FieldPath;
const CHECKOUT = workload('payments', 'checkout-api');
const TEMPLATE_FINDINGS = [
  finding('f-1', 'workloads/run-as-root', 'medium', CHECKOUT, 'checkout-api may run as root', {
    part: 'container api',
    path: ['spec', 'template', 'spec', 'securityContext', 'runAsNonRoot'],
    evidence: ['Its 3 pods run as uid 10001 today'],
  }),
  finding('f-2', 'workloads/read-only-rootfs', 'low', CHECKOUT, 'root filesystem is writable', {
    part: 'container api',
    path: [...API, 'securityContext', 'readOnlyRootFilesystem'],
    evidence: ['/tmp is a volume, no other writable path is listed'],
  }),
  finding('f-3', 'workloads/drop-all', 'medium', CHECKOUT, 'capabilities are kept', {
    part: 'container api',
    path: [...API, 'securityContext', 'capabilities'],
  }),
];
const RECEIPTS_FINDINGS = [
  finding('f-4', 'workloads/run-as-root', 'medium', workload('payments', 'receipts'), 'receipts runs as root', {
    part: 'container app',
  }),
];
const LABEL_FINDINGS = (name: string, id: string) => [
  finding(id, 'pod-security/enforce', 'high', namespaceRef(name), `${name} admits any pod`, {
    evidence: ['Its 4 workloads meet restricted already'],
  }),
];
const DENY_FINDINGS = [
  finding('f-7', 'network/default-deny-ingress', 'high', namespaceRef('payments'), 'Any pod may reach payments', {
    evidence: ['No policy selects its 14 workloads for ingress'],
  }),
];
const BINDING: ObjectRef = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRoleBinding',
  name: 'ci-deployer-admin',
};
const RBAC_FINDINGS = [
  finding('f-8', 'rbac/cluster-admin-bindings', 'critical', BINDING, 'ci-runner in ci holds cluster-admin', {
    part: 'ServiceAccount ci/ci-runner',
  }),
];

export const DECISIONS: Readonly<Record<'checkout' | 'receipts' | 'shop' | 'web' | 'deny' | 'admin', Decision>> = {
  checkout: decision('d-checkout', 'non-root', 'payments/checkout-api', TEMPLATE_FINDINGS, {
    variants: [
      variant('ready', TEMPLATE_FINDINGS.slice(0, 2)),
      variant('review', TEMPLATE_FINDINGS, { caveats: ['What the init container migrate writes was not seen.'] }),
    ],
    owner: { manager: 'argocd', label: 'Argo CD app payments', source: 'overlays/prod' },
  }),
  receipts: decision('d-receipts', 'non-root', 'payments/receipts', RECEIPTS_FINDINGS, {
    variants: [variant('needs-input', RECEIPTS_FINDINGS, { reasons: ['No user id is known for container app.'] })],
  }),
  shop: decision('d-shop', 'pod-security', 'shop-a', LABEL_FINDINGS('shop-a', 'f-5'), {
    variants: [variant('ready', LABEL_FINDINGS('shop-a', 'f-5'), { disruption: 'none', reasons: ['Refuses nobody.'] })],
  }),
  web: decision('d-web', 'pod-security', 'shop-b', LABEL_FINDINGS('shop-b', 'f-6'), {
    variants: [variant('ready', LABEL_FINDINGS('shop-b', 'f-6'), { disruption: 'none', reasons: ['Refuses nobody.'] })],
  }),
  deny: decision('d-deny', 'default-deny', 'payments', DENY_FINDINGS, {
    variants: [
      variant('review', DENY_FINDINGS, {
        disruption: 'traffic',
        reasons: ['No flow log tells who calls payments.'],
        caveats: ['Connections that nobody listed would end.'],
      }),
    ],
  }),
  admin: decision('d-admin', 'rbac', 'ci-deployer-admin', RBAC_FINDINGS, {
    variants: [
      variant('review', RBAC_FINDINGS, { disruption: 'access', reasons: ['Nothing shows which rights it uses.'] }),
    ],
  }),
};

const ROWS: Readonly<Record<string, readonly DecisionRow[]>> = {
  rbac: [row([DECISIONS.admin])],
  'pod-security': [row([DECISIONS.shop, DECISIONS.web], 'shop-* (2)')],
  'default-deny': [row([DECISIONS.deny])],
  'non-root': [row([DECISIONS.checkout]), row([DECISIONS.receipts])],
};

const CHECKS: readonly CheckSummary[] = [
  automated('rbac/cluster-admin-bindings', {
    item: 'rbac',
    title: 'Few subjects hold cluster-admin',
    severity: 'critical',
    status: 'fail',
    fails: 1,
    passes: 11,
  }),
  automated('pod-security/enforce', {
    item: 'pod-security',
    title: 'Namespaces enforce a Pod Security level',
    severity: 'high',
    status: 'fail',
    fails: 2,
    passes: 6,
  }),
  automated('network/default-deny-ingress', {
    item: 'default-deny',
    title: 'Namespaces deny ingress by default',
    severity: 'high',
    status: 'fail',
    fails: 1,
    passes: 7,
  }),
  automated('audit/enabled', {
    item: 'audit-logging',
    title: 'The API server writes an audit log',
    severity: 'high',
    status: 'unknown',
    reason: 'the flags of the API server are not readable: GET /flagz is denied to you',
  }),
  automated('workloads/run-as-root', {
    item: 'non-root',
    title: 'Containers run as non-root',
    severity: 'medium',
    status: 'fail',
    fails: 2,
    passes: 9,
  }),
  automated('workloads/read-only-rootfs', {
    item: 'read-only-rootfs',
    title: 'Root filesystems are read-only',
    severity: 'low',
    status: 'fail',
    fails: 1,
    passes: 10,
  }),
  automated('workloads/drop-all', {
    item: 'drop-capabilities',
    title: 'Containers drop all capabilities',
    severity: 'medium',
    status: 'fail',
    fails: 1,
    passes: 10,
  }),
  automated('workloads/privileged', {
    item: 'workloads',
    title: 'No container is privileged',
    severity: 'critical',
    status: 'pass',
    passes: 11,
  }),
  manual('authentication/mfa', {
    item: 'authentication',
    title: 'People sign in with a second factor',
    severity: 'high',
    status: 'manual',
  }),
];

const FOLLOWS: Readonly<Record<string, NonNullable<ItemSummary['follows']>>> = {
  'read-only-rootfs': { item: 12, findings: 1, resolved: 1 },
  'drop-capabilities': { item: 12, findings: 1, resolved: 1 },
};

function itemSummary({ id, number, title, essential, guide, why }: (typeof ITEMS)[number]): ItemSummary {
  const checks = CHECKS.filter(({ check }) => check.meta.item === id);
  const rows = ROWS[id] ?? [];
  const findings = rows.flatMap(({ members }) => members.flatMap((member) => member.findings));
  const status = checks[0]?.status ?? 'not-applicable';
  const worst = rows[0]?.members[0]?.severity;
  return {
    id,
    number,
    title,
    essential,
    guide,
    why,
    status,
    checks,
    rows,
    findings: findings.length,
    ...(worst === undefined ? {} : { worst }),
    ...(FOLLOWS[id] === undefined ? {} : { follows: FOLLOWS[id] }),
    ...noteOf(status, checks.length),
  };
}

function noteOf(status: ItemStatus, checks: number): { readonly note?: string } {
  if (checks === 0) return { note: 'no check yet' };
  if (status === 'unknown') return { note: 'not visible' };
  if (status === 'manual') return { note: 'your answer' };
  return status === 'pass' ? { note: 'direct' } : {};
}

const ALL = Object.values(DECISIONS);

const BASELINE = { level: 'baseline', version: 'latest', valid: true } as const;
const OPEN = { ingress: 'fail', egress: 'fail' } as const;
const CLOSED = { ingress: 'pass', egress: 'unknown' } as const;

/** Alike ones, one that nobody could read, one of the platform. */
const NAMESPACES: ScanSnapshot['namespaces'] = [
  namespaceSummary('data-a', null, 'restricted', OPEN),
  namespaceSummary('data-b', null, 'restricted', OPEN),
  { ...namespaceSummary('kube-system', null, 'privileged', OPEN), isPlatform: true },
  namespaceSummary('ledger', BASELINE, null, CLOSED),
  namespaceSummary('payments', null, 'privileged', OPEN),
  namespaceSummary('shop', null, 'baseline', OPEN),
  namespaceSummary('web', BASELINE, 'restricted', { ingress: 'pass', egress: 'fail' }),
];

function namespaceSummary(
  name: string,
  enforce: typeof BASELINE | null,
  achievable: PodSecurityLevel | null,
  defaultDeny: NonNullable<NamespaceSummary['defaultDeny']>,
): NamespaceSummary {
  return { name, podSecurity: { enforce, audit: null, warn: null, achievable }, defaultDeny };
}

const WORKLOADS: ScanSnapshot['workloads'] = [
  { namespace: 'payments', name: 'checkout-api', level: 'restricted' as const },
  { namespace: 'payments', name: 'receipts', level: 'privileged' as const },
  { namespace: 'shop', name: 'cart', level: 'baseline' as const },
  { namespace: 'data-a', name: 'store', level: 'restricted' as const },
].map(({ level, ...named }) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  ...named,
  podSecurity: { level, violations: [] },
}));

export const SNAPSHOT: ScanSnapshot = {
  source: { type: 'live', label: 'context prod-eu-1' },
  identity: {
    id: '3f1c0000-0000-0000-0000-00000000b07e',
    server: 'https://10.0.0.1:6443',
    ca: '',
    context: 'prod-eu-1',
    user: 'sre@example.com',
    version: 'v1.36.3',
  },
  coverage: [
    { kind: 'Pod', coverage: { state: 'full' } },
    { kind: 'Deployment', coverage: { state: 'full' } },
    { kind: 'Secret', coverage: { state: 'denied', reason: 'list secrets is denied to you' } },
    { kind: 'ServerFlags', coverage: { state: 'denied', reason: 'GET /flagz is denied to you' } },
  ],
  checks: CHECKS,
  leftOut: [],
  // The essentials, and those further ones that most screens below are drawn with.
  items: ITEMS.filter(({ number }) => number <= 17).map(itemSummary),
  findings: ALL.flatMap(({ findings }) => findings),
  decisions: ALL,
  waived: [],
  namespaces: NAMESPACES,
  workloads: WORKLOADS,
  totals: { objects: 9118, findings: 8, decisions: 6, platform: 12 },
  messages: [],
  complete: true,
};

/** Without these decisions, as after they were applied. */
export function snapshotWithout(...ids: readonly string[]): ScanSnapshot {
  const isLeft = ({ id }: Decision): boolean => !ids.includes(id);
  const decisions = SNAPSHOT.decisions.filter(isLeft);
  const items = SNAPSHOT.items.map((item) => ({
    ...item,
    rows: item.rows.flatMap((each) => {
      const members = each.members.filter(isLeft);
      return members.length === 0 ? [] : [{ ...each, members }];
    }),
  }));
  const findings = decisions.flatMap((each) => each.findings);
  return {
    ...SNAPSHOT,
    items,
    decisions,
    findings,
    totals: { ...SNAPSHOT.totals, decisions: decisions.length, findings: findings.length },
  };
}

/** The object behind `DECISIONS.checkout`. */
export const CHECKOUT_OBJECT = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'checkout-api', namespace: 'payments', labels: { app: 'checkout' } },
  spec: {
    replicas: 3,
    selector: { matchLabels: { app: 'checkout' } },
    template: {
      metadata: { labels: { app: 'checkout' } },
      spec: {
        serviceAccountName: 'checkout',
        containers: [
          {
            name: 'api',
            image: 'reg.example.com/checkout:1.42.0',
            env: [{ name: 'DATABASE_PASSWORD', value: '***' }],
            ports: [{ containerPort: 8443 }],
            volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
          },
        ],
        volumes: [{ name: 'tmp', emptyDir: {} }],
      },
    },
  },
};
