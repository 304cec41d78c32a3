/** Files of what the walk shows: each format, nothing replaced without a yes, parts whose sums are their own. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { EXPORT_FORMATS, exportView } from '../../../src/cli/terminal/export-view.ts';
import { createNavStore } from '../../../src/store/nav.ts';
import { viewPart } from '../../../src/ui/select/view-part.ts';
import { SNAPSHOT } from '../../support/snapshot.ts';

const OPTIONS = {
  hasHeader: true,
  version: 'v0.0.0',
  root: '/',
  reportGroup: 'wgpolicyk8s.io',
  files: undefined,
} as const;
const NAV = createNavStore().getState();

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'export-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function to(format: string, replace = false) {
  return { format, file: join(folder, `view.${format}`), replace, hasPlatform: false };
}

test.each(EXPORT_FORMATS)('%s is written whole', async (format) => {
  expect(await exportView(SNAPSHOT, to(format), OPTIONS)).toBeUndefined();
  expect(readFileSync(to(format).file, 'utf8').length).toBeGreaterThan(0);
});

test('what is there stays until it may be replaced', async () => {
  const target = to('json');
  writeFileSync(target.file, 'mine');
  expect(await exportView(SNAPSHOT, target, OPTIONS)).toEqual({ code: 'exists' });
  expect(readFileSync(target.file, 'utf8')).toBe('mine');
  expect(await exportView(SNAPSHOT, { ...target, replace: true }, OPTIONS)).toBeUndefined();
  expect(JSON.parse(readFileSync(target.file, 'utf8'))).toMatchObject({ kind: 'Report' });
});

test('what cannot be written, and what is no format, is told', async () => {
  const away = { ...to('json'), file: join(folder, 'none', 'view.json') };
  expect(await exportView(SNAPSHOT, away, OPTIONS)).toEqual({
    code: 'failed',
    reason: 'there is no such file or folder',
  });
  expect(existsSync(join(folder, 'none'))).toBe(false);
  expect(await exportView(SNAPSHOT, to('pdf'), OPTIONS)).toMatchObject({ code: 'failed' });
});

test('the part of a namespace holds its decisions and findings alone', async () => {
  const within = { title: 'payments', names: ['payments'] };
  const part = viewPart(SNAPSHOT, { ...NAV, stack: [{ screen: 'checklist' }], within });
  expect(part.name).toBe('payments');
  const subjects = part.snapshot.decisions.map(({ subject }) => subject.namespace ?? subject.name);
  expect(new Set(subjects)).toEqual(new Set(['payments']));
  const found = part.snapshot.decisions.flatMap(({ findings }) => findings.map(({ id }) => id));
  expect(part.snapshot.findings.map(({ id }) => id).toSorted()).toEqual(found.toSorted());
  expect(await exportView(part.snapshot, to('json'), OPTIONS)).toBeUndefined();
  const report = JSON.parse(readFileSync(to('json').file, 'utf8'));
  expect(report.findings.length).toBe(found.length);
});
