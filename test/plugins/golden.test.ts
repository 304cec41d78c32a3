/** A golden file shows all of a finding that decides what a person is asked. */
import { expect, test } from 'vitest';
import { type AnyAutomatedCheck, defineCheck, type Violation } from '../../src/plugin-api/index.ts';
import { failGolden } from '../support/fixture-runner/golden.ts';
import { runFixture } from '../support/fixture-runner/run.ts';
import { readVocabulary } from '../support/fixture-runner/vocabulary.ts';
import { settable } from '../support/settable.ts';

const NAMESPACE = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } };
const REMEDIATION = { title: 'Label it', kind: 'guide', disruption: 'none' } as const;

function goldenOf(violation: Omit<Violation, 'message'>, subject: 'Namespace' | 'Cluster' = 'Namespace'): string {
  const { meta } = settable;
  const evaluate = () => [{ message: 'It has no colour.', ...violation }];
  const check: AnyAutomatedCheck = defineCheck({
    mode: 'automated',
    meta,
    subject,
    evaluate,
    remediation: REMEDIATION,
  });
  return failGolden(runFixture(check, readVocabulary([NAMESPACE], 'fixture.yaml')).findings, []);
}

test('it shows which inputs a proposal lacks', () => {
  const proposal = { readiness: 'needs-input', reason: 'Which colour is not known.', changes: [] } as const;
  expect(goldenOf({ proposal: { ...proposal, needs: ['colour'] } })).toContain('    needs:\n      - colour\n');
  expect(goldenOf({ proposal })).not.toContain('needs:');
});

test('it shows a place that is not the subject itself', () => {
  expect(goldenOf({ place: { key: 'colours', title: 'Colours of all' } })).toContain('    place: Colours of all\n');
  expect(goldenOf({})).not.toContain('place');
  expect(goldenOf({}, 'Cluster')).not.toContain('place');
});
