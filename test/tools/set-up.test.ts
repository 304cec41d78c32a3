import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { ROOT } from '../support/program.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

interface Entry {
  readonly version: string;
  readonly optional?: boolean;
}
/** A clone whose lock file asks for one set of packages while another is installed. */
function clone(wanted: Record<string, Entry>, present?: Record<string, Entry>): string {
  const folder = mkdtempSync(join(tmpdir(), 'kubectl-harden-clone-'));
  folders.push(folder);
  mkdirSync(join(folder, 'src', 'tools'), { recursive: true });
  cpSync(join(ROOT, 'src', 'tools', 'set-up.mjs'), join(folder, 'src', 'tools', 'set-up.mjs'));
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify({ packages: { '': {}, ...wanted } }));
  if (present !== undefined) {
    mkdirSync(join(folder, 'node_modules'));
    writeFileSync(join(folder, 'node_modules', '.package-lock.json'), JSON.stringify({ packages: present }));
  }
  return folder;
}
function isInstalled(folder: string): boolean {
  const code = `import(${JSON.stringify(join(folder, 'src/tools/set-up.mjs'))}).then((it) => process.stdout.write(String(it.isInstalled())))`;
  return spawnSync(process.execPath, ['-e', code], { encoding: 'utf8' }).stdout.trim() === 'true';
}

const A = { 'node_modules/a': { version: '1.0.0' } };
const OPTIONAL = { 'node_modules/b': { version: '1.0.0', optional: true } };

test('what is installed is compared with what the lock file asks for', () => {
  expect(isInstalled(clone(A, A))).toBe(true);
  expect(isInstalled(clone({ ...A, ...OPTIONAL }, A))).toBe(true);
  expect(isInstalled(clone(A))).toBe(false);
  expect(isInstalled(clone(A, {}))).toBe(false);
  expect(isInstalled(clone(A, { 'node_modules/a': { version: '2.0.0' } }))).toBe(false);
  expect(isInstalled(clone(A, { ...A, ...OPTIONAL }))).toBe(false);
});

test('this clone is set up', () => {
  expect(isInstalled(ROOT)).toBe(true);
});

test('the first line of the tests is a sentence where Go is missing', () => {
  const PATH = dirname(process.execPath);
  const ended = spawnSync(process.execPath, [join(ROOT, 'src/tools/test.ts')], { encoding: 'utf8', env: { PATH } });
  expect(ended.status).toBe(1);
  expect(ended.stderr).toMatch(/^error: Go is not installed.*npm run test:quick/);
  expect(ended.stdout).toBe('');
});

test('the launcher says what to do in a clone that is not set up', () => {
  const folder = clone(A);
  mkdirSync(join(folder, 'bin'));
  mkdirSync(join(folder, 'plugins'));
  cpSync(join(ROOT, 'bin', 'kubectl-harden'), join(folder, 'bin', 'kubectl-harden'));
  for (const name of ['bundle.mjs', 'end-with-launcher.mjs'])
    cpSync(join(ROOT, 'src', 'tools', name), join(folder, 'src', 'tools', name));
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  const ended = spawnSync(process.execPath, [join(folder, 'bin', 'kubectl-harden')], { encoding: 'utf8' });
  expect(ended.status).toBe(3);
  expect(ended.stderr).toBe(`error: this clone is not set up. Run: cd ${folder}/ && npm run -s demo\n`);
});

test('the gate runs what the README says and nothing else', () => {
  const lines = readFileSync(join(ROOT, '.ci', 'run'), 'utf8')
    .split('\n')
    .filter((line) => /npm|node/.test(line));
  expect(lines).toEqual(['exec npm test']);
  expect(readFileSync(join(ROOT, 'README.md'), 'utf8')).toContain('npm test');
});
