import { spawn, spawnSync } from 'node:child_process';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { createHome, PROGRAM } from '../support/program.ts';

const home = createHome();
afterAll(() => home.remove());

test('it runs from any folder and through a link, and says the name it was called by', () => {
  const link = join(home.folder, 'kubectl-harden');
  symlinkSync(PROGRAM, link);
  for (const program of [PROGRAM, link]) {
    const ended = spawnSync(process.execPath, [program, 'nonsense'], {
      cwd: home.folder,
      encoding: 'utf8',
      env: { ...process.env, ...home.env },
    });
    expect(ended.status).toBe(2);
    expect(ended.stderr).toContain('unknown command "nonsense" for "kubectl harden"');
  }
});

test('under another name usage texts say that name', () => {
  const link = join(home.folder, 'harden');
  symlinkSync(PROGRAM, link);
  const ended = spawnSync(process.execPath, [link, '--nonsense'], { encoding: 'utf8' });
  expect(ended.stderr).toContain("See 'harden --help' for usage.");
});

/** Arguments that let Node pretend to be too old, once. */
function asOldNode(): readonly string[] {
  const shim = join(home.folder, 'pretend.mjs');
  writeFileSync(
    shim,
    "if (!process.env.PRETENDED) { process.env.PRETENDED = '1'; Object.defineProperty(process.versions, 'node', { value: '20.1.0' }); }\n",
  );
  return ['--import', shim, PROGRAM];
}

test('a Node that is too old hands over to the pinned one, streams and exit code included', () => {
  const ended = spawnSync(
    process.execPath,
    [...asOldNode(), 'scan', '--sample', '--check', 'workloads/privileged', '--fail-on', 'high'],
    { encoding: 'utf8', env: { ...process.env, ...home.env } },
  );
  expect(ended.status).toBe(1);
  expect(ended.stdout).toContain('Deployment ci/runner');
});

test.each([
  ['SIGKILL', null, 'SIGKILL'],
  ['SIGTERM', 143, null],
] as const)('%s to what handed over ends the program too', async (signal, code, by) => {
  // Input that never comes, from somebody else: it does not end with the one that is killed.
  const silent = spawn('sleep', ['600']);
  onTestFinished(() => void silent.kill());
  const child = spawn(process.execPath, [...asOldNode(), 'scan', '-f', '-', '-v', '1'], {
    env: { ...process.env, ...home.env },
    stdio: [silent.stdout, 'pipe', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString('utf8');
  });
  await new Promise<void>((resolve) => child.stderr.once('data', () => resolve()));
  child.kill(signal);
  // Its streams close when the program that got them is gone, too.
  expect(await new Promise((resolve) => child.on('close', (...ended) => resolve(ended)))).toEqual([code, by]);
  expect(stderr).toMatch(/^interrupted by SIGTERM$/m);
});

test('a reader that goes away ends it quietly', async () => {
  const child = spawn(process.execPath, [PROGRAM, 'scan', '--sample', '-o', 'json'], {
    env: { ...process.env, ...home.env },
  });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString('utf8');
  });
  child.stdout.once('data', () => child.stdout.destroy());
  const code = await new Promise((resolve) => child.on('close', resolve));
  expect(code).toBe(0);
  expect(stderr).not.toMatch(/EPIPE|error/);
});

test('a run goes on to its end when nobody reads what it prints', async () => {
  const child = spawn(process.execPath, [PROGRAM, '--sample', '--apply', '--yes'], {
    env: { ...process.env, ...home.env },
  });
  child.stdout.once('data', () => child.stdout.destroy());
  expect(await new Promise((resolve) => child.on('close', resolve))).toBe(0);
  const [run] = JSON.parse((await home.run(['history', '--sample', '-o', 'json'])).stdout) as {
    steps: { state: string }[];
  }[];
  expect(run?.steps.length).toBeGreaterThan(10);
  expect(run?.steps.every(({ state }) => state === 'applied')).toBe(true);
});

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s ends a scan that waits for its input with %i', async (signal, code) => {
  const child = spawn(process.execPath, [PROGRAM, 'scan', '-f', '-', '-v', '1'], {
    env: { ...process.env, ...home.env },
  });
  // The phase is printed when reading has begun: from then on the signal is ours.
  await new Promise<void>((resolve) => child.stderr.once('data', () => resolve()));
  child.kill(signal);
  expect(await new Promise((resolve) => child.on('close', resolve))).toBe(code);
});

test('signals so close together that they are one press end the program once, in its own words', async () => {
  const child = spawn(process.execPath, [PROGRAM, 'scan', '-f', '-', '-v', '1'], {
    env: { ...process.env, ...home.env },
  });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString('utf8');
  });
  await new Promise<void>((resolve) => child.stderr.once('data', () => resolve()));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) child.kill(signal);
  expect([130, 143]).toContain(await new Promise((resolve) => child.on('close', resolve)));
  expect(stderr).toMatch(/^interrupted by SIG(INT|TERM)$/m);
});

test('-h and --help end with 0 after any command', async () => {
  for (const args of [['-h'], ['scan', '--help'], ['explain', '-h'], ['--help', 'undo']]) {
    const { code, stdout, stderr } = await home.run(args);
    expect(code).toBe(0);
    expect(stdout).toContain('Usage:\n  kubectl harden');
    expect(stderr).toBe('');
  }
});

test('the version is printed in the ways in which it is asked for', async () => {
  const [plain, flag, json] = await Promise.all([
    home.run(['version']),
    home.run(['--version']),
    home.run(['version', '-o', 'json']),
  ]);
  expect(plain.stdout).toMatch(/^kubectl-harden v\d+\.\d+\.\d+\n$/);
  expect(flag.stdout).toBe(plain.stdout);
  expect(JSON.parse(json.stdout)).toMatchObject({
    version: plain.stdout.trim().split(' ')[1],
    kubernetes: expect.stringMatching(/^1\.\d+$/),
  });
});

test('operands are counted', async () => {
  expect((await home.run(['explain'])).stderr).toContain('error: CHECK is missing');
  expect((await home.run(['scan', 'shop'])).stderr).toContain('error: unexpected argument "shop"');
  expect((await home.run(['undo', 'a', 'b'])).code).toBe(2);
});
