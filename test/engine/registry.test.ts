import { expect, test } from 'vitest';
import { createRegistry } from '../../src/engine/index.ts';
import { type AnyRead, type Check, defineCheck, may, type SubjectKind } from '../../src/plugin-api/index.ts';

function check(subject: SubjectKind, ...reads: readonly AnyRead[]): Check {
  const meta = {
    id: 'area/name',
    title: '',
    severity: 'low',
    rationale: '',
    guidance: '',
    item: 'item',
    refs: [],
    since: '',
  } as const;
  return defineCheck({ mode: 'automated', meta, subject, reads, evaluate: () => [] });
}

function registered(some: Check) {
  return createRegistry([{ apiVersion: 1, name: 'area', title: 'Area', checks: [some] }], ['item']);
}

const KEEP = { keep: ['spec'] };

test('a check on a custom resource says what is kept of it', () => {
  const name = 'widgets.example.com';
  expect(registered(check(name, may(name, KEEP))).find('area/name')).toBeDefined();
  expect(() => registered(check(name))).toThrow(
    'check area/name: its subject widgets.example.com is not among its reads',
  );
});

test.each([
  ['deployments.apps', 'check area/name: deployments.apps is read as Deployment'],
  ['secrets.', 'check area/name: secrets. names no group'],
] as const)('%s is no custom resource', (name, problem) => {
  expect(() => registered(check('Namespace', may(name, KEEP)))).toThrow(problem);
});
