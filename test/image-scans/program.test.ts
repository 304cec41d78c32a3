import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { openScanner } from '../../src/image-scans/index.ts';
import { fakeScanner } from './fake.ts';

const TOUCHES = (path: string) => `require('node:fs').writeFileSync(${JSON.stringify(path)}, '')`;

test('the version is read from the file, and nothing is run', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'fake-scanner-'));
  const path = fakeScanner(TOUCHES(join(folder, 'ran')), '0.70.12');
  expect(await openScanner(path, {})).toEqual({ path, version: '0.70.12' });
});

test('it is found on the path, in whole folders alone', async () => {
  const path = fakeScanner('');
  expect(await openScanner('trivy', { PATH: ['', '.', '/nowhere', dirname(path)].join(delimiter) })).toMatchObject({
    path,
  });
  await expect(openScanner('trivy', { PATH: '' })).rejects.toMatchObject({ code: 'not-found' });
  await expect(openScanner(dirname(path), {})).rejects.toMatchObject({ code: 'not-found' });
});

test.each(['0.69.4', '0.69.5', '0.69.6'])('release %s is not run', async (version) => {
  await expect(openScanner(fakeScanner('', version), {})).rejects.toMatchObject({ code: 'compromised', version });
});

test('a program that does not tell its version is not run', async () => {
  const path = fakeScanner('');
  writeFileSync(path, '#!/bin/sh\nexec /usr/bin/trivy "$@"\n');
  await expect(openScanner(path, {})).rejects.toMatchObject({ code: 'no-version' });
});

test('a version across two pieces of a large file is read whole', async () => {
  const path = fakeScanner('');
  const mark = '\nmod\tgithub.com/aquasecurity/trivy\tv0.71.15\th1:x\n';
  for (const cut of [mark.length - 4, mark.length - 10, 12]) {
    writeFileSync(path, 'x'.repeat(1024 * 1024 - cut) + mark);
    expect((await openScanner(path, {})).version).toBe('0.71.15');
  }
});
