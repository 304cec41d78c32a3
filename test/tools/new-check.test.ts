import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AnyAutomatedCheck } from '../../src/plugin-api/index.ts';
import {
  type NewCheck,
  problemsOf,
  SCAFFOLD_GUIDANCE,
  SCAFFOLD_RATIONALE,
  SUBJECTS,
  scaffold,
} from '../../src/tools/new-check/scaffold.ts';
import { PLUGINS_FOLDER, readFixture } from '../support/fixture-runner/load.ts';
import { runFixture } from '../support/fixture-runner/run.ts';
import { expectShown } from '../support/fixture-runner/verdict.ts';

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

test.each(['Workload', 'Role', 'externalsecrets.external-secrets.io'])(
  'a new check about %s says nothing of what the template is about',
  (subject) => {
    scaffold({ ...CHECK, id: 'trial/texts', subject }, plugins);
    const source = readFileSync(join(plugins, 'trial/texts/check.ts'), 'utf8');
    const meta = source.slice(0, source.indexOf('  subject:'));
    expect(meta).not.toMatch(/process|shareProcess|B3/);
    expect(meta).toContain(SCAFFOLD_RATIONALE);
    expect(meta).toContain(SCAFFOLD_GUIDANCE);
  },
);

test('any kind can be a subject, a custom resource too: what is kept of it is said', () => {
  for (const subject of ['Ingress', 'externalsecrets.external-secrets.io'])
    expect(problemsOf({ ...CHECK, subject }, plugins), subject).toEqual([]);
  scaffold({ ...CHECK, id: 'secrets/stores', subject: 'externalsecrets.external-secrets.io' }, plugins);
  const source = readFileSync(join(plugins, 'secrets/stores/check.ts'), 'utf8');
  expect(source).toContain("reads: [must('externalsecrets.external-secrets.io', { keep: ['spec.EXAMPLE'] })]");
});

const OTHERS = SUBJECTS.filter((subject) => subject !== 'Workload');

test.each([...OTHERS, 'externalsecrets.external-secrets.io', 'policies.example.com', 'classes.example.com'])(
  'a new check about %s begins with fixtures that show it pass and unknown',
  async (subject) => {
    const written = scaffold({ ...CHECK, id: 'trial/started', subject }, plugins);
    expect(written.slice(1)).toEqual(
      ['pass-example', 'fail-example', 'unknown-denied'].map((name) => `trial/started/fixtures/${name}.yaml`),
    );
    const source = pathToFileURL(join(plugins, 'trial/started/check.ts')).href;
    const { default: check } = (await import(source)) as { readonly default: AnyAutomatedCheck };
    for (const [name, expects] of STARTING) {
      const fixture = readFixture(join(plugins, 'trial/started/fixtures', name));
      expectShown(check, fixture, expects, runFixture(check, fixture));
    }
  },
);
const STARTING = [
  ['pass-example.yaml', 'pass'],
  ['unknown-denied.yaml', 'unknown'],
] as const;

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
