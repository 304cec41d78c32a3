/** Teams with a namespace of their own, from careful to careless. */
import {
  account,
  autoscaler,
  claim,
  configMap,
  disruptionBudget,
  ingress,
  levels,
  type Manifest,
  namespace,
  object,
  secret,
  service,
} from '../make.ts';
import { byArgo, byFlux, byHelm } from '../owners.ts';
import { binding, granted, grantedIn, role } from '../rights.ts';
import { barePod, CONFINED, cronJob, NON_ROOT, PRIVILEGED, type Shape, workload } from '../workload.ts';
import { allow, defaultDeny } from './policies.ts';

const IRSA = (name: string) => ({ 'eks.amazonaws.com/role-arn': `arn:aws:iam::111122223333:role/${name}` });

/** 14 workloads in the mesh: runs as a user of its own, and stops there. */
const PAYMENTS_PARTS = [
  'checkout-api',
  'receipts',
  'refunds',
  'fraud-check',
  'ledger-sync',
  'card-vault',
  'payouts',
  'webhooks',
  'disputes',
  'rates',
  'gateway',
  'statements',
];

function payments(): readonly Manifest[] {
  const at = 'payments';
  const shape = (name: string): Shape => ({
    image: `registry.example.com/payments/${name}:7.3.1`,
    port: 8443,
    probe: '/live',
    secretEnv: { DATABASE_URL: 'payments-database/url' },
    ...(name === 'receipts' ? { env: { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLEEXAMPLE', AWS_REGION: 'eu-west-1' } } : {}),
  });
  return byArgo(at, [
    namespace(at, { 'istio-injection': 'enabled', team: 'payments' }),
    secret(at, 'payments-database', ['url']),
    secret(at, 'receipts-aws', ['AWS_SECRET_ACCESS_KEY']),
    ...PAYMENTS_PARTS.flatMap((name) => [
      account(at, name, name === 'card-vault' ? IRSA('card-vault') : {}),
      workload(at, name, shape(name), {
        account: name,
        replicas: 3,
        beside: [{ name: 'statsd', image: 'docker.io/prom/statsd-exporter:v0.28.0' }],
        security: { runAsNonRoot: true, runAsUser: 10001 },
        ...(name === 'receipts'
          ? { init: [{ name: 'migrate', image: 'registry.example.com/payments/migrate:7.3.1' }] }
          : {}),
      }),
      service(at, name, 443, { target: 8443 }),
      disruptionBudget(at, name),
    ]),
    cronJob(at, 'reconcile', '15 * * * *', shape('reconcile'), { account: 'ledger-sync' }),
    cronJob(at, 'settlement', '0 4 * * *', shape('settlement'), { account: 'payouts' }),
    autoscaler(at, 'checkout-api', 20),
    ...grantedIn(at, 'ci-deployer', 'ci/deployer', '*: *'),
    binding(at, 'payments-developers', 'view', 'group:payments-developers'),
  ]);
}

/** 9 workloads: three runners that build images, an artifact store, a scanner and what they need. */
function ci(): readonly Manifest[] {
  const at = 'ci';
  const runner = (name: string): Manifest =>
    workload(
      at,
      name,
      { image: 'registry.gitlab.com/gitlab-org/gitlab-runner:v18.6.0', port: 9252, args: ['run'] },
      {
        account: name,
        replicas: 1,
      },
    );
  return [
    namespace(at, { team: 'platform' }),
    ...defaultDeny(at, 'Ingress'),
    ...byHelm('runner', at, [
      account(at, 'runner'),
      runner('runner'),
      binding('', 'ci-runner-admin', 'cluster-admin', 'ci/runner'),
      secret(at, 'runner-token', ['runner-registration-token']),
    ]),
    ...byHelm('runner-test', at, [
      account(at, 'runner-test'),
      runner('runner-test'),
      ...grantedIn(at, 'runner-test', 'ci/runner-test', '*: pods,pods/exec,pods/attach,pods/log,secrets,configmaps'),
    ]),
    account(at, 'deployer'),
    ...byHelm('buildkit', at, [
      workload(
        at,
        'buildkitd',
        {
          image: 'docker.io/moby/buildkit:v0.26.2',
          port: 1234,
          security: PRIVILEGED,
          mounts: { '/var/lib/buildkit': 'emptyDir' },
        },
        { replicas: 2 },
      ),
      service(at, 'buildkitd', 1234),
    ]),
    ...byHelm('legacy-builder', at, [
      workload(
        at,
        'docker-builder',
        {
          image: 'docker.io/library/docker:29-cli',
          command: ['sh', '-c', 'exec build-agent'],
          mounts: { '/var/run/docker.sock': 'host:/var/run/docker.sock' },
        },
        { replicas: 1 },
      ),
    ]),
    ...byHelm('nexus', at, [
      workload(
        at,
        'nexus',
        {
          image: 'docker.io/sonatype/nexus3:3.86.2',
          port: 8081,
          mounts: { '/nexus-data': 'claim:nexus-data' },
        },
        { kind: 'StatefulSet', replicas: 1, security: { fsGroup: 200, runAsUser: 200 } },
      ),
      claim(at, 'nexus-data', '500Gi'),
      service(at, 'nexus', 8081),
    ]),
    ...byHelm('sonarqube', at, [
      workload(
        at,
        'sonarqube',
        { image: 'docker.io/library/sonarqube:25.11.0-community', port: 9000 },
        { replicas: 1 },
      ),
      workload(
        at,
        'sonarqube-postgresql',
        {
          image: 'docker.io/library/postgres:17',
          port: 5432,
          secretEnv: { POSTGRES_PASSWORD: 'sonarqube-database/password' },
        },
        { kind: 'StatefulSet', replicas: 1 },
      ),
      secret(at, 'sonarqube-database', ['password']),
      service(at, 'sonarqube', 9000),
    ]),
    ...byHelm('cache', at, [
      workload(at, 'minio', { image: 'quay.io/minio/minio:RELEASE.2025-09-07T16-13-09Z', port: 9000 }, { replicas: 1 }),
      cronJob(at, 'cleanup', '0 1 * * *', { image: 'registry.example.com/ci/cleanup:latest' }),
      service(at, 'minio', 9000),
    ]),
  ];
}

/** 7 workloads that somebody applied years ago, on the default account. */
function legacy(): readonly Manifest[] {
  const at = 'legacy-crm';
  const old = (name: string, rest: Partial<Shape> = {}): Manifest =>
    workload(
      at,
      name,
      { image: `registry.example.com/crm/${name}:latest`, port: 80, hasNoResources: true, ...rest },
      { replicas: 1 },
    );
  return [
    namespace(at),
    secret(at, 'crm-db', ['password']),
    old('crm', {
      env: { DB_HOST: 'mysql', DB_PASSWORD: 'example-only' },
      mounts: { '/var/www/uploads': 'claim:crm-uploads' },
    }),
    old('crm-admin'),
    old('crm-mail', { env: { SMTP_HOST: 'smtp.example.com' } }),
    old('mysql', {
      image: 'docker.io/library/mysql:5.7',
      port: 3306,
      secretEnv: { MYSQL_ROOT_PASSWORD: 'crm-db/password' },
    }),
    old('phpmyadmin', { image: 'docker.io/library/phpmyadmin:5.2' }),
    cronJob(at, 'crm-backup', '30 3 * * *', {
      image: 'registry.example.com/crm/backup:latest',
      mounts: { '/backup': 'host:/mnt/backup' },
    }),
    barePod(
      at,
      'debug',
      { image: 'docker.io/nicolaka/netshoot:latest', command: ['sleep', 'infinity'], security: PRIVILEGED },
      { pod: { hostNetwork: true, hostPID: true } },
    ),
    claim(at, 'crm-uploads', '100Gi'),
    service(at, 'crm', 80, { type: 'NodePort' }),
    service(at, 'mysql', 3306),
    service(at, 'phpmyadmin', 80),
    ingress(at, 'crm', ['crm', 80], 'crm.example.com'),
    binding(at, 'crm-default', 'edit', 'legacy-crm/default'),
  ];
}

/** 11 workloads behind the public site; baseline is enforced. */
function web(): readonly Manifest[] {
  const at = 'web';
  const parts = ['landing', 'blog', 'careers', 'press', 'help', 'search-ui', 'status', 'media', 'redirects', 'forms'];
  const shape = (name: string): Shape => ({
    image: `registry.example.com/web/${name}:2.${name.length}.0`,
    port: 8080,
    probe: '/',
    security: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
    mounts: { '/var/cache/nginx': 'emptyDir', '/tmp': 'emptyDir' },
  });
  return byArgo(at, [
    namespace(at, { ...levels('baseline', 'enforce'), 'istio-injection': 'enabled', team: 'web' }),
    ...defaultDeny(at, 'Ingress'),
    allow(at, 'from-ingress', 'ingress-nginx', 8080),
    ...parts.flatMap((name) => [
      workload(at, name, shape(name), {
        security: { runAsNonRoot: true, runAsUser: 101, seccompProfile: { type: 'RuntimeDefault' } },
      }),
      service(at, name, 80, { target: 8080 }),
    ]),
    cronJob(at, 'sitemap', '0 5 * * *', shape('sitemap'), { security: NON_ROOT }),
    secret(at, 'site-tls', ['tls.crt', 'tls.key'], 'kubernetes.io/tls'),
    ingress(at, 'shop', ['landing', 80], 'www.example.com', { tls: 'site-tls' }),
    ingress(at, 'help', ['help', 80], 'help.example.com', { tls: 'site-tls' }),
  ]);
}

function careful(at: string, name: string, registry: string): Manifest {
  return workload(
    at,
    name,
    {
      image: `registry.example.com/${registry}/${name}:5.0.2`,
      port: 8080,
      probe: '/live',
      security: CONFINED,
      mounts: { '/tmp': 'emptyDir' },
    },
    { account: name, security: NON_ROOT, pod: { automountServiceAccountToken: false } },
  );
}

/** 6 workloads that meet the level restricted, isolated both ways. */
function ledger(): readonly Manifest[] {
  const at = 'ledger';
  const parts = ['ledger', 'ledger-import', 'ledger-export', 'audit', 'close'];
  return byFlux(at, [
    namespace(at, { ...levels('restricted', 'enforce', 'warn', 'audit'), team: 'finance' }),
    ...defaultDeny(at, 'Ingress', 'Egress'),
    allow(at, 'from-payments', 'payments', 8080),
    ...parts.flatMap((name) => [
      account(at, name),
      careful(at, name, 'ledger'),
      service(at, name, 80, { target: 8080 }),
    ]),
    cronJob(
      at,
      'month-end',
      '0 3 1 * *',
      { image: 'registry.example.com/ledger/close:5.0.2', security: CONFINED },
      { account: 'close', security: NON_ROOT },
    ),
  ]);
}

function searchAndNotify(): readonly Manifest[] {
  const release = (at: string, parts: readonly string[]): readonly Manifest[] => [
    namespace(at, { ...levels('baseline', 'enforce'), team: at }),
    ...byHelm(at, at, [
      ...defaultDeny(at, 'Ingress'),
      allow(at, 'from-shops', 'shop-de', 8080),
      ...parts.flatMap((name) => [account(at, name), careful(at, name, at), service(at, name, 80, { target: 8080 })]),
    ]),
  ];
  return [...release('search', ['query', 'indexer', 'suggest', 'synonyms']), ...release('notify', ['push', 'mail'])];
}

/** Who may do what across the cluster. */
const PEOPLE: readonly Manifest[] = [
  binding('', 'sre-admins', 'cluster-admin', 'group:sre'),
  binding('', 'break-glass', 'cluster-admin', 'user:break-glass@example.com'),
  role('', 'developer', 'get,list,watch: *', 'create: pods/exec,pods/portforward'),
  binding('', 'developers', 'developer', 'group:developers'),
  ...granted(
    'inventory-reader',
    'ci/deployer',
    'get,list,watch: nodes,namespaces,pods',
    'get,list,watch: deployments.apps',
  ),
];

export const TEAMS: readonly Manifest[] = [
  ...payments(),
  ...ci(),
  ...legacy(),
  ...web(),
  ...ledger(),
  ...searchAndNotify(),
  configMap('default', 'onboarding', { 'readme.txt': 'Ask the platform team for a namespace.' }),
  object('v1', 'ResourceQuota', 'web', 'team', { spec: { hard: { pods: '60', 'requests.memory': '32Gi' } } }),
  ...PEOPLE,
];
