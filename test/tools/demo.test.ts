import { spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { createHome, ROOT } from '../support/program.ts';

const home = createHome();
afterAll(() => home.remove());

/** As `npm run -s demo -- ARGS` does after npm is done. */
function demo(...args: string[]) {
  const tool = [join(ROOT, 'src/tools/run.mjs'), 'src/tools/demo.ts', ...args];
  const env = { PATH: process.env.PATH, ...home.env };
  return spawnSync(process.execPath, tool, { encoding: 'utf8', env, cwd: home.folder });
}

test('without a terminal the demo prints the checklist and the decisions, and nothing else', () => {
  const { status, stdout } = demo();
  expect(status).toBe(0);
  expect(stdout).toMatch(/^ITEM +STATUS/);
  expect(stdout).toMatch(/^SEVERITY +READINESS +DECISION/m);
});

test('arguments are passed on, and so is the exit code', () => {
  const { status, stdout } = demo('scan', '-o', 'json');
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ kind: 'Report', source: { type: 'sample' } });
  expect(demo('scan', '--nonsense').status).toBe(2);
  expect(demo('scan', '--check', 'workloads/privileged', '--fail-on', 'high').status).toBe(1);
});

test('what is applied in the demo is there the next time, until it is undone or started anew', () => {
  expect(demo('--apply', '--yes', '-n', 'shop').status).toBe(0);
  expect(demo('--apply', '--yes', '-n', 'shop').stderr).toContain('Nothing to do');
  expect(demo('undo', '--yes').status).toBe(0);
  expect(demo('--apply', '--dry-run', '-n', 'shop').status).toBe(1);
});

test.each([
  ['SIGKILL', null, 'SIGKILL'],
  ['SIGTERM', 143, null],
] as const)('%s to the script ends the demo too, even where it waits for a pipe', async (signal, code, by) => {
  // From somebody else: it does not end with the one that is killed. It tells when most of it was read.
  const input = spawn('sh', ['-c', 'head -c 2000000 /dev/zero; echo read >&2; exec sleep 600']);
  onTestFinished(() => void input.kill());
  const isRead = new Promise<void>((resolve) => input.stderr.once('data', () => resolve()));
  const tool = [join(ROOT, 'src/tools/run.mjs'), 'src/tools/demo.ts', 'scan', '--audit-log', '-'];
  const env = { PATH: process.env.PATH, ...home.env };
  const child = spawn(process.execPath, tool, { env, stdio: [input.stdout, 'pipe', 'pipe'] });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString('utf8');
  });
  await isRead;
  child.kill(signal);
  // Its streams close when the program that got them is gone, too.
  expect(await new Promise((resolve) => child.on('close', (...ended) => resolve(ended)))).toEqual([code, by]);
  expect(stderr).toMatch(/^interrupted by SIGTERM$/m);
});

test('a tool ends with its script, whatever it waits for', async () => {
  const file = join(home.folder, 'waits.mjs');
  writeFileSync(file, "setInterval(() => undefined, 1000); console.log('waits');\n");
  const child = spawn(process.execPath, [join(ROOT, 'src/tools/run.mjs'), relative(ROOT, file)], {
    env: { PATH: process.env.PATH, ...home.env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve) => child.stdout.once('data', () => resolve()));
  child.kill('SIGKILL');
  await new Promise((resolve) => child.on('close', resolve));
});
