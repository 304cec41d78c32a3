/** Whoever has exactly the rights that `rbac --for apply` prints can apply, and take back, what an administrator can. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { PLUGINS } from '../../plugins/index.ts';
import { kindInfo } from '../../src/kube/kinds.ts';
import { loadWorkloads, rolledOut, sampleWorkloads } from '../cluster/workloads.ts';
import { ownCluster } from '../support/cluster.ts';
import { createHome } from '../support/program.ts';

const RBAC = 'rbac.authorization.k8s.io';
/** Every kind that a check offers to create, whether or not the sample workloads need one. */
const CREATED = new Set(
  PLUGINS.flatMap(({ checks }) => checks).flatMap((check) =>
    check.mode === 'automated' ? (check.remediation?.creates ?? []) : [],
  ),
);
const FULL = ['--profile', 'full'];
const APPLY = ['--apply', '-A', '--yes', ...FULL, '--max-disruption', 'access'];

test('all is applied with the rights of the role but what takes escalate, and that with it', async () => {
  const the = await ownCluster();
  const home = createHome();
  onTestFinished(() => home.remove());
  await loadWorkloads(the.api, await sampleWorkloads());
  await rolledOut(the.api);
  const give = async (name: string, rules: unknown) => {
    const path = join(home.folder, 'role.json');
    const subjects = [{ apiGroup: RBAC, kind: 'User', name: 'denied' }];
    const roleRef = { apiGroup: RBAC, kind: 'ClusterRole', name };
    const items = [
      { apiVersion: `${RBAC}/v1`, kind: 'ClusterRole', metadata: { name }, rules },
      { apiVersion: `${RBAC}/v1`, kind: 'ClusterRoleBinding', metadata: { name }, roleRef, subjects },
    ];
    writeFileSync(path, JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
    await the.kubectl(['apply', '-f', path]);
  };
  const run = (kubeconfig: string, ...args: string[]) => home.run(args, { env: { KUBECONFIG: kubeconfig } });
  const { rules } = JSON.parse((await run('', 'rbac', '--for', 'apply', ...FULL, '-o', 'json')).stdout);
  await give('exactly', rules);
  const own = await the.tokenKubeconfig('denied');

  const applied = await run(own, ...APPLY);
  expect(applied.stdout).toMatch(/^deployment\.apps\/web patched$/m);
  for (const kind of ['networkpolicy.networking.k8s.io', 'poddisruptionbudget.policy'])
    expect(applied.stdout, applied.stderr).toMatch(new RegExp(`^${kind}/\\S+ created$`, 'm'));
  expect(applied.stdout).toMatch(/^rolebinding\.rbac\.authorization\.k8s\.io\/former-contractor deleted$/m);
  const refused = applied.stderr.split('\n').filter((line) => line.startsWith('error: refused:'));
  expect(refused.map((line) => /Rules of \S+ \S+?:/.exec(line)?.[0]).toSorted()).toEqual([
    'Rules of ClusterRole deployer:',
    'Rules of Role shop/shop-admin:',
  ]);
  for (const line of refused)
    expect(line).toMatch(/attempting to grant RBAC permissions not currently held: \.\.\.( ?\.)?$/);

  expect(CREATED.size).toBeGreaterThan(2);
  for (const kind of CREATED) {
    const info = kindInfo(kind);
    const resource = info === undefined ? kind : `${info.plural}.${info.group}`.replace(/\.$/, '');
    const ask = ['auth', 'can-i', 'create', resource, '-n', 'shop', '--kubeconfig', own];
    expect((await the.kubectl(ask)).stdout.trim(), resource).toBe('yes');
  }

  await give('more', [{ apiGroups: [RBAC], resources: ['roles', 'clusterroles'], verbs: ['escalate', 'bind'] }]);
  const more = await run(own, ...APPLY);
  expect(more.stdout).toMatch(/^role\.rbac\.authorization\.k8s\.io\/shop-admin configured$/m);
  expect(more.stderr).not.toContain('error: refused:');
  const admin = await run(the.kubeconfig, ...APPLY);
  expect(admin.stderr + admin.stdout).toContain('Nothing to do');

  for (let runs = 0; runs < 2; runs++) {
    const undone = await run(own, 'undo', '--yes');
    expect(undone, undone.stderr).toMatchObject({ code: 0 });
  }
});
