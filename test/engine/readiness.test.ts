import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildDecisions, withCauses } from '../../src/engine/index.ts';
import { createInventory } from '../../src/inventory/index.ts';
import { type Decision, READINESS_ORDER, readyFindings, readyPart, resolvedBy } from '../../src/model/decision.ts';
import { type Finding, SEVERITIES, severityRank } from '../../src/model/finding.ts';
import type { Change, Readiness, Severity } from '../../src/plugin-api/index.ts';

const API = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'api' };

interface Sketch {
  readonly severity: Severity;
  readonly readiness?: Readiness | undefined;
  /** A proposal without one is guidance. */
  readonly hasChange?: boolean;
  /** Places among the others of those that follow from it. */
  readonly explains?: readonly number[];
}

function edit(name: string): Change {
  return { op: 'edit', target: API, edits: [{ op: 'set', path: ['metadata', 'labels', name], value: 'x' }] };
}

function findingOf({ severity, readiness, hasChange = true, explains = [] }: Sketch, index: number): Finding {
  const changes = hasChange ? [edit(`label-${index}`)] : [];
  return {
    id: `finding ${index}`,
    check: `area/check-${index}`,
    severity,
    confidence: 'direct',
    subject: API,
    message: `${index} fails`,
    evidence: [],
    remediation: null,
    judged: '',
    explains: explains.map((each) => `area/check-${each}`),
    ...(readiness === undefined ? {} : { proposal: { readiness, reason: `because of ${index}`, changes } }),
    place: { key: 'api', title: 'Deployment shop/api' },
  };
}

function decide(sketches: readonly Sketch[], sourceType: 'live' | 'files' = 'live'): Decision {
  const findings = withCauses(sketches.map(findingOf));
  const context = {
    sourceType,
    inventory: createInventory(),
    checks: new Map(),
    itemNumber: () => 1,
    folds: () => false,
  };
  const [decision] = buildDecisions(findings, context);
  if (decision === undefined) throw new Error('no decision');
  return decision;
}

const sketch = fc.record({
  severity: fc.constantFrom(...SEVERITIES),
  readiness: fc.option(fc.constantFrom(...READINESS_ORDER), { nil: undefined }),
  hasChange: fc.boolean(),
  explains: fc.array(fc.nat(5), { maxLength: 2 }),
});
const somewhere = fc.constantFrom('live' as const, 'files' as const);

test('No decision looks better than the change that resolves all of its worst findings', () => {
  fc.assert(
    fc.property(fc.array(sketch, { minLength: 1, maxLength: 6 }), somewhere, (sketches, source) => {
      const decision = decide(sketches, source);
      const worst = Math.min(...decision.findings.map(({ severity }) => severityRank(severity)));
      expect(severityRank(decision.severity)).toBe(worst);
      const better = decision.variants.filter(
        ({ readiness }) => READINESS_ORDER.indexOf(readiness) < READINESS_ORDER.indexOf(decision.readiness),
      );
      const same = decision.variants.find(({ readiness }) => readiness === decision.readiness);
      const leaves = (variant: Decision['variants'][number]) => {
        const resolved = resolvedBy(decision.findings, variant);
        return decision.findings.some((each) => each.severity === decision.severity && !resolved.includes(each));
      };
      expect(better.every(leaves)).toBe(true);
      if (decision.readiness === 'ready' || decision.readiness === 'review')
        expect(same !== undefined && !leaves(same)).toBe(true);
    }),
  );
});

test('A ready part is counted, and is a part only where something is left', () => {
  const decision = decide([
    { severity: 'critical' },
    { severity: 'medium', readiness: 'ready' },
    { severity: 'low', readiness: 'ready' },
    { severity: 'low', readiness: 'review' },
  ]);
  expect(decision).toMatchObject({ severity: 'critical', readiness: 'needs-input' });
  expect([readyFindings(decision), readyPart(decision)]).toEqual([2, '2 of 4 ready']);
  const ready = decide([{ severity: 'high', readiness: 'ready' }, { severity: 'low' }]);
  expect([ready.readiness, readyFindings(ready), readyPart(ready)]).toEqual(['ready', 1, '1 of 2 ready']);
  const whole = decide([{ severity: 'high', readiness: 'ready' }]);
  expect([readyFindings(whole), readyPart(whole)]).toEqual([1, undefined]);
});

test('Of two findings that are equally bad the one that is left decides', () => {
  const both: Sketch = { severity: 'critical', readiness: 'ready' };
  expect(decide([both, { severity: 'critical' }]).readiness).toBe('needs-input');
  expect(decide([both, { severity: 'critical', readiness: 'review' }]).readiness).toBe('review');
  expect(decide([both, { severity: 'critical', readiness: 'elsewhere' }]).readiness).toBe('elsewhere');
  expect(decide([both, { severity: 'critical', readiness: 'elsewhere' }], 'files').variants).toHaveLength(2);
  expect(decide([both, both]).readiness).toBe('ready');
});

test('What follows from a finding is resolved with it, however severe it is', () => {
  const decision = decide([{ severity: 'medium', readiness: 'ready', explains: [1] }, { severity: 'critical' }]);
  expect(decision).toMatchObject({ severity: 'critical', readiness: 'ready' });
  expect(readyFindings(decision)).toBe(2);
});
