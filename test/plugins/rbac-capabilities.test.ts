/** Capabilities of one rule are taken away one by one or together, and nothing else goes with them. */
import { expect, test } from 'vitest';
import rbac from '../../plugins/rbac/index.ts';
import { splitRule } from '../../src/analysis/rbac/index.ts';
import { buildDecisions } from '../../src/engine/index.ts';
import { createInventory } from '../../src/inventory/index.ts';
import type { Check, KubeObject } from '../../src/plugin-api/index.ts';
import { applyChanges } from '../support/fixture-runner/fix.ts';
import type { Fixture } from '../support/fixture-runner/load.ts';
import { runChecks } from '../support/fixture-runner/run.ts';
import { clusterBinding, clusterRole, FULL, group, rule } from '../support/rbac/objects.ts';

const MIXED = rule('create,get,patch', 'configmaps,deployments,pods/exec,secrets', ',apps');

function live(...objects: readonly KubeObject[]): Fixture {
  return { objects, coverage: [], evidence: {}, sourceType: 'live' };
}

function decide(checks: readonly Check[], fixture: Fixture) {
  return buildDecisions(runChecks(checks as never, fixture).findings, {
    sourceType: 'live',
    inventory: createInventory(),
    checks: new Map(checks.map((check) => [check.meta.id as string, check])),
    itemNumber: () => 0,
    folds: () => false,
  });
}

/** The rules of the one role once its decision is carried out. */
function rulesAfter(ids: readonly string[], fixture: Fixture): unknown {
  const checks = rbac.checks.filter(({ meta }) => ids.includes(meta.id));
  const [decision, ...others] = decide(checks, fixture);
  expect(others).toEqual([]);
  const { objects } = applyChanges(fixture.objects, decision?.variants.at(-1)?.changes ?? []);
  return objects.flatMap((object) => ('rules' in object ? [object.rules] : []));
}

const held = live(clusterRole('mixed', [MIXED]), clusterBinding('mixed', 'mixed', [group('team')]));

test('one capability goes, and the others stay', () => {
  expect(rulesAfter(['rbac/secrets-read'], held)).toEqual([
    [
      rule('create,get,patch', 'configmaps'),
      rule('patch', 'pods/exec'),
      rule('create', 'secrets'),
      rule('get', 'deployments', 'apps'),
      rule('create,get', 'pods/exec'),
      rule('create,patch', 'deployments', 'apps'),
    ],
  ]);
});

test('several capabilities of one rule go together', () => {
  expect(rulesAfter(['rbac/secrets-read', 'rbac/pod-exec', 'rbac/workload-create'], held)).toEqual([
    [
      rule('create,get,patch', 'configmaps'),
      rule('patch', 'pods/exec'),
      rule('create', 'secrets'),
      rule('get', 'deployments', 'apps'),
    ],
  ]);
});

test('a full wildcard is told once: all that follows from it folds', () => {
  const everything = live(clusterRole('all', [FULL]), clusterBinding('all', 'all', [group('team')]));
  const [decision, ...others] = decide(rbac.checks, everything).filter(
    ({ title }) => title === 'Rules of ClusterRole all',
  );
  expect(others).toEqual([]);
  const open = decision?.findings.filter(({ cause }) => cause === undefined) ?? [];
  expect(open.map(({ check }) => check)).toEqual(['rbac/wildcards']);
  expect(decision?.findings.length).toBeGreaterThan(10);
});

test('what a rule of two groups names in the wrong one is not written out', () => {
  const split = splitRule(rule('get,list', 'pods,deployments', ',apps'), () => undefined);
  expect(split?.rest).toEqual([rule('get,list', 'pods'), rule('get,list', 'deployments', 'apps')]);
  const metrics = splitRule(rule('get', 'pods,nodes', ',metrics.k8s.io'), () => undefined);
  expect(metrics?.rest).toEqual([{ apiGroups: ['', 'metrics.k8s.io'], resources: ['nodes', 'pods'], verbs: ['get'] }]);
});

test('a wildcard is written out, and with what leads further taken out of it where that is chosen', () => {
  const wild = live(
    clusterRole('wild', [rule('*', 'secrets,configmaps')]),
    clusterBinding('wild', 'wild', [group('team')]),
  );
  expect(rulesAfter(['rbac/wildcards', 'rbac/secrets-read'], wild)).toEqual([
    [
      rule('create,delete,deletecollection,get,list,patch,update,watch', 'configmaps'),
      rule('create,delete,update', 'secrets'),
    ],
  ]);
});
