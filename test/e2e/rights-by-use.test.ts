/** A real audit log of several accounts: their roles narrowed by it, their programs run again, and the roles given back. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { type Api, createApi } from '../cluster/api.ts';
import { ownCluster, type TestCluster } from '../support/cluster.ts';
import { createHome } from '../support/program.ts';
import { type Programs, programs, setUp } from './rights-by-use/accounts.ts';

const home = createHome();
afterAll(() => home.remove());

const POLICY = { apiVersion: 'audit.k8s.io/v1', kind: 'Policy', rules: [{ level: 'RequestResponse' }] };
const CHECK = 'rbac/unused-permissions';

function flagsOf(the: TestCluster): readonly string[] {
  const policy = join(home.folder, 'policy.yaml');
  writeFileSync(policy, JSON.stringify(POLICY));
  const setting = `${CHECK}.days=0`;
  return ['--check', CHECK, '--audit-log', the.auditLog, '--audit-policy', policy, '--set', setting];
}

async function scan(the: TestCluster): Promise<Report> {
  const { stdout } = await home.run(['scan', '-o', 'json', '-q', ...flagsOf(the)], {
    env: { KUBECONFIG: the.kubeconfig },
  });
  return JSON.parse(stdout);
}

async function run(all: Programs): Promise<readonly string[]> {
  const answers: string[] = [];
  for (const [name, program] of Object.entries(all)) answers.push(`${name}: ${(await program()).join(' ')}`);
  return answers;
}

const ROLES = [
  'clusterroles/ops',
  'clusterroles/granter',
  'clusterroles/front-end',
  'namespaces/shop/roles/shopkeeper',
];

const rule = (group: string, resources: readonly string[], verbs: readonly string[]) => ({
  ...{ apiGroups: [group], resources, verbs },
});

async function namesOf(api: Api, plural: string): Promise<readonly string[]> {
  const { items } = (await api.json('GET', `/apis/rbac.authorization.k8s.io/v1/${plural}`)) as {
    items: { metadata: { name: string } }[];
  };
  return items.map(({ metadata }) => metadata.name);
}

async function rolesNow(api: Api): Promise<readonly unknown[]> {
  const found = ROLES.map((path) => api.json('GET', `/apis/rbac.authorization.k8s.io/v1/${path}`));
  return (await Promise.all(found)).map((role) => (role as { rules: unknown }).rules);
}

test('roles are narrowed to what their holders did, their programs still run, and an undo gives the roles back', async () => {
  const the = await ownCluster({ controllers: false, nodes: 0, auditPolicy: POLICY });
  const accounts = await setUp(the);
  const clients = Object.fromEntries(
    Object.entries(accounts).map(([name, token]) => [name, createApi({ server: the.server, ca: the.ca, token })]),
  );
  const all = programs(clients);
  const answers = await run(all);
  const before = await rolesNow(the.api);

  const report = await scan(the);
  expect(report.decisions.map(({ title, readiness }) => `${title}: ${readiness}`)).toEqual([
    'Rules of ClusterRole front-end: ready',
    'Rules of ClusterRole granter: ready',
    'Rules of ClusterRole ops: ready',
    'Rules of Role shop/shopkeeper: ready',
    'Rules of ClusterRole harden-test-viewer: review',
    'Rules of Role shop/pod-viewer: review',
  ]);
  const applied = await home.run(['--apply', '--yes', '-A', '--max-disruption', 'access', ...flagsOf(the)], {
    env: { KUBECONFIG: the.kubeconfig },
  });
  expect(applied.stderr).toContain('4 findings resolved, 0 new');
  const after = await rolesNow(the.api);
  expect(after).toEqual([
    [
      rule('', ['configmaps'], ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch']),
      rule('', ['nodes'], ['get', 'list', 'watch']),
      rule('apps', ['deployments'], ['get', 'list', 'watch']),
      rule('batch', ['jobs'], ['deletecollection']),
    ],
    // It never looks at pods, and hands on the right to.
    [
      rule('', ['pods'], ['get', 'list']),
      rule('rbac.authorization.k8s.io', ['rolebindings'], ['create', 'get', 'list', 'watch']),
    ],
    [rule('', ['groups', 'users'], ['impersonate'])],
    [
      rule('', ['configmaps'], ['create', 'get', 'list', 'watch']),
      rule('', ['secrets'], ['get', 'list', 'watch']),
      rule('apps', ['deployments/scale'], ['get']),
    ],
  ]);
  await the.api.json('DELETE', '/apis/rbac.authorization.k8s.io/v1/namespaces/shop/rolebindings/pods-of-batch');
  expect(await run(all)).toEqual(answers);
  // Each role was tried under a user whom nobody can be, and nothing of the trials is left.
  const reviews = readFileSync(the.auditLog, 'utf8')
    .split('\n')
    .filter((line) => line.includes('system:harden:trial:'));
  expect(reviews.length).toBeGreaterThan(20);
  for (const kind of ['clusterroles', 'clusterrolebindings', 'roles', 'rolebindings'])
    expect(await namesOf(the.api, kind)).not.toContainEqual(expect.stringContaining('harden-trial'));
  await home.run(['undo', '--yes'], { env: { KUBECONFIG: the.kubeconfig } });
  expect(await rolesNow(the.api)).toEqual(before);
});
