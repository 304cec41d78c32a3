/** A scan as exactly the role that `rbac` prints sees what an administrator sees; with a rule less it does not know. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { PLUGINS } from '../../plugins/index.ts';
import { looksAtSecrets } from '../../src/cli/compose/role.ts';
import type { Report } from '../../src/model/report.ts';
import { ownCluster, type TestCluster } from '../support/cluster.ts';
import { createHome } from '../support/program.ts';

const home = createHome();
afterAll(() => home.remove());

type Rule = Readonly<Record<string, readonly string[]>>;
interface Role {
  readonly metadata: { readonly name: string };
  readonly rules: readonly Rule[];
}

async function give(the: TestCluster, role: Role): Promise<void> {
  const path = join(home.folder, 'role.json');
  const subjects = [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'denied' }];
  const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: role.metadata.name };
  const binding = {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: { name: 'denied' },
  };
  writeFileSync(
    path,
    JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [role, { ...binding, roleRef, subjects }] }),
  );
  await the.kubectl(['apply', '-f', path]);
}

/** The role of a scan has no right to Secrets: what looks at them is left out on both sides. */
const SECRETIVE = PLUGINS.flatMap(({ checks }) => checks)
  .filter(looksAtSecrets)
  .map(({ meta }) => meta.id as string);

async function scan(kubeconfig: string): Promise<{ readonly report: Report; readonly requests: readonly string[] }> {
  const args = ['scan', '--read-only', '-q', '-o', 'json', '--show-requests', '--skip-check', SECRETIVE.join(',')];
  const { stdout, stderr } = await home.run(args, { env: { KUBECONFIG: kubeconfig } });
  const requests = stderr.split('\n').filter((line) => line.startsWith('  '));
  return { report: JSON.parse(stdout), requests };
}

const unread = ({ coverage }: Report) =>
  coverage.filter(({ state }) => state === 'denied').map(({ kind, namespace }) => `${kind} ${namespace ?? ''}`);
/** Each has a name and a credential of its own, which are judged by what they are. */
const OWN: ReadonlySet<string> = new Set(['authentication/kubeconfig-credential', 'rbac/system-masters']);
const known = ({ checks, findings, coverage }: Report) => ({
  checks: checks.filter(({ id }) => !OWN.has(id)).map(({ id, status }) => [id, status]),
  findings: findings.map(({ id }) => id),
  coverage: coverage.map(({ kind, state }) => [kind, state]),
});

test('the role is enough, no request is beyond it, and no rule of it is too much', async () => {
  const the = await ownCluster();
  const namespace = await the.namespace('role');
  await the.kubectl(['create', 'deployment', 'web', '--image=nginx:1.29', '-n', namespace]);
  const role = JSON.parse(
    (await home.run(['rbac', '--for', 'scan', '--skip-check', SECRETIVE.join(','), '-o', 'json'])).stdout,
  ) as Role;
  await give(the, role);
  const own = await the.tokenKubeconfig('denied');
  const asAdmin = await scan(the.kubeconfig);
  const asRole = await scan(own);
  expect(known(asRole.report).coverage).toEqual(known(asAdmin.report).coverage);
  expect(known(asRole.report).checks).toEqual(known(asAdmin.report).checks);
  expect(unread(asRole.report)).toEqual([]);
  expect(asRole.requests.length).toBeGreaterThan(10);
  expect(
    asRole.requests.filter(
      (line) => !/^ {2}((get|list|create) +(\/|selfsubject|[a-z]+)|connect +TLS handshake)/.test(line),
    ),
  ).toEqual([]);
  // Custom resources are in the role for clusters that serve them.
  const { stdout: versions } = await the.kubectl(['api-versions']);
  const served = new Set(versions.split('\n').map((each) => (each.includes('/') ? (each.split('/')[0] ?? '') : '')));
  // What every authenticated user may do anyway is in the role for those clusters where that was taken away.
  const counted = role.rules.filter(
    (rule) =>
      (rule.verbs?.includes('list') && rule.apiGroups?.some((group) => served.has(group))) ||
      rule.nonResourceURLs?.includes('/flagz') ||
      rule.nonResourceURLs?.includes('/metrics'),
  );
  expect(counted.length).toBeGreaterThan(5);
  for (const rule of counted) {
    await give(the, { ...role, rules: role.rules.filter((each) => each !== rule) });
    const { report } = await scan(own);
    expect(unread(report).length, JSON.stringify(rule)).toBeGreaterThan(0);
  }
});
