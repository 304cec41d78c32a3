/** Answers that end before they are whole: an error by name, unknown for what was asked, and an exit code that says so. */
import type { ServerResponse } from 'node:http';
import { afterAll, expect, test } from 'vitest';
import { config, folder, write } from '../../sources/live/setting.ts';
import { createHome } from '../../support/program.ts';
import { stubCluster } from '../../support/stub-cluster.ts';

const home = createHome();
afterAll(() => home.remove());

const HALF = '{"kind":"DeploymentList","apiVersion":"apps/v1","metadata":{"resourceVersion":"1"},"items":[{"metadata"';

function answer(response: ServerResponse, text: string, headers: Readonly<Record<string, string>> = {}): void {
  response.writeHead(200, { 'content-type': 'application/json', ...headers });
  response.end(text);
}

/** The connection is gone once the text is out. */
function breakOff(response: ServerResponse, text: string, headers: Readonly<Record<string, string>> = {}): void {
  response.writeHead(200, { 'content-type': 'application/json', ...headers });
  response.write(text, () => response.destroy());
}

test.each([
  ['nothing at all', (response: ServerResponse) => answer(response, '')],
  ['a length of nothing', (response: ServerResponse) => answer(response, '', { 'content-length': '0' })],
  ['blanks', (response: ServerResponse) => answer(response, '\n')],
  ['half of a list', (response: ServerResponse) => answer(response, HALF)],
  ['half of a list and a broken connection', (response: ServerResponse) => breakOff(response, HALF)],
  [
    'less than the length it tells',
    (response: ServerResponse) => breakOff(response, HALF, { 'content-length': '100000' }),
  ],
  ['no object', (response: ServerResponse) => answer(response, 'null')],
  ['an object without a list', (response: ServerResponse) => answer(response, '{}')],
  ['a list of nothing that is known', (response: ServerResponse) => answer(response, '{"items":7}')],
] as const)('a list answered with %s is an error, and nothing passes for it', async (_, respond) => {
  const cluster = await stubCluster();
  cluster.intercept = ({ method, path }, response) => {
    const isAsked = method === 'GET' && path === '/apis/apps/v1/deployments';
    if (isAsked) respond(response);
    return isAsked;
  };
  const kubeconfig = write(folder(), 'config', config(cluster.url));
  const ended = await home.run(['scan', '--kubeconfig', kubeconfig, '-o', 'json', '--fail-on', 'high']);
  expect([ended.code, ended.stderr]).toEqual([3, expect.stringMatching(/^error: .*deployments/m)]);
  const report = JSON.parse(ended.stdout);
  expect(report.coverage).toContainEqual(
    expect.objectContaining({ kind: 'Deployment', state: 'error', reason: expect.stringMatching(/./) }),
  );
  const privileged = report.checks.find(({ id }: { id: string }) => id === 'workloads/privileged');
  expect(privileged.status).toBe('unknown');
});
