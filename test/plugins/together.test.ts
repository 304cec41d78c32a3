/** What all checks propose together: changes that never contradict one another, and that are done once. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PLUGINS } from '../../plugins/index.ts';
import { buildDecisions } from '../../src/engine/index.ts';
import { createInventory } from '../../src/inventory/index.ts';
import type { Decision } from '../../src/model/decision.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { KubeObject } from '../../src/plugin-api/index.ts';
import { podArbitrary } from '../conformance/pod-security/generator.ts';
import { applyChanges } from '../support/fixture-runner/fix.ts';
import type { Fixture } from '../support/fixture-runner/load.ts';
import { runChecks } from '../support/fixture-runner/run.ts';

const checks = PLUGINS.filter(({ name }) => name === 'pod-security' || name === 'workloads').flatMap(
  (plugin) => plugin.checks,
);
const LEVELS = ['privileged', 'baseline', 'restricted', 'Baseline', ''];
const VERSIONS = ['latest', 'v1.24', 'v1.36', 'newest'];

const labelsArbitrary = fc.dictionary(
  fc.constantFrom('enforce', 'audit', 'warn', 'enforce-version', 'audit-version', 'warn-version'),
  fc.nat(100),
);

function namespace(drawn: Readonly<Record<string, number>>): KubeObject {
  const labels = Object.entries(drawn).map(([key, value]) => {
    const values = key.endsWith('version') ? VERSIONS : LEVELS;
    return [`pod-security.kubernetes.io/${key}`, values[value % values.length] ?? ''];
  });
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels: Object.fromEntries(labels) } };
}

const fixtureArbitrary: fc.Arbitrary<Fixture> = fc
  .tuple(labelsArbitrary, fc.array(podArbitrary, { minLength: 0, maxLength: 3 }))
  .map(([labels, pods]) => ({
    objects: [
      namespace(labels),
      ...pods.map(({ annotations, spec }, index) => ({
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: `w-${index}`, namespace: 'shop', uid: `u-${index}` },
        spec: { selector: {}, template: { metadata: { annotations }, spec } },
      })),
    ],
    coverage: [],
    evidence: {
      ServerVersion: { coverage: { state: 'full' }, value: { gitVersion: 'v1.36.3', major: 1, minor: 36 } },
    },
    sourceType: 'live',
  }));

function decide(findings: readonly Finding[]): readonly Decision[] {
  const byId = new Map(checks.map((check) => [check.meta.id as string, check]));
  return buildDecisions(findings, {
    sourceType: 'live',
    inventory: createInventory(),
    checks: byId,
    itemNumber: () => 0,
    folds: () => false,
  });
}

function readyChanges(decisions: readonly Decision[]) {
  return decisions.flatMap(({ variants }) => variants.filter(({ readiness }) => readiness === 'ready'));
}

test('all variants of all decisions can be merged, and what is ready is done once', () => {
  fc.assert(
    fc.property(fixtureArbitrary, (fixture) => {
      const ready = readyChanges(decide(runChecks(checks, fixture).findings));
      const { objects } = applyChanges(
        fixture.objects,
        ready.flatMap(({ changes }) => changes),
      );
      const after = runChecks(checks, { ...fixture, objects }).findings;
      const left = new Set(after.map(({ id }) => id));
      // What a variant says that it resolves is resolved.
      for (const { findings } of ready) for (const id of findings) expect(left).not.toContain(id);
      expect(readyChanges(decide(after)).map(({ changes }) => changes)).toEqual([]);
    }),
    { numRuns: 400 },
  );
});
