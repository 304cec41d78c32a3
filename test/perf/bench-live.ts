/** A cluster with many pods: against listing and decoding the same objects, and how soon something is on the screen. */
import { spawn } from 'node:child_process';
import { createApi } from '../cluster/api.ts';
import { type RunningCluster, startCluster } from '../cluster/start.ts';
import { fill, type Size } from './fill.ts';
import { PROGRAM, repeat, script, took } from './program.ts';
import { type Figure, megabytes, ratio, seconds } from './report.ts';
import { watchScreen } from './terminal.ts';

const RUNS = 3;
const NO_AUDIT = { apiVersion: 'audit.k8s.io/v1', kind: 'Policy', rules: [{ level: 'None' }] };

const PODS_PER_DEPLOYMENT = 20;
const DEPLOYMENTS_PER_NAMESPACE = 5;

/** What the slice's checks read, Secrets left out: nobody lists their values. */
const PATHS = [
  ...['namespaces', 'nodes', 'pods', 'podtemplates', 'replicationcontrollers', 'serviceaccounts', 'services'].map(
    (plural) => `/api/v1/${plural}`,
  ),
  ...['deployments', 'replicasets', 'statefulsets', 'daemonsets'].map((plural) => `/apis/apps/v1/${plural}`),
  ...['jobs', 'cronjobs'].map((plural) => `/apis/batch/v1/${plural}`),
  '/apis/networking.k8s.io/v1/networkpolicies',
  ...['roles', 'rolebindings', 'clusterroles', 'clusterrolebindings'].map(
    (plural) => `/apis/rbac.authorization.k8s.io/v1/${plural}`,
  ),
];

export async function benchLive(print: (figure: Figure) => void, { pods }: { readonly pods: number }): Promise<void> {
  const deployments = Math.ceil(pods / PODS_PER_DEPLOYMENT);
  const size: Size = { namespaces: Math.ceil(deployments / DEPLOYMENTS_PER_NAMESPACE), deployments, pods };
  const cluster = await startCluster({ controllers: false, nodes: 0, auditPolicy: NO_AUDIT });
  try {
    const started = performance.now();
    const { server, ca, adminToken: token } = cluster;
    const api = createApi({ server, ca: ca.cert, token, connections: 32 });
    await fill(api, size);
    await api.close();
    const what = `live: ${pods} pods, ${deployments} Deployments, ${size.namespaces} namespaces`;
    print({ name: what, value: `created in ${seconds(performance.now() - started)}` });
    await measureLive(cluster, print);
  } finally {
    await cluster.stop();
  }
}

async function measureLive(cluster: RunningCluster, print: (figure: Figure) => void): Promise<void> {
  const env = { KUBECONFIG: cluster.kubeconfig, XDG_STATE_HOME: cluster.dir, XDG_CONFIG_HOME: cluster.dir };
  const listing = (pageSize: number) => {
    const args = [cluster.server, cluster.caFile, cluster.adminToken, String(pageSize), ...PATHS];
    return [...script('list-objects.ts'), ...args];
  };
  // Once unmeasured: the first answers of an API server are slower than its later ones.
  await repeat(1, listing(500));
  const whole = await repeat(RUNS, listing(0));
  const paged = await repeat(RUNS, listing(500));
  const scan = await repeat(RUNS, [...PROGRAM, 'scan', '-A', '-o', 'json'], { env });
  print({ name: 'live: list and JSON.parse, whole lists', value: took(whole) });
  print({ name: 'live: list and JSON.parse, pages of 500', value: took(paged) });
  print({ name: 'live: scan -A -o json', value: `${took(scan)}, report of ${megabytes(scan.last.stdoutBytes)}` });
  print(ratio('live: scan to list and parse', scan.wallMs, whole.wallMs, 1.3));
  print(ratio('live: scan to list and parse, pages of 500', scan.wallMs, paged.wallMs, 1.3));
  print(ratio('live: scan to list and parse, processor time', scan.cpuMs, whole.cpuMs, 1.3));
  const goal = { is: scan.peakBytes / 1e6, atMost: 350, unit: ' MB' };
  print({ name: 'live: peak memory of the scan', value: megabytes(scan.peakBytes), goal });
  await measureWalk('', env, print);
  const spinning = spin();
  try {
    await measureWalk(' beside two busy programs', env, print);
  } finally {
    spinning.end();
  }
}

/** How soon there is something to read on a terminal. */
async function measureWalk(
  where: string,
  env: Readonly<Record<string, string>>,
  print: (figure: Figure) => void,
): Promise<void> {
  const { at } = await watchScreen([...PROGRAM, '-A'], env, [/\S/, FINDING], 60_000);
  print({ name: `live: first frame of the walk${where}`, value: at[0] === undefined ? 'never' : seconds(at[0]) });
  const finding = at[1] ?? Number.POSITIVE_INFINITY;
  print({
    name: `live: first finding on the screen${where}`,
    value: at[1] === undefined ? 'never' : seconds(finding),
    goal: { is: finding / 1000, atMost: 1.5, unit: ' s' },
  });
}

const BUSY_PROGRAMS = 2;

/** Programs that do nothing but use a processor each, until they are ended; not longer than the bench itself. */
function spin(): { end(): void } {
  const script = `const parent = ${process.pid}; for (;;) { const until = Date.now() + 200; while (Date.now() < until); process.kill(parent, 0); }`;
  const children = Array.from({ length: BUSY_PROGRAMS }, () =>
    spawn(process.execPath, ['-e', script], { stdio: 'ignore' }),
  );
  return { end: () => children.forEach((child) => void child.kill('SIGKILL')) };
}

/** How the walk marks a finding by its severity, while it still reads. */
const FINDING = /\b(CRIT|HIGH|MED|LOW)\b/;
