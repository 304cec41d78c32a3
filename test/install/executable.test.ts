/** The executable of this platform: needs nothing beside it, and takes nothing from where it is run. */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, inject, onTestFinished, test } from 'vitest';
import { bundleExecutable } from '../../src/tools/release/bundle.ts';
import { buildExecutable } from '../../src/tools/release/executable.ts';
import { LARGEST_ARCHIVE } from '../../src/tools/release/index.ts';
import { ownPlatform } from '../../src/tools/release/platforms.ts';
import { releaseSource } from '../../src/tools/release/source.ts';
import { untarGz } from '../../src/tools/release/tar.ts';
import { createHome, ROOT } from '../support/program.ts';
import { startPty } from '../support/pty.ts';
import { stubCluster } from '../support/stub-cluster.ts';

interface Ended {
  readonly code: number | string;
  readonly stdout: string;
  readonly stderr: string;
}

const NOTHING = { PATH: '/nonexistent' };

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'kubectl-harden-executable-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** With no environment but what is given. */
function run(args: readonly string[], env: Readonly<Record<string, string>> = NOTHING, cwd = '/'): Promise<Ended> {
  return new Promise((resolve) => {
    const options = { env, cwd, maxBuffer: 64 << 20 };
    const child = execFile(inject('built').program, args, options, (error, stdout, stderr) =>
      resolve({ code: error === null ? 0 : (error.code ?? 'killed'), stdout, stderr }),
    );
    child.stdin?.end();
  });
}

/** What the program says when it is run from the work tree. */
let expected: string;
beforeAll(async () => {
  const home = createHome();
  expected = (await home.run(['scan', '--sample', '-o', 'json'])).stdout;
  home.remove();
});

test('without any environment it runs, and says how it was built', async () => {
  const { code, stdout, stderr } = await run(['version', '-o', 'json']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const about = JSON.parse(stdout);
  expect(about).toMatchObject({ build: 'executable', runtime: 'node v26.10.0' });
  expect(about.commit).toMatch(/^[0-9a-f]{40}(-dirty)?$/);
});

test('it answers at once what the whole program would answer', async () => {
  const home = createHome();
  onTestFinished(() => home.remove());
  for (const args of [['--help'], ['scan', '-h'], ['version'], ['version', '--client']])
    expect((await run(args)).stdout).toBe((await home.run(args)).stdout);
});

test('a scan finds the same as from the work tree, byte for byte', async () => {
  const { code, stdout } = await run(['scan', '--sample', '-o', 'json'], { ...NOTHING, XDG_STATE_HOME: folder() });
  expect(code).toBe(0);
  expect(stdout === expected).toBe(true);
  expect(stdout.length).toBeGreaterThan(100_000);
});

test('neither variables for Node nor files of the working folder change anything', async () => {
  const here = folder();
  const marker = join(here, 'marker');
  const evil = `require('node:fs').writeFileSync(${JSON.stringify(marker)}, ''); throw new Error('evil')`;
  mkdirSync(join(here, 'node_modules', 'ink'), { recursive: true });
  const files = {
    '.env': `NODE_OPTIONS=--require=${here}/evil.cjs\nKUBECONFIG=/evil\n`,
    'evil.cjs': evil,
    'main.js': evil,
    'main.mjs': evil,
    'package.json': '{"type":"commonjs","main":"evil.cjs","imports":{"#x":"./evil.cjs"}}',
    'node.config.json': `{"nodeOptions":{"require":["${here}/evil.cjs"]}}`,
    'bunfig.toml': 'preload = ["./evil.cjs"]\n',
    'node_modules/ink/index.js': evil,
    'node_modules/ink/package.json': '{"name":"ink","main":"index.js"}',
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(here, name), text);
  const env = {
    ...NOTHING,
    XDG_STATE_HOME: join(here, 'state'),
    NODE_OPTIONS: `--require=${here}/evil.cjs --inspect=127.0.0.1:0`,
    NODE_PATH: join(here, 'node_modules'),
    NODE_PENDING_DEPRECATION: '1',
    DEV: 'true',
  };
  const { code, stdout, stderr } = await run(['scan', '--sample', '-o', 'json'], env, here);
  expect(code).toBe(0);
  expect(stderr).not.toMatch(/evil|Debugger|deprecat/i);
  expect(stdout === expected).toBe(true);
  expect(existsSync(marker)).toBe(false);
  for (const flag of ['--require=./evil.cjs', '--eval=1', '--env-file=.env'])
    expect(await run(['version', flag], env, here)).toMatchObject({ code: 2, stdout: '' });
});

test('NODE_TLS_REJECT_UNAUTHORIZED does not make it trust a server', async () => {
  const home = folder();
  const stub = await stubCluster({ tls: 'server' });
  const kubeconfig = join(home, 'kubeconfig');
  const config = {
    'current-context': 'stub',
    clusters: [{ name: 'stub', cluster: { server: stub.url } }],
    users: [{ name: 'me', user: { token: 'canary-token' } }],
    contexts: [{ name: 'stub', context: { cluster: 'stub', user: 'me' } }],
  };
  writeFileSync(kubeconfig, JSON.stringify(config));
  const env = { ...NOTHING, HOME: home, KUBECONFIG: kubeconfig, NODE_TLS_REJECT_UNAUTHORIZED: '0' };
  const { code, stderr } = await run(['scan'], env);
  expect(code).toBe(3);
  expect(stderr).toContain('certificate');
  expect(stub.seen).toEqual([]);
  const ca = join(import.meta.dirname, '..', 'sources', 'live', 'certs', 'ca.pem');
  expect((await run(['scan', `--certificate-authority=${ca}`], env)).code).toBe(0);
});

test('the walk draws its screens', async () => {
  const home = folder();
  const env = { HOME: home, XDG_STATE_HOME: home, XDG_CONFIG_HOME: home };
  const pty = startPty(inject('built').program, ['--sample=new'], { cwd: home, env });
  await pty.waitFor('First results');
  await pty.waitFor('LIVE');
  pty.send('\r');
  expect(await pty.waitFor('ESSENTIALS')).toContain('Pod Security Standards');
  pty.send('q');
  await pty.exit;
});

test('the archive holds the executable with all licences, and keeps its size', () => {
  const archive = readFileSync(inject('built').archive);
  const files = untarGz(archive, () => true);
  expect([...files.keys()]).toEqual(['LICENSE', 'THIRD_PARTY_LICENSES', 'kubectl-harden']);
  expect(files.get('LICENSE')?.toString()).toContain('Apache License');
  const licences = files.get('THIRD_PARTY_LICENSES')?.toString() ?? '';
  for (const part of ['\nink 8', '\nyoga-layout 3', '\nundici 8', '\nNode.js 26.10.0', 'OpenSSL', 'Copyright (c) Meta'])
    expect(licences).toContain(part);
  expect(archive.length).toBeLessThan(LARGEST_ARCHIVE);
});

test('built again, it is the same byte for byte', async () => {
  const platform = ownPlatform();
  if (platform === undefined) throw new Error('no executable is released for this platform');
  const { commit } = releaseSource(ROOT);
  const bundle = await bundleExecutable(ROOT, { commit, kind: 'executable' });
  expect(buildExecutable(platform, bundle).equals(readFileSync(inject('built').program))).toBe(true);
});
