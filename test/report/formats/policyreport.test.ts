/** Policy reports of named namespaces leave those of the others, and of the cluster, as they are. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createHome } from '../../support/program.ts';

const home = createHome();
afterAll(() => home.remove());

interface PolicyReport {
  readonly kind: string;
  readonly metadata: { readonly namespace?: string; readonly name: string };
  readonly results: readonly {
    readonly policy: string;
    readonly result: string;
    readonly properties?: { readonly finding?: string };
  }[];
}

async function reports(...args: readonly string[]) {
  const file = join(home.folder, 'report.json');
  const { stdout } = await home.run(['scan', '--sample', ...args, '-o', 'policyreport', '-o', `json=${file}`]);
  const { items } = JSON.parse(stdout) as { readonly items: readonly PolicyReport[] };
  const report = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly findings: readonly { readonly id: string }[];
    readonly checks: readonly { readonly id: string; readonly status: string }[];
  };
  return { items, report };
}

test.each([[['shop']], [['shop', 'ci']]])('-n %j', async (names) => {
  const { items, report } = await reports(...names.flatMap((name) => ['-n', name]));
  expect(new Set(items.map(({ kind, metadata }) => `${kind} ${metadata.namespace}`))).toEqual(
    new Set(names.map((name) => `PolicyReport ${name}`)),
  );
  const failed = items.flatMap(({ results }) => results.filter(({ result }) => result === 'fail'));
  const ids = failed.flatMap(({ properties }) => properties?.finding ?? []);
  expect(ids.toSorted()).toEqual(report.findings.map(({ id }) => id).toSorted());
  // What is unknown is told of each of them, and of what was not asked nothing is said.
  for (const { id, status } of report.checks) {
    const told = items.filter(({ results }) => results.some((each) => each.policy === id && each.result === 'error'));
    if (status === 'unknown')
      expect(new Set(told.map(({ metadata }) => metadata.namespace)).size, id).toBe(names.length);
    if (status === 'not-asked')
      expect(items.some(({ results }) => results.some((each) => each.policy === id))).toBe(false);
  }
});

test('without -n there is one of the cluster', async () => {
  const { items } = await reports();
  expect(items.some(({ kind }) => kind === 'ClusterPolicyReport')).toBe(true);
});
