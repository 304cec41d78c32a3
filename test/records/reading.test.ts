import { chmodSync, mkdirSync, mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Reading } from '../../src/model/kept/since.ts';
import { openRecords } from '../../src/records/index.ts';

const READING: Reading = {
  cluster: 'c1',
  scope: 'aaaa',
  at: '2026-11-10T14:02:00.000Z',
  decisions: [
    {
      state: 'open',
      platform: false,
      findings: [{ id: 'f1', check: 'a/b', judged: 'j1', severity: 'high', subject: 's1' }],
    },
    { state: 'accepted', platform: true, findings: [] },
  ],
  answered: ['a/c'],
};

function opened() {
  const folder = mkdtempSync(join(tmpdir(), 'harden-reading-'));
  return { folder, records: openRecords({ stateFolder: folder }) };
}

function files(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

test('a reading is found again by its cluster and its scope alone, and is private', async () => {
  const { folder, records } = opened();
  await records.keep(READING);
  expect(await records.earlier('c1', 'aaaa')).toEqual(READING);
  expect(await records.earlier('c2', 'aaaa')).toBeUndefined();
  expect(await records.earlier('c1', 'bbbb')).toBeUndefined();
  for (const file of files(folder)) expect(statSync(file).mode & 0o077).toBe(0);
});

test('a later reading takes the place of the earlier one, and few scopes are kept', async () => {
  const { folder, records } = opened();
  for (let scope = 0; scope < 20; scope++) await records.keep({ ...READING, scope: `s${scope}` });
  await records.keep({ ...READING, scope: 's19', answered: [] });
  expect(files(folder)).toHaveLength(16);
  expect((await records.earlier('c1', 's19'))?.answered).toEqual([]);
});

test('what is damaged, is no file, or may be of somebody else is no reading', async () => {
  const { folder, records } = opened();
  await records.keep(READING);
  const [file = ''] = files(folder);
  chmodSync(file, 0o666);
  expect(await records.earlier('c1', 'aaaa')).toBeUndefined();
  chmodSync(file, 0o600);
  for (const text of [
    '',
    '{',
    '[]',
    JSON.stringify({ ...READING, cluster: 'c2' }),
    JSON.stringify({ ...READING, at: 'x' }),
  ]) {
    writeFileSync(file, text);
    expect(await records.earlier('c1', 'aaaa')).toBeUndefined();
  }
  await records.forget('c1');
  expect(files(folder)).toEqual([]);
  mkdirSync(file, { recursive: true });
  expect(await records.earlier('c1', 'aaaa')).toBeUndefined();
  await expect(records.keep(READING)).rejects.toThrow('cannot be remembered');
});
