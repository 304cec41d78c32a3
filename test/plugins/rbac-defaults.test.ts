/** What is known of default roles that manifests refer to without holding them. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import anonymousBindings from '../../plugins/rbac/anonymous-bindings/check.ts';
import clusterAdminBindings from '../../plugins/rbac/cluster-admin-bindings/check.ts';
import type { AnyAutomatedCheck } from '../../src/plugin-api/index.ts';
import { PLUGINS_FOLDER, readFixture } from '../support/fixture-runner/load.ts';
import { runFixture } from '../support/fixture-runner/run.ts';

function verdicts(check: AnyAutomatedCheck, name: string) {
  const { results } = runFixture(check, readFixture(join(PLUGINS_FOLDER, check.meta.id, 'fixtures', `${name}.yaml`)));
  return results.map(({ status, confidence }) => ({ status, confidence }));
}

test('a default binding for everybody whose role is in no manifest passes by inference only', () => {
  expect(verdicts(anonymousBindings, 'pass-default-binding-in-files')).toEqual([
    { status: 'pass', confidence: 'inferred' },
  ]);
});

test('a lesser default role that is in no manifest passes by inference only', () => {
  expect(verdicts(clusterAdminBindings, 'pass-default-role-in-files')).toEqual([
    { status: 'pass', confidence: 'inferred' },
  ]);
});
