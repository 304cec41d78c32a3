/** Of what roles of many shapes allow and nobody used nearly all is gone after the trim, and nothing that was used. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { type Api, createApi } from '../../cluster/api.ts';
import { ownCluster } from '../../support/cluster.ts';
import { createHome } from '../../support/program.ts';
import { expanded, universeOf, usedBy } from './expanded.ts';
import { ACCOUNTS, handing, NAMESPACE, pathOf, RBAC, type Rule, SHAPES, setUpShapes } from './shapes.ts';

const home = createHome();
afterAll(() => home.remove());

const POLICY = { apiVersion: 'audit.k8s.io/v1', kind: 'Policy', rules: [{ level: 'RequestResponse' }] };
const CHECK = 'rbac/unused-permissions';
const GONE = 0.9;

async function programs(clients: Readonly<Record<string, Api>>): Promise<readonly string[]> {
  const answers: string[] = [];
  for (const { name, holders } of SHAPES)
    for (const [account, asked] of Object.entries(holders))
      for (const [method, path, body] of asked) {
        const answer = await clients[account]?.raw(method, path, body);
        answers.push(`${name} ${account} ${method} ${path}: ${answer?.status}`);
      }
  return answers;
}

test('nine tenths of what nobody used are gone, what was used and handed on stays, and no program is refused', async () => {
  const the = await ownCluster({ controllers: false, nodes: 0, auditPolicy: POLICY });
  const tokens = await setUpShapes(the.api);
  const clients = Object.fromEntries(
    ACCOUNTS.map((name) => [name, createApi({ server: the.server, ca: the.ca, token: tokens[name] ?? '' })]),
  );
  const universe = await universeOf(the.api);
  const answers = await programs(clients);
  expect(answers.filter((answer) => / (401|403|0)$/.test(answer))).toEqual([]);
  const used = new Map(
    SHAPES.map(({ name, holders }) => [
      name,
      usedBy(
        the.auditLog,
        Object.keys(holders).map((account) => `${NAMESPACE}:${account}`),
      ),
    ]),
  );

  const policy = join(home.folder, 'policy.yaml');
  writeFileSync(policy, JSON.stringify(POLICY));
  const log = ['--audit-log', the.auditLog, '--audit-policy', policy, '--set', `${CHECK}.days=0`];
  const applied = await home.run(['--apply', '--yes', '-A', '--max-disruption', 'access', '--check', CHECK, ...log], {
    env: { KUBECONFIG: the.kubeconfig },
  });
  expect(applied.stderr).toContain(`${SHAPES.length} findings resolved, 0 new`);

  for (const shape of SHAPES) {
    const now = (await the.api.json('GET', pathOf(shape))) as { readonly rules: readonly Rule[] | null };
    const [before, after] = [expanded(shape.rules, universe), expanded(now.rules ?? [], universe)];
    const own = used.get(shape.name) ?? new Set();
    const needed = [...[...own].filter((right) => before.has(right)), ...(shape.stays ?? [])];
    expect(
      needed.filter((right) => !after.has(right)),
      shape.name,
    ).toEqual([]);
    expect(
      [...after].filter((right) => !before.has(right)),
      shape.name,
    ).toEqual([]);
    const unused = [...before].filter((right) => !needed.includes(right));
    const gone = unused.filter((right) => !after.has(right));
    expect(unused.length, shape.name).toBeGreaterThan(40);
    expect(gone.length / unused.length, `${shape.name}: ${[...after].join(', ')}`).toBeGreaterThanOrEqual(GONE);
  }

  const bindings = `${RBAC}/namespaces/${NAMESPACE}/rolebindings`;
  await the.api.json('DELETE', `${bindings}/handed-on`);
  expect(await programs(clients)).toEqual(answers);
  // Of what it has kept it hands on no more than before.
  expect((await clients.owner?.raw('POST', bindings, handing('again')))?.status).toBe(201);
});
