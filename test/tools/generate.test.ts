import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readAreas } from '../../src/tools/generate/areas.ts';
import { staleFiles, writeFiles } from '../../src/tools/generate/index.ts';
import { areaText, registryText } from '../../src/tools/generate/registry.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'harden-generate-'));
  for (const check of ['pod-security/warn-audit', 'pod-security/exemptions', '_template', 'audit/enabled']) {
    mkdirSync(join(root, 'plugins', check), { recursive: true });
    writeFileSync(join(root, 'plugins', check, 'check.ts'), '');
  }
  mkdirSync(join(root, 'plugins/audit/notes'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

test('areas are the folders that hold checks, sorted, with the title that their index keeps', () => {
  const plugins = join(root, 'plugins');
  expect(readAreas(plugins)).toEqual([
    { name: 'audit', title: 'Audit', checks: ['enabled'] },
    { name: 'pod-security', title: 'Pod security', checks: ['exemptions', 'warn-audit'] },
  ]);
  const [audit] = readAreas(plugins);
  if (audit === undefined) throw new Error('no area');
  writeFileSync(join(plugins, 'audit/index.ts'), areaText({ ...audit, title: 'Audit logging' }));
  expect(readAreas(plugins)[0]?.title).toBe('Audit logging');
});

test('the registry imports every area and every check under a name of its own', () => {
  const areas = readAreas(join(root, 'plugins'));
  expect(registryText(areas)).toContain("import podSecurity from './pod-security/index.ts';");
  const [, podSecurity] = areas;
  if (podSecurity === undefined) throw new Error('no area');
  expect(areaText(podSecurity)).toContain("import warnAudit from './warn-audit/check.ts';");
});

test('a file that is missing or differs is stale, a file that was written is not', () => {
  const files = [
    { path: 'plugins/README.md', text: 'new' },
    { path: 'plugins/index.ts', text: 'same' },
  ];
  writeFileSync(join(root, 'plugins/index.ts'), 'same');
  expect(staleFiles(root, files)).toEqual(['plugins/README.md']);
  writeFiles(root, files);
  expect(staleFiles(root, files)).toEqual([]);
  writeFileSync(join(root, 'plugins/index.ts'), 'changed by hand');
  expect(staleFiles(root, files)).toEqual(['plugins/index.ts']);
});
