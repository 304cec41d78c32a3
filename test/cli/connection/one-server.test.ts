/** No request of any kind reaches another server than the one that was asked about: the real program, counted by servers. */
import { spawn } from 'node:child_process';
import { afterAll, expect, test } from 'vitest';
import { refusal } from '../../sources/live/fake-server.ts';
import { config, folder, write } from '../../sources/live/setting.ts';
import { createHome, type Ended, PROGRAM } from '../../support/program.ts';
import { startPty } from '../../support/pty.ts';
import { type StubCluster, stubCluster } from '../../support/stub-cluster.ts';

const home = createHome();
afterAll(() => home.remove());

interface Two {
  readonly dev: StubCluster;
  readonly prod: StubCluster;
  readonly devFile: string;
  readonly prodFile: string;
  /** Both, with the other one as the current context. */
  readonly bothFile: string;
}

async function two(): Promise<Two> {
  const [dev, prod] = [await stubCluster(), await stubCluster()];
  const root = folder();
  const [one, other] = [config(dev.url), config(prod.url, undefined, {}, 'other')] as Record<string, object[]>[];
  const both = Object.fromEntries(
    ['clusters', 'users', 'contexts'].map((list) => [list, [...(one?.[list] ?? []), ...(other?.[list] ?? [])]]),
  );
  return {
    dev,
    prod,
    devFile: write(root, 'dev', one ?? {}),
    prodFile: write(root, 'prod', other ?? {}),
    bothFile: write(root, 'both', { ...both, 'current-context': 'other' }),
  };
}

/** In a shell: `$program` runs the program, what stands before it is its environment. */
function inShell(script: string, words: Readonly<Record<string, string>>): Promise<Ended> {
  const env = {
    ...process.env,
    ...home.env,
    KUBECONFIG: '/nowhere/config',
    node: process.execPath,
    bin: PROGRAM,
    ...words,
  };
  return new Promise((resolve) => {
    const child = spawn('bash', ['-c', script], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const text = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const)
      child[name].on('data', (chunk: Buffer) => {
        text[name] += chunk.toString('utf8');
      });
    child.on('close', (code, signal) => resolve({ code, signal, ...text }));
  });
}

const WAYS: readonly (readonly [string, string])[] = [
  ['a context that is not the current one', '"$node" "$bin" ARGS --kubeconfig "$bothFile" --context dev'],
  ['a cluster and a user', 'KUBECONFIG="$bothFile" "$node" "$bin" ARGS --cluster dev --user dev'],
  ['a server', 'KUBECONFIG="$bothFile" "$node" "$bin" ARGS -s "$server"'],
  ['a server without its scheme', 'KUBECONFIG="$bothFile" "$node" "$bin" ARGS -s "$bare"'],
  ['merged files', 'KUBECONFIG="$devFile:$prodFile" "$node" "$bin" ARGS'],
  ['a pipe before a file', 'KUBECONFIG=<(cat "$devFile"):"$prodFile" "$node" "$bin" ARGS'],
  ['a pipe by flag', 'KUBECONFIG="$prodFile" "$node" "$bin" ARGS --kubeconfig <(cat "$devFile")'],
  [
    'a pipe, handed on to a newer Node',
    'KUBECONFIG="$prodFile" "$node" --import "$shim" "$bin" ARGS --kubeconfig <(cat "$devFile")',
  ],
];

/** A Node that is too old, once. */
const SHIM = `if (!process.env.PRETENDED) {
  process.env.PRETENDED = '1';
  Object.defineProperty(process.versions, 'node', { value: '20.1.0' });
}`;

test.each(WAYS)('%s: scan, run and undo reach that server alone', async (_, way) => {
  const { dev, prod, devFile, prodFile, bothFile } = await two();
  const words = {
    devFile,
    prodFile,
    bothFile,
    server: dev.url,
    bare: dev.url.replace('http://', ''),
    shim: write(folder(), 'shim.mjs', SHIM),
  };
  const run = (args: string) => inShell(way.replace('ARGS', args), words);
  const scan = await run('scan');
  expect(scan.stdout).toContain('Deployment shop/web');
  expect(dev.writes()).toEqual([]);
  const applied = await run('--apply -A --yes');
  expect([applied.code, applied.stdout]).toEqual([0, expect.stringContaining('deployment.apps/web patched')]);
  const written = dev.writes().length;
  expect(written).toBeGreaterThan(0);
  const undone = await run('undo --yes');
  expect([undone.code, undone.stdout]).toEqual([0, expect.stringContaining('deployment.apps/web restored')]);
  expect(dev.writes().length).toBe(2 * written);
  expect([prod.connections(), prod.seen]).toEqual([0, []]);
});

test('a file that leads to another cluster between reading and writing ends the run, and nobody is written to', async () => {
  const { dev, prod } = await two();
  const root = folder();
  const kubeconfig = write(root, 'config', config(dev.url));
  dev.intercept = ({ method }) => {
    if (method === 'PATCH') write(root, 'config', config(prod.url));
    return false;
  };
  const ended = await home.run(['--apply', '-A', '--yes', '--kubeconfig', kubeconfig]);
  expect([ended.code, ended.stderr]).toEqual([
    5,
    expect.stringContaining(`the server is another one (${dev.url}, now ${prod.url}). Start again.`),
  ]);
  expect([dev.writes(), prod.connections()]).toEqual([[], 0]);
});

test('a person is asked about the server that is written to, once read over one connection', async () => {
  const { dev, prod, bothFile } = await two();
  const words = ['--apply', '-A', '--kubeconfig', bothFile, '--cluster', 'dev'];
  const pty = startPty(process.execPath, [PROGRAM, ...words], { env: home.env, columns: 160 });
  await pty.waitFor(`Apply 2 changes to other at ${dev.url} as jane? Type shop to continue:`);
  expect(dev.writes()).toEqual([]);
  pty.send('shop\r');
  expect(await pty.exit).toBe(0);
  expect(dev.writes().length).toBe(2);
  expect(dev.seen.filter(({ path }) => path === '/version').length).toBeLessThanOrEqual(3);
  expect(prod.connections()).toBe(0);
});

test('a server in trouble at the dry run ends with 3, and a name is said once', async () => {
  const { dev, devFile } = await two();
  dev.intercept = ({ method }, response) => {
    if (method !== 'PATCH') return false;
    refusal(response, 503, 'ServiceUnavailable', 'the server is currently unable to handle the request');
    return true;
  };
  const ended = await home.run(['--apply', '-A', '--yes', '--kubeconfig', devFile]);
  expect(ended.code).toBe(3);
  expect(ended.stderr).toContain('error: refused: Deployment shop/web: the server is currently unable');
  expect(dev.writes()).toEqual([]);
});
