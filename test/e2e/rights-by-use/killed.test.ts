/** The trial of narrowed rules leaves nothing behind, at whichever of its requests the program is killed. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { createApi } from '../../cluster/api.ts';
import { ownCluster, type TestCluster } from '../../support/cluster.ts';
import { createHome } from '../../support/program.ts';
import { type Killing, KillingProxy } from './killing-proxy.ts';

const home = createHome();
afterAll(() => home.remove());

const RBAC = '/apis/rbac.authorization.k8s.io/v1';
const GROUP = 'rbac.authorization.k8s.io';
const POLICY = { apiVersion: 'audit.k8s.io/v1', kind: 'Policy', rules: [{ level: 'Metadata' }] };
const CHECK = 'rbac/unused-permissions';
const WIDE = [{ apiGroups: [''], resources: ['configmaps', 'pods', 'secrets'], verbs: ['get', 'list', 'watch'] }];
const APPLY = ['--apply', '--yes', '-A', '--max-disruption', 'access'];

/** Two runs of the program for each request, killed before it and after it. */
const MANY_RUNS_MS = 600_000;

/** Named and labelled like a trial, and of somebody else. */
const DECOY = 'harden-trial-0123456789abcdef';
const DECOY_METADATA = { name: DECOY, labels: { 'app.kubernetes.io/managed-by': 'kubectl-harden' } };

async function setUp({ api, server, ca }: TestCluster): Promise<void> {
  await api.json('POST', '/api/v1/namespaces', { metadata: { name: 'tools' } });
  const accounts = '/api/v1/namespaces/tools/serviceaccounts';
  await api.json('POST', accounts, { metadata: { name: 'reader' } });
  const answer = await api.json('POST', `${accounts}/reader/token`, { spec: { expirationSeconds: 3600 } });
  const { token } = (answer as { status: { token: string } }).status;
  await api.json('POST', `${RBAC}/clusterroles`, { metadata: { name: 'reader' }, rules: WIDE });
  await api.json('POST', `${RBAC}/clusterroles`, { metadata: DECOY_METADATA, rules: [] });
  for (const [metadata, name] of [
    [{ name: 'reader' }, 'reader'],
    [DECOY_METADATA, DECOY],
  ] as const)
    await api.json('POST', `${RBAC}/clusterrolebindings`, {
      metadata,
      roleRef: { apiGroup: GROUP, kind: 'ClusterRole', name },
      subjects: [{ kind: 'ServiceAccount', namespace: 'tools', name: 'reader' }],
    });
  const reader = createApi({ server, ca, token });
  for (const path of ['/api/v1/namespaces/tools/pods', '/api/v1/pods', '/api/v1/namespaces/tools/pods/none'])
    await reader.raw('GET', path);
  await reader.close();
}

async function trialsLeft({ api }: TestCluster): Promise<readonly string[]> {
  const names: string[] = [];
  for (const kind of ['clusterroles', 'clusterrolebindings', 'roles', 'rolebindings']) {
    const { items } = (await api.json('GET', `${RBAC}/${kind}`)) as { items: { metadata: { name: string } }[] };
    names.push(...items.map(({ metadata }) => metadata.name).filter((name) => name.startsWith('harden-trial-')));
  }
  return names;
}

test(
  'killed at each of its requests, before it and after it, a trial is swept by the next run',
  async () => {
    const the = await ownCluster({ controllers: false, nodes: 0, auditPolicy: POLICY });
    await setUp(the);
    const proxy = new KillingProxy({ server: the.server, ca: the.ca, token: the.adminToken });
    onTestFinished(() => proxy.close());
    const kubeconfig = join(home.folder, 'through-the-proxy');
    writeFileSync(kubeconfig, JSON.stringify(configOf(await proxy.listen(), the.adminToken)));
    const policy = join(home.folder, 'policy.yaml');
    writeFileSync(policy, JSON.stringify(POLICY));
    const log = ['--audit-log', the.auditLog, '--audit-policy', policy, '--set', `${CHECK}.days=0`];
    const run = (args: readonly string[]) =>
      home.run(args, {
        env: { KUBECONFIG: kubeconfig },
        onStart: (child) => {
          proxy.kill = () => void child.kill('SIGKILL');
        },
      });

    proxy.begin();
    const whole = await run([...APPLY, '--check', CHECK, ...log]);
    expect(whole.stdout, whole.stderr).toContain('clusterrole.rbac.authorization.k8s.io/reader configured');
    const requests = [...proxy.asked];
    expect(requests.filter((asked) => asked.startsWith('POST ') && asked.includes('rbac'))).toHaveLength(2);
    expect(requests.filter((asked) => asked.startsWith('DELETE '))).toHaveLength(2);
    await run(['undo', '--yes']);

    const killings = requests.flatMap((_, index): readonly Killing[] =>
      (['before', 'after'] as const).map((when) => ({ at: index + 1, when })),
    );
    const swept: number[] = [];
    for (const killing of killings) {
      proxy.begin(killing);
      const killed = await run([...APPLY, '--check', CHECK, ...log]);
      expect(killed.signal, JSON.stringify(killing)).toBe('SIGKILL');
      const left = await trialsLeft(the);
      swept.push(left.length - 2);
      proxy.begin();
      const next = await run([...APPLY, '--check', 'rbac/invalid-rules']);
      expect(await trialsLeft(the), `${JSON.stringify(killing)} ${next.stderr}`).toEqual([DECOY, DECOY]);
    }
    // Some were killed with both objects there.
    expect(Math.max(...swept)).toBe(2);
    expect(await the.api.json('GET', `${RBAC}/clusterroles/reader`)).toMatchObject({ rules: WIDE });
  },
  MANY_RUNS_MS,
);

function configOf(server: string, token: string): object {
  return {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'dev', cluster: { server } }],
    users: [{ name: 'dev', user: { token } }],
    contexts: [{ name: 'dev', context: { cluster: 'dev', user: 'dev' } }],
    'current-context': 'dev',
  };
}
