/** The CronJob of docs/ci.md on a real API server: accepted with its role, and admitted where restricted is enforced. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { ciExamples } from '../support/ci-examples.ts';
import { eventually, ownCluster } from '../support/cluster.ts';
import { createHome } from '../support/program.ts';

const home = createHome();
afterAll(() => home.remove());

test('the role and the CronJob are applied as they are written, and its pod is admitted', async () => {
  const the = await ownCluster();
  const role = await home.run(['rbac', '--for', 'scan']);
  for (const [name, text] of [
    ['role.yaml', role.stdout],
    ['cronjob.yaml', ciExamples().get('cronjob') ?? ''],
  ] as const) {
    writeFileSync(join(home.folder, name), text);
    const { stdout, stderr } = await the.kubectl(['apply', '--validate=strict', '-f', join(home.folder, name)]);
    expect([stdout.includes('created'), stderr]).toEqual([true, '']);
  }
  await the.kubectl(['create', 'job', 'now', '--from=cronjob/harden', '-n', 'harden']);
  await eventually('the pod of the job is there', async () => {
    const { stdout } = await the.kubectl(['get', 'pods', '-n', 'harden', '-o', 'name']);
    return stdout.startsWith('pod/now-');
  });
  const may = await the.kubectl([
    ...['auth', 'can-i', 'list', 'deployments.apps', '--all-namespaces'],
    '--as=system:serviceaccount:harden:harden',
  ]);
  expect(may.stdout.trim()).toBe('yes');
});
