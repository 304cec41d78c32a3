import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type NewCheck, problemsOf, scaffold } from '../../src/tools/new-check/scaffold.ts';
import { PLUGINS_FOLDER } from '../support/fixture-runner/load.ts';

const CHECK: NewCheck = {
  id: 'workloads/host-path',
  title: 'Pods mount nothing of their node',
  severity: 'high',
  subject: 'Workload',
  item: 'workloads',
};

let plugins: string;
beforeEach(() => {
  plugins = mkdtempSync(join(tmpdir(), 'harden-new-check-'));
  cpSync(join(PLUGINS_FOLDER, '_template'), join(plugins, '_template'), { recursive: true });
});
afterEach(() => rmSync(plugins, { recursive: true, force: true }));

test('a new check about workloads is the template under its own name, fixtures included', () => {
  scaffold(CHECK, plugins);
  const source = readFileSync(join(plugins, 'workloads/host-path/check.ts'), 'utf8');
  expect(source).toContain("id: 'workloads/host-path'");
  expect(source).toContain("title: 'Pods mount nothing of their node'");
  expect(source).toContain("severity: 'high'");
  expect(source.startsWith('/** Pods mount nothing of their node. */')).toBe(true);
  expect(readdirSync(join(plugins, 'workloads/host-path')).sort()).toEqual(['check.ts', 'fixtures']);
  const fixtures = readdirSync(join(PLUGINS_FOLDER, '_template/fixtures')).sort();
  expect(readdirSync(join(plugins, 'workloads/host-path/fixtures')).sort()).toEqual(fixtures);
});

test('a new check about another subject begins without the example', () => {
  scaffold({ ...CHECK, id: 'rbac/trial', subject: 'Role', item: 'rbac' }, plugins);
  expect(readdirSync(join(plugins, 'rbac/trial')).sort()).toEqual(['check.ts', 'fixtures']);
  const source = readFileSync(join(plugins, 'rbac/trial/check.ts'), 'utf8');
  expect(source).toContain("subject: 'Role'");
  expect(source).not.toContain('podTemplate');
});

test('any kind can be a subject, a custom resource too: what is kept of it is said', () => {
  for (const subject of ['Ingress', 'externalsecrets.external-secrets.io'])
    expect(problemsOf({ ...CHECK, subject }, plugins), subject).toEqual([]);
  scaffold({ ...CHECK, id: 'secrets/stores', subject: 'externalsecrets.external-secrets.io' }, plugins);
  const source = readFileSync(join(plugins, 'secrets/stores/check.ts'), 'utf8');
  expect(source).toContain("reads: [must('externalsecrets.external-secrets.io', { keep: ['spec'] })]");
});

test('what is there already is never overwritten', () => {
  scaffold(CHECK, plugins);
  expect(problemsOf(CHECK, plugins)).toEqual(['plugins/workloads/host-path already exists']);
  expect(() => scaffold(CHECK, plugins)).toThrow(/EEXIST/);
});

test('names, titles, severities, subjects and items that cannot be are said', () => {
  expect(problemsOf(CHECK, plugins)).toEqual([]);
  const bad = { ...CHECK, id: '../evil', title: "It's", severity: 'urgent', subject: 'Pods', item: 'x' };
  expect(problemsOf(bad, plugins)).toHaveLength(5);
});
