import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
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
