import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ISSUES = 'https://github.com/kubectl-harden/kubectl-harden/issues';
const CRASH = new URL('../../src/cli/terminal/crash.ts', import.meta.url).href;

/** In a process of its own, which can be ended: no test may hang. */
function crash(stateHome: string) {
  const script = `import { reportCrash } from ${JSON.stringify(CRASH)}; process.exitCode = reportCrash(new Error('odd'));`;
  return spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
    env: { ...process.env, XDG_STATE_HOME: stateHome },
    timeout: 10_000,
  });
}

test('a defect is one line, and a file with the details', () => {
  const home = mkdtempSync(join(tmpdir(), 'harden-crash-'));
  const { stderr } = crash(join(home, 'not', 'there'));
  const file = join(home, 'not', 'there', 'kubectl-harden', 'crash.log');
  expect(stderr).toBe(`error: this is a bug: odd. Details are in ${file}. Please report it: ${ISSUES}\n`);
  expect(readFileSync(file, 'utf8')).toContain('Error: odd');
});

test('a terminal that is closed is no defect', () => {
  const home = mkdtempSync(join(tmpdir(), 'harden-crash-'));
  const script = `import { catchCrashes } from ${JSON.stringify(CRASH)}; catchCrashes();
    throw Object.assign(new Error('write EIO'), { code: 'EIO', syscall: 'write' });`;
  const { stderr, status } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
    env: { ...process.env, XDG_STATE_HOME: home },
    timeout: 10_000,
  });
  expect({ stderr, status }).toEqual({ stderr: '', status: 129 });
  expect(existsSync(join(home, 'kubectl-harden'))).toBe(false);
});

test('where no file can be made the line is all there is', () => {
  const { stderr, signal } = crash('/proc/harden');
  expect({ stderr, signal }).toEqual({
    stderr: `error: this is a bug: odd. Please report it: ${ISSUES}\n`,
    signal: null,
  });
});
