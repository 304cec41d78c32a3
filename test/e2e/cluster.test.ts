import { readFile } from 'node:fs/promises';
import { beforeAll, expect, test } from 'vitest';
import { wantedRelease } from '../cluster/kubernetes.ts';
import { cluster, eventually, ownCluster, type TestCluster } from '../support/cluster.ts';

let the: TestCluster;
beforeAll(() => {
  the = cluster();
});

const PRIVILEGED_POD = {
  metadata: { name: 'bad' },
  spec: { containers: [{ name: 'a', image: 'nginx:1.29', securityContext: { privileged: true } }] },
};

interface PodStatus {
  readonly phase: string;
  readonly containerStatuses: readonly {
    readonly imageID: string;
    readonly ready: boolean;
    readonly state: { readonly waiting?: { readonly reason: string } };
    readonly user?: { readonly linux: { readonly uid: number } };
  }[];
}

/** A Deployment of one container whose pods carry the annotations. */
function deployment(name: string, annotations: Record<string, string>, securityContext: object = {}) {
  return {
    metadata: { name },
    spec: {
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name }, annotations },
        spec: { containers: [{ name: 'a', image: 'registry.example/shop/api:1.4', securityContext }] },
      },
    },
  };
}

/** Creates the Deployment and gives the status of its pod as soon as the fake kubelet has reported on it. */
async function statusOf(manifest: ReturnType<typeof deployment>): Promise<PodStatus> {
  const namespace = await the.namespace('rollout');
  await the.api.json('POST', `/apis/apps/v1/namespaces/${namespace}/deployments`, manifest);
  let status: PodStatus | undefined;
  await eventually('the kubelet reports on the pod', async () => {
    const list = await the.api.json('GET', `/api/v1/namespaces/${namespace}/pods`);
    status = (list as { items: { status: PodStatus }[] }).items[0]?.status;
    return status?.containerStatuses !== undefined;
  });
  return status as PodStatus;
}

test('the server says the release that it was built from', async () => {
  const { version, minor } = await wantedRelease();
  const said = await the.api.json('GET', '/version');
  expect(said).toMatchObject({ gitVersion: version, major: '1', minor: `${minor}` });
});

test('Pod Security admission refuses what the level of a namespace forbids', async () => {
  const namespace = await the.namespace('psa', { 'pod-security.kubernetes.io/enforce': 'baseline' });
  const answer = await the.api.raw('POST', `/api/v1/namespaces/${namespace}/pods`, PRIVILEGED_POD);
  expect(answer.status).toBe(403);
  expect(answer.text).toContain('violates PodSecurity \\"baseline:latest\\": privileged');
});

test('a Deployment is rolled out by the real controllers', async () => {
  const namespace = await the.namespace('rollout');
  await the.kubectl(['create', 'deployment', 'web', '--image=nginx:1.29', '--replicas=2', '-n', namespace]);
  const { stdout } = await the.kubectl(['rollout', 'status', 'deployment/web', '-n', namespace, '--timeout=30s']);
  expect(stdout).toContain('successfully rolled out');
});

test('pods report the user of the image and the digest of the image', async () => {
  const status = await statusOf(deployment('api', { 'harden.test/uid': '10001' }));
  expect(status.phase).toBe('Running');
  expect(status.containerStatuses[0]?.user?.linux.uid).toBe(10001);
  expect(status.containerStatuses[0]?.imageID).toMatch(/^registry\.example\/shop\/api@sha256:[0-9a-f]{64}$/);
});

test('a user of the pod spec goes before the user of the image', async () => {
  const status = await statusOf(deployment('api', { 'harden.test/uid': '0' }, { runAsUser: 1234 }));
  expect(status.containerStatuses[0]?.user?.linux.uid).toBe(1234);
});

test.each([
  [
    'an image that runs as root is not created as non-root',
    { 'harden.test/uid': '0' },
    { runAsNonRoot: true },
    'CreateContainerConfigError',
  ],
  [
    'a program that writes to a read-only file system crashes',
    { 'harden.test/writes': '/tmp' },
    { readOnlyRootFilesystem: true },
    'CrashLoopBackOff',
  ],
  ['a pod can be told to wait', { 'harden.test/state': 'ImagePullBackOff' }, {}, 'ImagePullBackOff'],
])('%s', async (_, annotations, securityContext, reason) => {
  const status = await statusOf(deployment('api', annotations, securityContext));
  expect(status.containerStatuses[0]).toMatchObject({ ready: false, state: { waiting: { reason } } });
});

test('requests are in the audit log as JSON lines', async () => {
  const namespace = await the.namespace('audited');
  const lines = (await readFile(the.auditLog, 'utf8')).trimEnd().split('\n');
  const events = lines.map((line) => JSON.parse(line) as { verb: string; user: object; objectRef?: { name?: string } });
  const event = events.find(({ verb, objectRef }) => verb === 'create' && objectRef?.name === namespace);
  expect(event).toMatchObject({ user: { username: 'admin' } });
});

test('the flags of the API server are served as JSON', async () => {
  const accept = 'application/json;v=v1beta1;g=config.k8s.io;as=Flagz';
  const { stdout } = await the.kubectl(['get', '--raw', '/flagz']);
  expect(stdout).toContain('audit-log-path');
  const flagz = JSON.parse((await the.api.raw('GET', '/flagz', undefined, { accept })).text);
  expect(flagz).toMatchObject({ kind: 'Flagz', flags: { 'audit-log-path': the.auditLog } });
});

test('users have the rights of their token and no others', async () => {
  const may = async (user: 'viewer' | 'denied', ...what: string[]) => {
    const env = { KUBECONFIG: await the.tokenKubeconfig(user) };
    return (await the.kubectl(['auth', 'can-i', ...what, '-A'], { env, fails: true })).stdout.trim();
  };
  expect(await may('viewer', 'list', 'deployments.apps')).toBe('yes');
  expect(await may('viewer', 'list', 'secrets')).toBe('no');
  expect(await may('viewer', 'patch', 'deployments.apps')).toBe('no');
  expect(await may('denied', 'list', 'pods')).toBe('no');
});

test('a cluster of a test takes other flags, and its API server can be stopped, ended and started again', async () => {
  const own = await ownCluster({ extraApiServerArgs: ['--anonymous-auth=false'], nodes: 1 });
  const health = async () => (await own.api.raw('GET', '/readyz')).status;
  expect(await health()).toBe(200);
  const before = own.pids['kube-apiserver'];
  await own.pauseApiServer();
  expect(await Promise.race([health(), new Promise((resolve) => setTimeout(resolve, 500, 'no answer'))])).toBe(
    'no answer',
  );
  own.resumeApiServer();
  expect(await health()).toBe(200);
  await own.killApiServer();
  expect(await health()).toBe(0);
  await own.startApiServer();
  expect(await health()).toBe(200);
  expect(own.pids['kube-apiserver']).not.toBe(before);
});
