/** Rights are narrowed by use with exactly the role that `rbac --for apply` prints for it, and what takes escalate beside it. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createApi } from '../../cluster/api.ts';
import { ownCluster } from '../../support/cluster.ts';
import { createHome } from '../../support/program.ts';
import { programs, setUp } from './accounts.ts';

const RBAC = 'rbac.authorization.k8s.io';
const POLICY = { apiVersion: 'audit.k8s.io/v1', kind: 'Policy', rules: [{ level: 'RequestResponse' }] };
const CHECK = 'rbac/unused-permissions';
const ROLES = [
  'clusterroles/ops',
  'clusterroles/granter',
  'clusterroles/front-end',
  'namespaces/shop/roles/shopkeeper',
];
type Rules = readonly { readonly resources?: readonly string[] }[];

test('the printed role tries and narrows what its holder has, with escalate all of it, and gives the roles back', async () => {
  const the = await ownCluster({ controllers: false, nodes: 0, auditPolicy: POLICY });
  const home = createHome();
  onTestFinished(() => home.remove());
  const accounts = await setUp(the);
  const clients = Object.entries(accounts).map(
    ([name, token]) => [name, createApi({ server: the.server, ca: the.ca, token })] as const,
  );
  for (const program of Object.values(programs(Object.fromEntries(clients)))) await program();
  const policy = join(home.folder, 'policy.yaml');
  writeFileSync(policy, JSON.stringify(POLICY));
  const flags = ['--check', CHECK, '--audit-log', the.auditLog, '--audit-policy', policy, '--set', `${CHECK}.days=0`];
  const apply = ['--apply', '--yes', '-A', '--max-disruption', 'access', ...flags];
  const run = (kubeconfig: string, ...args: string[]) => home.run(args, { env: { KUBECONFIG: kubeconfig } });
  const give = async (name: string, rules: Rules) => {
    const subjects = [{ apiGroup: RBAC, kind: 'User', name: 'denied' }];
    const roleRef = { apiGroup: RBAC, kind: 'ClusterRole', name };
    const items = [
      { apiVersion: `${RBAC}/v1`, kind: 'ClusterRole', metadata: { name }, rules },
      { apiVersion: `${RBAC}/v1`, kind: 'ClusterRoleBinding', metadata: { name }, roleRef, subjects },
    ];
    const path = join(home.folder, 'role.json');
    writeFileSync(path, JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
    await the.kubectl(['apply', '-f', path]);
  };
  const rolesNow = async () => {
    const found = ROLES.map((path) => the.api.json('GET', `/apis/${RBAC}/v1/${path}`));
    return (await Promise.all(found)).map((role) => (role as { rules: unknown }).rules);
  };
  const trialsLeft = async () => {
    const { stdout } = await the.kubectl([
      'get',
      'clusterroles,clusterrolebindings,roles,rolebindings',
      '-A',
      '-o',
      'name',
    ]);
    return stdout.split('\n').filter((name) => name.includes('harden-trial'));
  };
  const before = await rolesNow();
  const { rules } = JSON.parse((await run('', 'rbac', '--for', 'apply', '--check', CHECK, '-o', 'json')).stdout) as {
    rules: Rules;
  };
  expect(rules.flatMap(({ resources }) => resources ?? [])).toContain('subjectaccessreviews');
  await give('exactly', rules);
  const own = await the.tokenKubeconfig('denied');

  // Nobody gives what they do not hold: nothing is written half, and nothing of the trials is left.
  const refused = await run(own, ...apply);
  expect(refused.code, refused.stderr).not.toBe(0);
  expect(await rolesNow()).toEqual(before);
  expect(await trialsLeft()).toEqual([]);

  await give('more', [
    { apiGroups: [RBAC], resources: ['roles', 'clusterroles'], verbs: ['escalate', 'bind'] } as Rules[number],
  ]);
  const applied = await run(own, ...apply);
  expect(applied.stderr).toContain('4 findings resolved, 0 new');
  expect(await trialsLeft()).toEqual([]);
  const admin = await run(the.kubeconfig, ...apply);
  expect(admin.stderr + admin.stdout).toContain('Nothing to do');
  const undone = await run(own, 'undo', '--yes');
  expect(undone, undone.stderr).toMatchObject({ code: 0 });
  expect(await rolesNow()).toEqual(before);
});
