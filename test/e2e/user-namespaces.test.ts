/** A container that needs root, on nodes that offer user namespaces: what is proposed is let in at restricted. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { cluster, ownCluster, type TestCluster } from '../support/cluster.ts';
import { createHome, type Home } from '../support/program.ts';

let home: Home;
beforeEach(() => {
  home = createHome();
});
afterEach(() => home.remove());

const ROOT = {
  name: 'ftp',
  image: 'registry.example/ftp:1',
  securityContext: {
    runAsUser: 0,
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    seccompProfile: { type: 'RuntimeDefault' },
  },
};
const RESTRICTED = { 'pod-security.kubernetes.io/enforce': 'restricted' };

async function deploy(the: TestCluster): Promise<string> {
  const namespace = await the.namespace('userns');
  await the.api.json('POST', `/apis/apps/v1/namespaces/${namespace}/deployments`, {
    metadata: { name: 'ftp' },
    spec: {
      selector: { matchLabels: { app: 'ftp' } },
      template: { metadata: { labels: { app: 'ftp' } }, spec: { containers: [ROOT] } },
    },
  });
  return namespace;
}

interface Decision {
  readonly title: string;
  readonly readiness: string;
  readonly variants: readonly { readonly reasons: readonly string[] }[];
}

async function decisionOn(the: TestCluster, namespace: string): Promise<Decision | undefined> {
  const env = { KUBECONFIG: the.kubeconfig };
  const args = ['scan', '--check', 'workloads/run-as-root', '-o', 'json'];
  const { stdout, stderr } = await home.run(args, { env });
  if (stdout === '') throw new Error(stderr);
  const { decisions } = JSON.parse(stdout) as { readonly decisions: readonly Decision[] };
  return decisions.find(({ title }) => title === `Deployment ${namespace}/ftp`);
}

test('it is offered once every node reports them, and only then', async () => {
  const own = await ownCluster({ nodes: 2 });
  const namespace = await deploy(own);
  expect((await decisionOn(own, namespace))?.readiness).toBe('needs-input');
  const runtimeHandlers = [{ name: '', features: { userNamespaces: true } }];
  for (const node of ['node-1', 'node-2']) {
    expect((await decisionOn(own, namespace))?.readiness, node).toBe('needs-input');
    const type = { 'content-type': 'application/merge-patch+json' };
    await own.api.json('PATCH', `/api/v1/nodes/${node}/status`, { status: { runtimeHandlers } }, type);
  }
  const offered = await decisionOn(own, namespace);
  expect(offered?.readiness).toBe('review');
  expect(offered?.variants.flatMap(({ reasons }) => reasons).join(' ')).toContain('All 2 nodes offer user namespaces.');
});

test('at restricted the server lets the pod in with a user namespace, and refuses it without', async () => {
  const the = cluster();
  const namespace = await the.namespace('userns', RESTRICTED);
  const create = (spec: object) =>
    the.api.raw('POST', `/api/v1/namespaces/${namespace}/pods?dryRun=All`, { metadata: { name: 'ftp' }, spec });
  expect((await create({ containers: [ROOT] })).text).toContain('runAsUser=0');
  expect((await create({ containers: [ROOT], hostUsers: false })).status).toBe(201);
  const shared = await create({ containers: [ROOT], hostUsers: false, hostPID: true });
  expect(shared).toMatchObject({ status: 422, text: expect.stringContaining('when `hostUsers` is false') });
});
