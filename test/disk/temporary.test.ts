import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../src/disk/temporary.ts';

test('folders of processes that have ended go, all others stay', async () => {
  const top = mkdtempSync(join(tmpdir(), 'temporary-'));
  const [before, ended] = [process.env.TMPDIR, spawnSync(process.execPath, ['--version']).pid];
  process.env.TMPDIR = top;
  onTestFinished(() => {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
    rmSync(top, { recursive: true, force: true });
  });
  const own = await temporaryFolder();
  expect(dirname(own)).toBe(top);
  expect(statSync(own).mode & 0o777).toBe(0o700);
  const named = (pid: number, of = basename(own)) => join(top, of.replace(`-${process.pid}-`, `-${pid}-`));
  const elsewhere = basename(own).replace(/-[0-9a-f]{4}-(\w{6})$/, '-0000-$1');
  const stay = [named(process.ppid), named(ended, elsewhere), join(top, 'kubectl-harden-AbCdEf')];
  for (const path of [named(ended), ...stay]) mkdirSync(path);
  writeFileSync(join(named(ended), 'copy'), '');
  const link = named(ended, basename(own).replace(/\w{6}$/, 'zzzzzz'));
  symlinkSync(top, link);
  const module = new URL('../../src/disk/temporary.ts', import.meta.url).href;
  const script = `await (await import(${JSON.stringify(module)})).temporaryFolder();`;
  spawnSync(process.execPath, ['--input-type=module', '-e', script], { env: { ...process.env, TMPDIR: top } });
  expect(existsSync(named(ended))).toBe(false);
  for (const path of [...stay, link]) expect(existsSync(path), path).toBe(true);
});
