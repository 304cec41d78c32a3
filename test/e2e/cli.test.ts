/** The program as a script runs it, on the real API server: through kubectl, with few rights, with planted values. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { wantedRelease } from '../cluster/kubernetes.ts';
import { cluster, eventually, type TestCluster } from '../support/cluster.ts';
import { createHome, type Home, PROGRAM, ROOT } from '../support/program.ts';
import { startPty } from '../support/pty.ts';

let the: TestCluster;
let home: Home;
beforeAll(() => {
  the = cluster();
});
beforeEach(() => {
  home = createHome();
});
afterEach(() => home.remove());

/** `kubectl harden ARGS` with bin/ on PATH. */
function kubectlHarden(...args: string[]) {
  const PATH = [join(ROOT, 'bin'), dirname(process.execPath), process.env.PATH].join(delimiter);
  return the.kubectl(['harden', ...args], { env: { ...home.env, PATH, KUBECONFIG: the.kubeconfig }, fails: true });
}
const run = (args: readonly string[], kubeconfig = the.kubeconfig) =>
  home.run(args, { env: { KUBECONFIG: kubeconfig } });

const PLANTED = {
  environment: 'canary-env-7f3c-live',
  argument: 'canary-arg-7f3c-live',
  annotation: 'canary-annotation-7f3c-live',
  secret: 'canary-secret-7f3c-live',
  configMap: 'canary-config-7f3c-live',
};

/** A Deployment whose pods say which user they run as, applied by kubectl so that it is copied into an annotation. */
function manifests(namespace: string): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: ${namespace}, annotations: {note: ${PLANTED.annotation}}}
spec:
  replicas: 1
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: web
        image: registry.example/web:1
        args: ["--key=${PLANTED.argument}"]
        env: [{name: PASSWORD, value: ${PLANTED.environment}}]
        securityContext: {runAsUser: 101}
---
apiVersion: v1
kind: Secret
metadata: {name: db, namespace: ${namespace}}
stringData: {password: ${PLANTED.secret}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: settings, namespace: ${namespace}}
data: {password: ${PLANTED.configMap}}
`;
}

async function filledNamespace(prefix: string): Promise<string> {
  const namespace = await the.namespace(prefix);
  const file = join(home.folder, `${namespace}.yaml`);
  writeFileSync(file, manifests(namespace));
  await the.kubectl(['apply', '-f', file]);
  const pods = `/api/v1/namespaces/${namespace}/pods`;
  await eventually('the pod of web runs', async () => {
    const { items } = (await the.api.json('GET', pods)) as { items: { status: { phase: string } }[] };
    return items.length === 1 && items[0]?.status.phase === 'Running';
  });
  return namespace;
}

test('kubectl finds it as a plugin, and usage texts say so', async () => {
  const { code, stderr } = await kubectlHarden('scan', '--nonsense');
  expect(code).toBe(2);
  expect(stderr).toContain("error: unknown flag: --nonsense\nSee 'kubectl harden scan --help' for usage.");
});

test('a script applies what is ready, has nothing to do the second time, and takes it back: through kubectl', async () => {
  const namespace = await filledNamespace('cli-script');
  const spec = async () =>
    JSON.stringify(
      JSON.parse((await the.kubectl(['get', 'deployment', 'web', '-n', namespace, '-o', 'json'])).stdout).spec,
    );
  const before = await spec();
  const pending = await kubectlHarden('--apply', '-n', namespace, '--dry-run');
  expect(pending.code, pending.stderr).toBe(1);
  expect(pending.stdout).toContain('deployment.apps/web patched (server dry run)\n');
  expect(await spec()).toBe(before);

  const applied = await kubectlHarden('--apply', '-n', namespace, '--yes');
  expect(applied.code, applied.stderr).toBe(0);
  expect(applied.stdout).toMatch(new RegExp(`^namespace/${namespace} labeled$`, 'm'));
  expect(applied.stdout).toMatch(/^deployment\.apps\/web patched$/m);
  expect(applied.stderr).toContain('Undo: kubectl harden undo ');
  expect(await spec()).not.toBe(before);

  const again = await kubectlHarden('--apply', '-n', namespace, '--yes');
  expect([again.code, again.stdout], again.stderr).toEqual([0, '']);
  expect(again.stderr).toContain('Nothing to do');

  const undone = await kubectlHarden('undo', '--yes');
  expect(undone.code, undone.stderr).toBe(0);
  expect(undone.stdout).toMatch(/^deployment\.apps\/web restored$/m);
  expect(await spec()).toBe(before);
});

test('two scans of the same state are equal byte for byte', async () => {
  const namespace = await filledNamespace('cli-equal');
  const [first, second] = [
    await run(['scan', '-n', namespace, '-o', 'json']),
    await run(['scan', '-n', namespace, '-o', 'json']),
  ];
  expect(first.code, first.stderr).toBe(0);
  expect(first.stdout).toBe(second.stdout);
  const report = JSON.parse(first.stdout);
  expect(report.source).toMatchObject({ type: 'live', version: (await wantedRelease()).version });
  expect(report.workloads).toEqual([expect.objectContaining({ kind: 'Deployment', namespace, name: 'web' })]);
});

test('no planted value reaches any output or journal', async () => {
  const namespace = await filledNamespace('cli-canary');
  const values = Object.values(PLANTED).flatMap((value) => [value, Buffer.from(value).toString('base64')]);
  const commands = [
    ...['table', 'wide', 'json', 'yaml', 'name'].map((format) => ['scan', '-n', namespace, '-o', format, '-v', '9']),
    ['--apply', '-n', namespace, '--dry-run', '-v', '9'],
    ['--apply', '-n', namespace, '--yes', '-v', '9'],
    ['history', '-o', 'json'],
    ['undo', '--yes', '-v', '9'],
  ];
  for (const command of commands) {
    const { code, stdout, stderr } = await run(command);
    expect([0, 1], stderr).toContain(code);
    for (const value of values)
      expect(`${stdout}${stderr}`.includes(value), `${value} of ${command.join(' ')}`).toBe(false);
  }
  const state = join(home.folder, 'state', 'kubectl-harden');
  const files = readdirSync(state, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  expect(files.length).toBeGreaterThan(2);
  for (const { parentPath, name } of files) {
    const text = readFileSync(join(parentPath, name), 'utf8');
    for (const value of values) expect(text.includes(value), `${value} in ${name}`).toBe(false);
  }
});

/** Seen without a right: the connection itself, and what the server tells everybody. */
const NEEDS_NO_RIGHT: ReadonlySet<string> = new Set([
  'api-server/anonymous-access',
  'api-server/public-endpoint',
  'authentication/insecure-skip-tls',
  'authentication/kubeconfig-credential',
  'updates/control-plane-eol',
]);

test('who may read nothing gets unknown and a warning, not a pass; with --fail-on that is 3', async () => {
  const kubeconfig = await the.tokenKubeconfig('denied');
  const { code, stdout, stderr } = await run(['scan', '-o', 'json'], kubeconfig);
  expect(code, stderr).toBe(0);
  expect(stderr).toMatch(/^Warning: /m);
  const report = JSON.parse(stdout) as { checks: { id: string; status: string }[] };
  expect(report.checks.filter(({ id, status }) => status === 'pass' && !NEEDS_NO_RIGHT.has(id))).toEqual([]);
  expect((await run(['scan', '--fail-on', 'critical'], kubeconfig)).code).toBe(3);
});

test('a token that nobody knows ends with one line and 3', async () => {
  const { code, stdout, stderr } = await run(['scan', '--token', 'nobody-knows-it']);
  expect([code, stdout]).toEqual([3, '']);
  expect(stderr).toMatch(/^error: [^\n]+\n$/);
  expect(stderr).not.toContain('nobody-knows-it');
});

test('a namespace that is not there is no namespace in order', async () => {
  const { code, stderr } = await run(['scan', '-n', 'no-such-namespace']);
  expect(code).toBe(3);
  expect(stderr).toMatch(/^error: namespace no-such-namespace not found in context harden-test$/m);
});

test('nothing to do is not said without what could not be read', async () => {
  const denied = ['--as', 'denied', '--as-group', 'nobodies'];
  const { stderr, code } = await run(['--apply', '-A', ...denied, '--yes']);
  expect(code).toBe(0);
  expect(stderr).toMatch(/Nothing to do.*\n\d+ checks are unknown, not passed/);
});

test('impersonation is passed on: the rights are those of the other', async () => {
  const { stderr, code } = await run(['scan', '--as', 'denied', '--as-group', 'nobodies', '--fail-on', 'critical']);
  expect(code, stderr).toBe(3);
  expect(stderr).toMatch(/^Warning: /m);
});

test('in read-only mode nothing is written and it ends with 5', async () => {
  const namespace = await filledNamespace('cli-read-only');
  const { code, stdout, stderr } = await run(['--apply', '-n', namespace, '--yes', '--read-only']);
  expect(code, stderr).toBe(5);
  expect(stdout).toContain('# Deployment');
  const { metadata } = (await the.api.json('GET', `/apis/apps/v1/namespaces/${namespace}/deployments/web`)) as {
    metadata: { generation: number };
  };
  expect(metadata.generation).toBe(1);
});

test('a context that looks like production is not written to from a script unless the configuration says so', async () => {
  const namespace = await filledNamespace('cli-prod');
  const kubeconfig = join(home.folder, 'prod');
  writeFileSync(kubeconfig, readFileSync(the.kubeconfig, 'utf8').replaceAll('harden-test', 'prod-eu-1'));
  const { code, stderr } = await run(['--apply', '-n', namespace, '--yes'], kubeconfig);
  expect(code, stderr).toBe(5);
  expect(stderr).toContain('error: context prod-eu-1 is in plan-only mode, so nothing was changed.');
  expect((await run(['--apply', '-n', namespace, '--dry-run'], kubeconfig)).code).toBe(1);

  const labels = ['--apply', '-n', namespace, '--max-disruption', 'none'];
  const pty = startPty(process.execPath, [PROGRAM, ...labels], { env: { ...home.env, KUBECONFIG: kubeconfig } });
  await pty.waitFor('Type its name to allow writing:');
  pty.send('prod-eu-1\r');
  await pty.waitFor(`Type ${namespace} to continue:`);
  pty.send(`${namespace}\r`);
  await pty.waitFor(`namespace/${namespace} labeled`);
  expect(await pty.exit).toBe(0);
});
