import { chmodSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { distrust } from '../../src/disk/trust.ts';

function place() {
  const top = mkdtempSync(join(tmpdir(), 'harden-trust-'));
  const folder = join(top, 'parent', 'state');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return { top, folder };
}

test('what only its owner can write is believed, and so is what is not there yet', () => {
  const { folder } = place();
  expect(distrust(folder)).toBeUndefined();
  expect(distrust(join(folder, 'not', 'there'))).toBeUndefined();
  writeFileSync(join(folder, 'file'), '');
  expect(distrust(join(folder, 'file', 'below'))).toBeUndefined();
});

test.each([
  ['the folder itself', '', 0o777],
  ['its parent', '..', 0o777],
])('where others may write to %s nothing is believed', (_, at, mode) => {
  const { folder } = place();
  const open = join(folder, at);
  chmodSync(open, mode);
  expect(distrust(folder)).toBe(`others may write to ${open}`);
  expect(distrust(join(folder, 'journal'))).toBe(`others may write to ${open}`);
});

test('a group of one may write above it, and not to it', () => {
  const { folder } = place();
  chmodSync(join(folder, '..'), 0o770);
  expect(distrust(folder)).toBeUndefined();
  chmodSync(folder, 0o770);
  expect(distrust(folder)).toBe(`others may write to ${folder}`);
});

test('the sticky bit keeps others from putting something else in its place', () => {
  const { folder } = place();
  chmodSync(join(folder, '..'), 0o1777);
  expect(distrust(folder)).toBeUndefined();
});

test('what a link leads to counts', () => {
  const { top, folder } = place();
  const link = join(top, 'link');
  symlinkSync(folder, link);
  expect(distrust(link)).toBeUndefined();
  chmodSync(folder, 0o707);
  expect(distrust(link)).toBe(`others may write to ${folder}`);
  expect(distrust(join(link, 'below'))).toBe(`others may write to ${folder}`);
});
