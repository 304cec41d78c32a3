/** Codes of the file system are told in words. */
import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fileProblem } from '../../src/text/errors.ts';

function failed(code: string): Error {
  return Object.assign(new Error(`${code}: as node words it`), { code });
}

const KNOWN = ['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM', 'EISDIR', 'EEXIST', 'ENOTFILE', 'EROFS', 'ENOSPC', 'ELOOP'];

test.each([...KNOWN, 'ENAMETOOLONG', 'EIO', 'ENXIO', 'EMFILE'])('%s is told in words alone', (code) => {
  expect(fileProblem(failed(code))).not.toMatch(/[A-Z]/);
});

test('no room has a second table of them', () => {
  const sources = globSync(`${process.cwd()}/src/**/*.ts`).filter((path) => !path.endsWith('src/text/errors.ts'));
  const tables = sources.filter((path) => /\b(ENOENT|EACCES|EISDIR)('?: *['"`{]|':)/.test(readFileSync(path, 'utf8')));
  expect(tables).toEqual([]);
});

test('an unknown code stands in a sentence; of another error nothing is known', () => {
  expect(fileProblem(failed('Z_DATA_ERROR'))).toBe('its compression is damaged');
  expect(fileProblem(failed('EWHAT'))).toBe('the system refuses it (EWHAT)');
  for (const other of [new Error('no YAML'), failed('ERR_OF_RUNTIME'), failed('drift'), 'torn'])
    expect(fileProblem(other)).toBeUndefined();
});

test('what the file system really says is known', () => {
  expect(problemOf('/nowhere/at/all')).toBe('there is no such file or folder');
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
