import { afterAll, expect, test } from 'vitest';
import { json } from '../../sources/live/fake-server.ts';
import { config, folder, write } from '../../sources/live/setting.ts';
import { createHome, PROGRAM } from '../../support/program.ts';
import { startPty } from '../../support/pty.ts';
import { type StubCluster, stubCluster } from '../../support/stub-cluster.ts';

const home = createHome();
afterAll(() => home.remove());

/** Of what they find in the workload two are ready to be changed, and three are not. */
const FIVE = ['drop-all', 'privilege-escalation', 'read-only-rootfs', 'run-as-root', 'seccomp'];

/** Somebody who may write the resources, and read all. */
async function userOf(...resources: readonly string[]): Promise<{ cluster: StubCluster; kubeconfig: string }> {
  const cluster = await stubCluster();
  cluster.intercept = ({ path, body }, response) => {
    if (!path.endsWith('/selfsubjectaccessreviews')) return false;
    const { resource } = (body as { spec: { resourceAttributes: { resource: string } } }).spec.resourceAttributes;
    json(response, { status: { allowed: resources.includes(resource) } }, 201);
    return true;
  };
  return { cluster, kubeconfig: write(folder(), 'config', config(cluster.url)) };
}

test('what the caller may not write is told before any diff, in table and report, and a scan only asks', async () => {
  const { cluster, kubeconfig } = await userOf('deployments');
  const checks = [
    ...FIVE.map((name) => `workloads/${name}`),
    'pod-security/enforce-missing',
    'pod-security/warn-audit',
  ].join(',');
  const { stdout } = await home.run(['scan', '--kubeconfig', kubeconfig, '--check', checks]);
  expect(stdout).toMatch(/high +elsewhere +Pod Security levels of shop/);
  expect(stdout).toMatch(/medium +review, 2 of 5 ready +Deployment shop\/web/);
  const report = JSON.parse((await home.run(['scan', '--kubeconfig', kubeconfig, '-o', 'json'])).stdout);
  const refusals = new Map(report.decisions.map((each: Record<string, unknown>) => [each.title, each.refusal]));
  expect(refusals.get('Deployment shop/web')).toBeNull();
  expect(refusals.get('Pod Security levels of shop')).toBe('Not yours to change: you may not patch namespaces/shop.');
  const methods = cluster.seen.filter(({ path }) => !path.includes('/selfsubject')).map(({ method }) => method);
  expect(new Set(methods)).toEqual(new Set(['GET']));
});

test('--apply makes what the caller may, refuses the rest with 5 and tries none of it', async () => {
  const { cluster, kubeconfig } = await userOf('deployments');
  const ended = await home.run(['--apply', '-A', '--yes', '--kubeconfig', kubeconfig]);
  expect([ended.code, cluster.writes()]).toEqual([5, ['PATCH /apis/apps/v1/namespaces/shop/deployments/web']]);
  expect(ended.stderr).toContain(
    'error: refused: Pod Security levels of shop: Not yours to change: you may not patch namespaces/shop.',
  );
  const none = await userOf();
  const refused = await home.run(['--apply', '-A', '--yes', '--kubeconfig', none.kubeconfig]);
  expect([refused.code, refused.stdout, none.cluster.writes()]).toEqual([5, '', []]);
  expect(refused.stderr).toContain('Nothing was changed: 2 decisions are refused.');
});

test('the header of the walk says who may not write', async () => {
  const { kubeconfig } = await userOf();
  const pty = startPty(process.execPath, [PROGRAM, '--kubeconfig', kubeconfig], { env: home.env });
  await pty.waitFor('MAY NOT WRITE');
  pty.send('q');
  await pty.exit;
});

test('what somebody else applies on the server is theirs, and the conflict to come is told', async () => {
  const { cluster, kubeconfig } = await userOf('deployments', 'namespaces');
  const path = '/apis/apps/v1/namespaces/shop/deployments/web';
  const found = cluster.objects.get(path);
  const container = { 'f:securityContext': { 'f:allowPrivilegeEscalation': {} } };
  const fieldsV1 = { 'f:spec': { 'f:template': { 'f:spec': { 'f:containers': { 'k:{"name":"web"}': container } } } } };
  const managedFields = [
    { manager: 'deployer', operation: 'Apply', apiVersion: 'apps/v1', fieldsType: 'FieldsV1', fieldsV1 },
  ];
  if (found !== undefined) cluster.objects.set(path, { ...found, metadata: { ...found.metadata, managedFields } });
  const words = ['--apply', '-A', '--yes', '--kubeconfig', kubeconfig];
  const ended = await home.run(words);
  expect([ended.code, cluster.writes()]).toEqual([0, ['PATCH /api/v1/namespaces/shop']]);
  expect(ended.stderr).toContain(
    'Deployment shop/web: Deployment shop/web has what is changed from server-side apply of the field manager "deployer", ' +
      'whose next apply will conflict with "harden". --allow-managed would allow it.',
  );
  const allowed = await home.run([...words, '--allow-managed']);
  expect([allowed.code, cluster.writes().length]).toEqual([0, 2]);
  expect(allowed.stderr).toContain(
    'Caveat: The next server-side apply of the field manager "deployer" to Deployment shop/web',
  );
});
