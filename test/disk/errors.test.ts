/** Codes of the file system are told in words. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fileProblem } from '../../src/disk/errors.ts';

function failed(code: string): Error {
  return Object.assign(new Error(`${code}: as node words it`), { code });
}

test.each([
  'ENOENT',
  'ENOTDIR',
  'EACCES',
  'EPERM',
  'EISDIR',
  'EROFS',
  'ENOSPC',
  'ELOOP',
  'ENAMETOOLONG',
  'EIO',
  'ENXIO',
])('%s is told in words alone', (code) => {
  expect(fileProblem(failed(code))).not.toMatch(/[A-Z]/);
});

test('an unknown code stands in a sentence; of another error nothing is known', () => {
  expect(fileProblem(failed('Z_DATA_ERROR'))).toBe('its compression is damaged');
  expect(fileProblem(failed('EWHAT'))).toBe('the system refuses it (EWHAT)');
  expect(fileProblem(new Error('no YAML'))).toBeUndefined();
});

test('what the file system really says is known', () => {
  expect(problemOf('/nowhere/at/all')).toBe('there is no such file');
  expect(problemOf('/')).toBe('it is a folder');
  expect(problemOf('/dev/null/file')).toBe('a part of its path is not a folder');
});

function problemOf(path: string): string | undefined {
  try {
    readFileSync(path);
    return undefined;
  } catch (error) {
    return fileProblem(error);
  }
}
