/** What named namespaces leave out is neither passed nor without an object: it was not asked. */
import { afterAll, expect, test } from 'vitest';
import { PLUGINS } from '../../plugins/index.ts';
import { whyOff } from '../../src/catalog/profiles.ts';
import { isClusterScoped } from '../../src/kube/kinds.ts';
import type { Report } from '../../src/model/report.ts';
import { createHome } from '../support/program.ts';

const home = createHome();
afterAll(() => home.remove());

/** By their subject; what is off by default is not asked anyway. */
const CLUSTER_WIDE = PLUGINS.flatMap(({ checks }) => checks)
  .filter((check) => check.mode === 'automated' && whyOff(check) === undefined)
  .filter((check) => check.mode === 'automated' && (check.subject === 'Cluster' || isOutside(check.subject)))
  .map(({ meta }) => meta.id as string)
  .toSorted();

function isOutside(subject: string): boolean {
  return subject !== 'Namespace' && isClusterScoped(subject);
}

async function report(...args: readonly string[]): Promise<Report> {
  return JSON.parse((await home.run(['scan', '--sample', '-o', 'json', ...args])).stdout) as Report;
}

function idsOf({ checks }: Report, wanted: string): readonly string[] {
  return checks.filter(({ status }) => status === wanted).map(({ id }) => id);
}

test('checks about the whole cluster are not asked of a namespace, and are asked without one', async () => {
  const [named, whole] = await Promise.all([report('-n', 'shop'), report()]);
  expect(idsOf(named, 'not-asked')).toEqual(CLUSTER_WIDE);
  expect(idsOf(whole, 'not-asked')).toEqual([]);
  expect(named.items.find(({ id }) => id === 'audit-logging')?.status).toBe('not-asked');
  // Some of it was asked.
  expect(named.items.find(({ id }) => id === 'pod-security')?.status).toBe('fail');
});

test('a scan that asks for nothing else says so, and is no clean bill', async () => {
  const { stdout, stderr, code } = await home.run(['scan', '--sample', '-n', 'shop', '--check', 'audit/enabled']);
  expect([stdout, code]).toEqual(['', 0]);
  expect(stderr).toBe(
    'Nothing was asked in shop namespace.\n' +
      '1 check was not asked: it is about the whole cluster, and -n names namespaces.\n',
  );
});
