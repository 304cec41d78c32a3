import { expect, onTestFinished, test } from 'vitest';
import type { Api } from '../cluster/api.ts';
import { loadWorkloads, rolledOut, sampleWorkloads } from '../cluster/workloads.ts';
import { ownCluster } from '../support/cluster.ts';
import { createHome } from '../support/program.ts';

const LISTS = [
  ...['namespaces', 'services', 'serviceaccounts'].map((plural) => `/api/v1/${plural}`),
  ...['deployments', 'statefulsets', 'daemonsets'].map((plural) => `/apis/apps/v1/${plural}`),
  ...['cronjobs', 'jobs'].map((plural) => `/apis/batch/v1/${plural}`),
  '/apis/networking.k8s.io/v1/networkpolicies',
  ...['roles', 'rolebindings', 'clusterroles', 'clusterrolebindings'].map(
    (plural) => `/apis/rbac.authorization.k8s.io/v1/${plural}`,
  ),
];
/** Counted up by the controllers with every rollout, also the one that goes back. */
const REVISION = 'deployment.kubernetes.io/revision';

interface Stored {
  readonly metadata: {
    readonly namespace?: string;
    readonly name: string;
    readonly labels?: Record<string, string>;
    readonly annotations?: Record<string, string>;
  };
  readonly [field: string]: unknown;
}

/** What people write in every object of the lists, by path and name. */
async function wanted(api: Api): Promise<Record<string, unknown>> {
  const all: Record<string, unknown> = {};
  for (const path of LISTS) {
    const { items } = (await api.json('GET', path)) as { items: Stored[] };
    for (const { metadata, status: _, ...rest } of items) {
      const { [REVISION]: __, ...annotations } = metadata.annotations ?? {};
      const key = `${path} ${metadata.namespace ?? ''}/${metadata.name}`;
      all[key] = { labels: metadata.labels ?? {}, annotations, ...rest };
    }
  }
  return all;
}

function changedBetween(before: Record<string, unknown>, after: Record<string, unknown>): string[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key])).sort();
}

interface Told {
  readonly id: string;
  readonly check: string;
  readonly subject: { readonly kind: string; readonly namespace: string; readonly name: string };
}

function nameOf({ id, check, subject }: Told): string {
  return `${id} ${check} ${subject.kind} ${subject.namespace}/${subject.name}`;
}

interface Report {
  readonly findings: readonly Told[];
  /** Refused are those of the platform's namespaces, which are left alone unless asked for. */
  readonly decisions: readonly { readonly readiness: string; readonly title: string; readonly refusal?: string }[];
}

test('all that is ready is applied, rolled out, not found again, and taken back whole', async () => {
  const own = await ownCluster();
  const home = createHome();
  onTestFinished(() => home.remove());
  const run = async (...args: string[]) => {
    const ended = await home.run(args, { env: { KUBECONFIG: own.kubeconfig } });
    expect(ended, ended.stderr).toMatchObject({ code: 0 });
    return ended.stdout + ended.stderr;
  };
  const scan = async () =>
    JSON.parse(
      (await home.run(['scan', '-A', '-o', 'json'], { env: { KUBECONFIG: own.kubeconfig } })).stdout,
    ) as Report;
  await loadWorkloads(own.api, await sampleWorkloads());
  const before = await wanted(own.api);
  const findingsBefore = (await scan()).findings.map(nameOf);

  await run('--apply', '-A', '--yes', '--max-disruption', 'access');
  await rolledOut(own.api);
  const applied = await wanted(own.api);
  const changed = changedBetween(before, applied);
  expect(changed).toContain('/apis/apps/v1/deployments shop/web');
  // Every path that its image writes is a volume, and the group is the one that its pods reported.
  const web = JSON.stringify(applied['/apis/apps/v1/deployments shop/web']);
  for (const field of ['"readOnlyRootFilesystem":true', '"runAsUser":101', '"runAsGroup":101', '"drop":["ALL"]'])
    expect(web).toContain(field);
  expect(changed).toContain('/apis/rbac.authorization.k8s.io/v1/roles shop/shop-admin');
  const left = (await scan()).decisions.filter(({ readiness, refusal }) => readiness === 'ready' && !refusal);
  expect(left.map(({ title }) => title)).toEqual([]);

  const again = await run('--apply', '-A', '--yes', '--max-disruption', 'access');
  expect(again).toContain('Nothing to do');
  expect(changedBetween(applied, await wanted(own.api))).toEqual([]);

  await run('undo', '--yes');
  await rolledOut(own.api);
  expect(changedBetween(before, await wanted(own.api))).toEqual([]);
  expect((await scan()).findings.map(nameOf)).toEqual(findingsBefore);
});
