/** What the program says of itself, and of the release of Kubernetes that is served. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import manifest from '../../../package.json' with { type: 'json' };
import { REVIEWED_MINOR } from '../../../src/analysis/pod-security/version.ts';
import { fakeServer, json, refusal } from '../../sources/live/fake-server.ts';
import { createHome, type Home } from '../../support/program.ts';

let home: Home;
beforeAll(() => {
  home = createHome();
});
afterAll(() => home.remove());

const REVIEWED = `1.${REVIEWED_MINOR}`;

async function serving(gitVersion: unknown) {
  const server = await fakeServer((seen, response) =>
    seen.path === '/version' ? json(response, { gitVersion }) : refusal(response, 404, 'NotFound', 'not found'),
  );
  const ask = (...args: readonly string[]) => home.run(['version', `--server=${server.url}`, ...args]);
  return { ask, seen: server.seen };
}

test('without a cluster it tells version, origin, platform and what was reviewed', async () => {
  const { code, stdout } = await home.run(['version', '-o', 'json']);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    version: `v${manifest.version}`,
    commit: null,
    build: 'source',
    kubernetes: REVIEWED,
  });
});

test('a release that was reviewed is named, by one request that reads', async () => {
  const { ask, seen } = await serving(`v1.${REVIEWED_MINOR}.9`);
  const { stdout } = await ask();
  expect(stdout).toContain(`Kubernetes v1.${REVIEWED_MINOR}.9 is served; rules were reviewed up to ${REVIEWED}.`);
  expect(seen.map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /version']);
});

test('a newer minor is said to be newer, in text and for programs', async () => {
  const newer = `v1.${REVIEWED_MINOR + 1}.0-rc.1+k3s1`;
  const { ask } = await serving(newer);
  expect((await ask()).stdout).toContain(`Kubernetes ${newer} is served. It is newer than ${REVIEWED}`);
  expect(JSON.parse((await ask('-o', 'json')).stdout)).toMatchObject({ server: { version: newer, isNewer: true } });
});

test('what a server says reaches no terminal as it is, and one that was named and does not answer ends with 3', async () => {
  const { ask } = await serving('v1.2\u001b[2J.3');
  expect((await ask()).stdout).not.toContain('\u001b');
  const { code, stdout, stderr } = await home.run(['version', '--server=http://127.0.0.1:1']);
  expect([code, stdout]).toEqual([3, `kubectl-harden v${manifest.version}\n`]);
  expect(stderr).toMatch(/^error: /);
});

function writeKubeconfig(server: string): string {
  const file = join(home.folder, 'config.yaml');
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'c',
    contexts: [{ name: 'c', context: { cluster: 'c', user: 'u' } }],
    clusters: [{ name: 'c', cluster: { server } }],
    users: [{ name: 'u', user: { token: 't' } }],
  };
  writeFileSync(file, JSON.stringify(config));
  return file;
}

test('the current cluster is asked without a flag; where it is away the version is told all the same', async () => {
  const { url } = await fakeServer((_, response) => json(response, { gitVersion: 'v1.30.1' }));
  const asked = await home.run(['version'], { env: { KUBECONFIG: writeKubeconfig(url) } });
  expect(asked.stdout).toContain('Kubernetes v1.30.1 is served');
  const away = await home.run(['version', '-o', 'json'], {
    env: { KUBECONFIG: writeKubeconfig('http://127.0.0.1:1') },
  });
  expect([away.code, JSON.parse(away.stdout).server]).toEqual([0, undefined]);
  expect(away.stderr).toMatch(/^The API server was not asked: .*--client leaves it out\.$/m);
});

test('a server that does not answer is waited for no longer than asked', async () => {
  const { url } = await fakeServer(() => undefined);
  const args = ['version', '--request-timeout=200ms'];
  const { code, stdout, stderr } = await home.run(args, { env: { KUBECONFIG: writeKubeconfig(url) } });
  expect([code, stdout]).toEqual([0, `kubectl-harden v${manifest.version}\n`]);
  expect(stderr).toContain('The API server was not asked');
});

test.each([['version', '--client'], ['--version']])('%s asks nobody', async (...args) => {
  const { url, seen } = await fakeServer((_, response) => json(response, { gitVersion: 'v1.30.1' }));
  const { code, stdout, stderr } = await home.run(args, { env: { KUBECONFIG: writeKubeconfig(url) } });
  expect([code, stdout, stderr]).toEqual([0, `kubectl-harden v${manifest.version}\n`, '']);
  expect(seen).toEqual([]);
});
