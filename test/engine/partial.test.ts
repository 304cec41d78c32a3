/** Verdicts where what a check reads could be read in part: what was found stays, nothing else holds. */
import { expect, test } from 'vitest';
import { createEngine } from '../../src/engine/index.ts';
import { createInventory } from '../../src/inventory/index.ts';
import type { Coverage, KindMap, KubeObject } from '../../src/plugin-api/index.ts';
import { defineCheck, must } from '../../src/plugin-api/index.ts';
import { namespace, observed } from '../support/objects.ts';

const policed = defineCheck({
  mode: 'automated',
  meta: {
    id: 'test/policed',
    title: 'A policy is there',
    severity: 'high',
    rationale: '',
    guidance: '',
    item: 'workloads',
    refs: [],
    since: '0.1.0',
  },
  subject: 'Namespace',
  reads: [must('NetworkPolicy')],
  evaluate: ({ ref }, { view }) =>
    view.own('NetworkPolicy').value.length > 0
      ? { status: 'pass', evidence: [], confidence: 'direct' }
      : [
          {
            message: 'no policy',
            proposal: {
              readiness: 'ready',
              reason: 'The labels were read.',
              changes: [
                { op: 'edit', target: ref, edits: [{ op: 'set', path: ['metadata', 'labels', 'a'], value: 'b' }] },
              ],
            },
          },
        ],
  remediation: { title: 'Add one', kind: 'policy', disruption: 'none' },
});

const LACKING: Coverage = { state: 'error', reason: '1 document could not be read: a.yaml:7', isPartial: true };
const POLICY: KindMap['NetworkPolicy'] = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'p', namespace: 'shop' },
};

function verdict(coverage: Coverage, policies: readonly KubeObject[]) {
  const inventory = createInventory();
  const engine = createEngine({ checks: [policed], inventory, sourceType: 'files', context: 'test' });
  inventory.apply({ type: 'upsert', kind: 'Namespace', items: observed(namespace('shop')) });
  inventory.apply({ type: 'upsert', kind: 'NetworkPolicy', items: observed(...policies) });
  inventory.apply({ type: 'coverage', kind: 'Namespace', coverage: { state: 'full' } });
  inventory.apply({ type: 'coverage', kind: 'NetworkPolicy', coverage });
  engine.evaluateAll();
  const [result] = engine.results(policed);
  return { ...result, finding: result?.findings[0] };
}

test('a fail is inferred, says what could change it, and is not ready', () => {
  const { status, confidence, finding } = verdict(LACKING, []);
  expect([status, confidence, finding?.confidence]).toEqual(['fail', 'inferred', 'inferred']);
  expect(finding?.evidence.at(-1)?.text).toBe('This could change it: 1 document could not be read: a.yaml:7');
  expect(finding?.proposal?.readiness).toBe('review');
  expect(finding?.remediation?.automatic).toBe(false);
});

test('a pass is unknown, and so is everything where nothing was read', () => {
  expect(verdict(LACKING, [POLICY]).status).toBe('unknown');
  expect(verdict({ state: 'error', reason: 'no answer' }, []).status).toBe('unknown');
});

test('where all was read a fail is seen', () => {
  const { finding } = verdict({ state: 'full' }, []);
  expect([finding?.confidence, finding?.proposal?.readiness]).toEqual(['direct', 'ready']);
});
