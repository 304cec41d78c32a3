import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeFolders } from '../../src/disk/folders.ts';
import { readText } from '../../src/disk/read.ts';
import { createFile, putFile, removeFile, replaceFile } from '../../src/disk/write.ts';

const folder = () => mkdtempSync(join(tmpdir(), 'disk-'));
const modeOf = (path: string) => statSync(path).mode & 0o777;

test('a new file is its owner’s alone, with folders that are too, and nothing lies beside it', () => {
  const path = join(folder(), 'a', 'b', 'file');
  putFile(path, 'text');
  expect(readText(path)).toBe('text');
  expect(modeOf(path)).toBe(0o600);
  expect(modeOf(join(path, '..'))).toBe(0o700);
  expect(readdirSync(join(path, '..'))).toEqual(['file']);
});

test.each([
  ['put', putFile],
  ['replaced', replaceFile],
])('a file that is %s keeps its mode', (_, write) => {
  const path = join(folder(), 'file');
  writeFileSync(path, 'old');
  chmodSync(path, 0o640);
  write(path, 'new');
  expect(readText(path)).toBe('new');
  expect(modeOf(path)).toBe(0o640);
});

test('a link stays, the file that it names is replaced and removed', () => {
  const at = folder();
  const link = join(at, 'link');
  writeFileSync(join(at, 'file'), 'old');
  symlinkSync('file', link);
  putFile(link, 'new');
  expect(readFileSync(join(at, 'file'), 'utf8')).toBe('new');
  removeFile(link);
  expect(readdirSync(at)).toEqual(['link']);
  putFile(link, 'again');
  expect(statSync(link).isFile()).toBe(true);
});

test('what is there is not made again', () => {
  const path = join(folder(), 'file');
  createFile(path, 'first', 0o644);
  expect(() => createFile(path, 'second')).toThrow('EEXIST');
  expect(readText(path)).toBe('first');
  expect(modeOf(path) & 0o600).toBe(0o600);
  expect(readdirSync(join(path, '..'))).toEqual(['file']);
});

test('what is not there is not replaced', () => {
  const at = folder();
  expect(() => replaceFile(join(at, 'file'), 'text')).toThrow('ENOENT');
  expect(readText(join(at, 'file'))).toBeUndefined();
  expect(readdirSync(at)).toEqual([]);
});

test('a folder in the place of the file is an error that leaves nothing behind', () => {
  const at = folder();
  mkdirSync(join(at, 'file'));
  expect(() => putFile(join(at, 'file'), 'text')).toThrow();
  expect(readdirSync(at)).toEqual(['file']);
  expect(() => makeFolders(join(at, 'file'))).not.toThrow();
});

// In a process of its own, which can be ended: no test may hang.
test('a place where no folder can be made is an error at once', () => {
  const module = new URL('../../src/disk/write.ts', import.meta.url).href;
  const script = `import { putFile } from ${JSON.stringify(module)};
    try { putFile('/proc/harden/state/x', ''); } catch (error) { process.stdout.write(error.code); }`;
  const { stdout, signal } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
    timeout: 10_000,
  });
  expect({ stdout, signal }).toEqual({ stdout: expect.stringMatching(/^E[A-Z]+$/), signal: null });
});
