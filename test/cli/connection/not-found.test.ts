/** An undo over a proxy that answers 404 for what it does not reach. */
import { afterAll, expect, test } from 'vitest';
import { notFound } from '../../sources/live/fake-server.ts';
import { config, folder, write } from '../../sources/live/setting.ts';
import { createHome } from '../../support/program.ts';
import { stubCluster } from '../../support/stub-cluster.ts';

const home = createHome();
afterAll(() => home.remove());

const WEB = '/apis/apps/v1/namespaces/shop/deployments/web';

test('what is not found is not gone: undo refuses, changes nothing, and the run stays open', async () => {
  const cluster = await stubCluster();
  const kubeconfig = write(folder(), 'config', config(cluster.url));
  const run = (...args: string[]) => home.run([...args, '--kubeconfig', kubeconfig]);
  const before = new Map(cluster.objects);
  expect(await run('--apply', '-A', '--yes')).toMatchObject({ code: 0 });
  const applied = cluster.writes();
  expect(applied.length).toBeGreaterThan(1);

  cluster.intercept = ({ path }, response) => {
    if (path !== WEB) return false;
    response.writeHead(404, { 'content-type': 'text/plain' });
    response.end('404 page not found\n');
    return true;
  };
  const refused = await run('undo', '--yes');
  expect([refused.code, cluster.writes()]).toEqual([5, applied]);
  expect(refused.stderr).toContain('Deployment shop/web may still be there: the answer 404 does not name it');
  const partly = await run('undo', '--yes', '--partial');
  expect(partly.code).toBe(5);
  expect((await run('history')).stdout).toContain('partly undone');

  cluster.intercept = () => false;
  expect(await run('undo', '--yes')).toMatchObject({ code: 0 });
  expect((await run('history')).stdout).toMatch(/ {3}undone {3}/);
  for (const [path, object] of before)
    expect({ ...cluster.objects.get(path), metadata: 0 }).toEqual({ ...object, metadata: 0 });
});

test('what the server says to be gone has nothing to undo, and keeps nothing else back', async () => {
  const cluster = await stubCluster();
  const kubeconfig = write(folder(), 'config', config(cluster.url));
  const run = (...args: string[]) => home.run([...args, '--kubeconfig', kubeconfig]);
  expect(await run('--apply', '-A', '--yes')).toMatchObject({ code: 0 });
  cluster.intercept = ({ path }, response) => {
    if (path !== WEB) return false;
    notFound(response, { group: 'apps', kind: 'deployments', name: 'web' });
    return true;
  };
  const { code, stderr } = await run('undo', '--yes');
  expect(stderr).toContain('Deployment shop/web no longer exists: nothing to undo.');
  expect(code).toBe(0);
  expect((await run('history')).stdout).toMatch(/ {3}undone {3}/);
});
