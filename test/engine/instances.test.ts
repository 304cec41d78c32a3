/** A built-in check and one that an operator makes of it: two checks, whose findings stand beside each other. */
import { expect, test } from 'vitest';
import { buildDecisions, createRegistry, type SettingOverrides } from '../../src/engine/index.ts';
import { createInventory } from '../../src/inventory/index.ts';
import type { Finding } from '../../src/model/finding.ts';
import { type AnyAutomatedCheck, defineCheck } from '../../src/plugin-api/index.ts';
import { isAutomated } from '../support/fixture-runner/load.ts';
import { runChecks } from '../support/fixture-runner/run.ts';
import { readVocabulary } from '../support/fixture-runner/vocabulary.ts';
import { settable } from '../support/settable.ts';

/** Wants each namespace to have the colour that is set. */
const colour: AnyAutomatedCheck = defineCheck({
  mode: 'automated',
  meta: { ...settable.meta, id: 'labels/painted', aliases: [] },
  subject: 'Namespace',
  settings: { wanted: { describe: 'Which colour.', default: 'red' } },
  evaluate({ ref, object }, { settings: { wanted } }) {
    if (object?.metadata.labels?.colour === wanted) return [];
    const edit = { op: 'set', path: ['metadata', 'labels', 'colour'], value: wanted } as const;
    const changes = [{ op: 'edit', target: ref, edits: [edit] }] as const;
    const proposal = { readiness: 'ready', reason: `${wanted} is free.`, changes } as const;
    return [{ message: `It is not ${wanted}.`, path: edit.path, proposal }];
  },
  remediation: { title: 'Paint it', kind: 'label', disruption: 'none' },
});

const { checks } = createRegistry(
  [{ apiVersion: 1, name: 'labels', title: 'Labels', checks: [colour] }],
  ['workloads'],
  [{ id: 'acme/painted', from: 'labels/painted', severity: 'low' }],
);
const FIXTURE = readVocabulary([{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } }], 'fixture.yaml');

function findings(wanted: string): readonly Finding[] {
  const settings: SettingOverrides = new Map([['acme/painted', { wanted }]]);
  return runChecks(checks.filter(isAutomated), FIXTURE, { given: { settings } }).findings;
}
function decide(wanted: string) {
  const byId = new Map(checks.map((check) => [check.meta.id as string, check]));
  const context = {
    sourceType: 'live',
    inventory: createInventory(),
    checks: byId,
    itemNumber: () => 0,
    folds: () => false,
  } as const;
  return buildDecisions(findings(wanted), context);
}

test.each(['red', 'blue'])('both find what is not as they want it, under ids of their own (%s)', (wanted) => {
  const found = findings(wanted);
  expect(found.map(({ check, severity, message }) => [check, severity, message]).sort()).toEqual([
    ['acme/painted', 'low', `It is not ${wanted}.`],
    ['labels/painted', 'medium', 'It is not red.'],
  ]);
  expect(new Set(found.map(({ id }) => id)).size).toBe(2);
});

test('what both want is one decision and done once', () => {
  const [decision, ...more] = decide('red');
  expect(more).toEqual([]);
  expect(decision?.findings).toHaveLength(2);
  expect(decision?.variants[0]).toMatchObject({ findings: [expect.any(String), expect.any(String)], caveats: [] });
  expect(decision?.variants[0]?.changes).toHaveLength(1);
});

test('where they want different values the worse one is done, and the other is said to stay open', () => {
  const [decision] = decide('blue');
  expect(decision?.findings.map(({ check }) => check).sort()).toEqual(['acme/painted', 'labels/painted']);
  expect(decision?.variants[0]?.caveats).toEqual(['acme/painted needs another value at the same path and stays open.']);
  const [change] = decision?.variants[0]?.changes ?? [];
  expect(change).toMatchObject({ edits: [{ value: 'red' }] });
});
