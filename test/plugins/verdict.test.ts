/** A fixture shows what its name says, and a subject that is not served is shown by the absence of verdicts. */
import { expect, test } from 'vitest';
import { type AnyAutomatedCheck, defineCheck, must } from '../../src/plugin-api/index.ts';
import type { Expectation } from '../support/fixture-runner/load.ts';
import { runFixture } from '../support/fixture-runner/run.ts';
import { expectShown } from '../support/fixture-runner/verdict.ts';
import { readVocabulary } from '../support/fixture-runner/vocabulary.ts';
import { settable } from '../support/settable.ts';

const widgets: AnyAutomatedCheck = defineCheck({
  mode: 'automated',
  meta: { ...settable.meta, id: 'widgets/named' },
  subject: 'widgets.example.com',
  reads: [must('widgets.example.com', { keep: ['spec.size'] })],
  evaluate: () => [],
});

const WIDGET = { apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'w', namespace: 'shop' } };
const NAMESPACE = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } };
const covered = (kind: string, state: string) => ({
  apiVersion: 'harden.kubectl.dev/v1alpha1',
  kind: 'FixtureCoverage',
  coverage: [{ kind, state, reason: `${kind} are ${state}` }],
});

function shows(expects: Expectation, ...documents: readonly Record<string, unknown>[]): () => void {
  const fixture = readVocabulary([NAMESPACE, ...documents], 'fixture.yaml');
  return () => expectShown(widgets, fixture, expects, runFixture(widgets, fixture));
}

test('where the subject is not served, no verdict shows that the check does not apply', () => {
  shows('not-applicable', covered('widgets.example.com', 'absent'))();
});

test('no verdict shows nothing else', () => {
  expect(shows('pass', covered('widgets.example.com', 'absent'))).toThrow();
  expect(shows('unknown', covered('widgets.example.com', 'absent'))).toThrow();
  expect(shows('not-applicable')).toThrow();
  expect(shows('not-applicable', covered('gadgets.example.com', 'absent'))).toThrow();
  expect(shows('not-applicable', covered('widgets.example.com', 'denied'))).toThrow();
});

test('a verdict is what the name says', () => {
  shows('pass', WIDGET)();
  shows('unknown', covered('widgets.example.com', 'denied'))();
  expect(shows('fail', WIDGET)).toThrow();
  expect(shows('pass', covered('widgets.example.com', 'denied'))).toThrow();
});
