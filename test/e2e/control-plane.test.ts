/** Verdicts about a control plane follow the flags that it was started with, and rights that lack make none better. */
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { controllerManagerArgs } from '../cluster/flags.ts';
import { ownCluster, type TestCluster } from '../support/cluster.ts';
import { createHome } from '../support/program.ts';

interface Check {
  readonly id: string;
  readonly status: string;
  readonly reason?: string;
}
type Verdicts = ReadonlyMap<string, Check>;

const AREAS = 'api-server,authentication,etcd,audit,encryption,kubelet';

const ENCRYPTION = {
  apiVersion: 'apiserver.config.k8s.io/v1',
  kind: 'EncryptionConfiguration',
  resources: [
    {
      resources: ['secrets'],
      providers: [
        { secretbox: { keys: [{ name: 'first', secret: Buffer.alloc(32, 'k').toString('base64') }] } },
        { identity: {} },
      ],
    },
  ],
};
const GOOD = [
  ...['--enable-admission-plugins=NodeRestriction', '--service-account-extend-token-expiration=false'],
  ...['--audit-log-maxage=30', '--audit-log-maxbackup=10', '--audit-log-maxsize=100'],
];
const BAD = [
  ...['--authorization-mode=RBAC,AlwaysAllow', '--enable-admission-plugins=AlwaysAdmit'],
  ...['--disable-admission-plugins=NodeRestriction,ServiceAccount', '--service-account-lookup=false'],
  ...['--profiling=true', '--tls-min-version=VersionTLS10', '--audit-policy-file=', '--audit-log-path='],
];
/** Each of them is seen by flags, by counters or by what the server answers to strangers. */
const FOLLOWING = [
  ...['api-server/admission-plugins', 'api-server/authorization-mode', 'api-server/control-plane-components'],
  ...['api-server/sa-token-flags', 'audit/enabled', 'encryption/secrets-at-rest'],
];

test('good flags pass, bad ones fail, and who may see none is told which right is missing', async () => {
  const good = await ownCluster({
    ...{ controllers: false, nodes: 1, extraApiServerArgs: GOOD },
    ...{ auditPolicy: await ownPolicy(), encryptionConfig: ENCRYPTION },
  });
  await good.api.json('POST', '/api/v1/namespaces/default/secrets', { metadata: { name: 'door' } });
  await mirror(good, 'kube-controller-manager', [
    ...managerArgs(good),
    '--profiling=false',
    '--bind-address=127.0.0.1',
  ]);
  await mirror(good, 'kube-scheduler', ['--profiling=false', '--bind-address=127.0.0.1']);
  const policy = ['--audit-policy', join(good.dir, 'audit-policy.yaml')];
  const passed = await verdicts(good.kubeconfig, policy);
  const passing = [...FOLLOWING, 'api-server/anonymous-access', 'audit/retention', 'audit/policy-quality'];
  expect(statuses(passed, passing)).toEqual(passing.map((id) => [id, 'pass']));
  // The harness has a token file, and an etcd without TLS.
  const failing = ['authentication/static-token-file', 'authentication/oidc', 'etcd/tls', 'api-server/kubelet-tls'];
  expect(statuses(passed, failing)).toEqual(failing.map((id) => [id, 'fail']));

  const seen = await verdicts(await good.tokenKubeconfig('viewer'), policy);
  const hidden = [...FOLLOWING, ...failing].filter((id) => id !== 'api-server/control-plane-components');
  expect(statuses(seen, hidden)).toEqual(hidden.map((id) => [id, 'unknown']));
  for (const id of hidden) expect([id, seen.get(id)?.reason]).toEqual([id, expect.stringMatching(/ is denied to you/)]);
  for (const [id, { status }] of seen)
    if (status !== 'unknown') expect([id, status], 'nothing looks better').toEqual([id, passed.get(id)?.status]);

  await good.api.json('POST', '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings', STRANGERS);
  expect((await verdicts(good.kubeconfig)).get('api-server/anonymous-access')?.status).toBe('fail');

  const bad = await ownCluster({ controllers: false, nodes: 1, extraApiServerArgs: BAD });
  await mirror(bad, 'kube-controller-manager', managerArgs(bad));
  const failed = await verdicts(bad.kubeconfig);
  expect(statuses(failed, FOLLOWING)).toEqual(FOLLOWING.map((id) => [id, 'fail']));
  expect(failed.get('api-server/tls')?.status).toBe('fail');
  // A server that allows everything takes no strangers, whatever its flags say.
  expect(failed.get('api-server/anonymous-access')?.status).toBe('pass');
}, 120_000);

/** As clusters before 1.14 had it. */
const STRANGERS = {
  metadata: { name: 'strangers' },
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'system:discovery' },
  subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'system:anonymous' }],
};

/** The policy that the program shows to whoever has none. */
async function ownPolicy(): Promise<object> {
  const home = createHome();
  onTestFinished(() => home.remove());
  const { stdout } = await home.run(['explain', 'audit/policy-quality', '--example', 'audit-policy.yaml']);
  return parse(stdout) as object;
}

function managerArgs({ dir }: TestCluster): readonly string[] {
  return controllerManagerArgs({ folder: dir, apiPort: 0, etcdPort: 0, etcdPeerPort: 0 });
}

/** As a kubelet shows a static pod. */
async function mirror(the: TestCluster, component: string, args: readonly string[]): Promise<void> {
  await the.api.json('POST', '/api/v1/namespaces/kube-system/pods', {
    metadata: {
      name: `${component}-node-1`,
      labels: { component, tier: 'control-plane' },
      annotations: { 'kubernetes.io/config.mirror': 'a1', 'kubernetes.io/config.source': 'file' },
    },
    spec: { nodeName: 'node-1', containers: [{ name: component, image: component, command: [component, ...args] }] },
  });
}

async function verdicts(kubeconfig: string, further: readonly string[] = []): Promise<Verdicts> {
  const home = createHome();
  onTestFinished(() => home.remove());
  const args = ['scan', '-A', '-o', 'json', '--area', AREAS, '--read-only', '--kubeconfig', kubeconfig];
  const { stdout } = await home.run([...args, ...further]);
  const { checks } = JSON.parse(stdout) as { readonly checks: readonly Check[] };
  return new Map(checks.map((check) => [check.id, check]));
}

function statuses(found: Verdicts, ids: readonly string[]) {
  return ids.map((id) => [id, found.get(id)?.status]);
}
