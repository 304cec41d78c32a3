/** What is taken from a check's sight makes nothing that it says surer, in whatever way it is lost. */
import { expect, test } from 'vitest';
import {
  type AnyAutomatedCheck,
  defineCheck,
  may,
  type Outcome,
  type Readiness,
  type View,
} from '../../src/plugin-api/index.ts';
import { expectDenials } from '../support/fixture-runner/denial.ts';
import { readVocabulary } from '../support/fixture-runner/vocabulary.ts';
import { settable } from '../support/settable.ts';

/** Sees whether all Services of the namespace could be read. */
function seeing(outcome: (isRead: boolean) => Outcome): AnyAutomatedCheck {
  return defineCheck({
    mode: 'automated',
    meta: { ...settable.meta, id: 'labels/denied' },
    subject: 'Namespace',
    reads: [may('Service')],
    evaluate: (_, { view }) => outcome(view.own('Service').isWhole),
  });
}

const FIXTURE = readVocabulary(
  [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } },
    { apiVersion: 'v1', kind: 'Service', metadata: { name: 'api', namespace: 'shop' } },
  ],
  'fixture.yaml',
);
const violations = [{ message: 'It has no colour.' }];
const failing = (isDirect: boolean): Outcome =>
  isDirect ? violations : { status: 'fail', confidence: 'inferred', violations };
const passing = (isDirect: boolean): Outcome =>
  isDirect ? [] : { status: 'pass', confidence: 'inferred', evidence: [] };

test.each([
  ['a failure', failing],
  ['a pass', passing],
])('%s that was inferred does not become direct', (_, outcome) => {
  expect(() =>
    expectDenials(
      seeing((isRead) => outcome(!isRead)),
      FIXTURE,
    ),
  ).toThrow('was only inferred');
  expectDenials(seeing(outcome), FIXTURE);
});

test('a verdict that becomes unknown need not be inferred', () => {
  const unknown: Outcome = { status: 'unknown', confidence: 'direct', evidence: [] };
  expectDenials(
    seeing((isRead) => (isRead ? failing(false) : unknown)),
    FIXTURE,
  );
});

test.each([
  ['two reads', 2],
  ['three reads', 3],
])('a check that passes once %s are denied together is refused', (_, count) => {
  const kinds = (['Service', 'Ingress', 'NetworkPolicy'] as const).slice(0, count);
  const blind: AnyAutomatedCheck = defineCheck({
    mode: 'automated',
    meta: { ...settable.meta, id: 'labels/denied' },
    subject: 'Namespace',
    reads: [may('Service'), may('Ingress'), may('NetworkPolicy')],
    evaluate: (_, { view }) => (kinds.some((kind) => view.own(kind).isRead) ? violations : []),
  });
  expect(() => expectDenials(blind, FIXTURE)).toThrow(count === 2 ? 'without Service' : 'without all that it reads');
});

type Services = View<ReturnType<typeof may<'Service'>>>;
function looking(outcome: (view: Services) => Outcome): AnyAutomatedCheck {
  return defineCheck({
    mode: 'automated',
    meta: { ...settable.meta, id: 'labels/lost' },
    subject: 'Namespace',
    reads: [may('Service')],
    evaluate: (_, { view }) => outcome(view),
  });
}
const proposing = (readiness: Readiness): Outcome => [
  { message: 'It has no colour.', proposal: { readiness, reason: 'A Service shows it.', changes: [] } },
];

test.each<[string, (view: Services) => Outcome, string]>([
  [
    'takes what failed for what is served and empty',
    (view) => (view.own('Service').coverage.state === 'error' ? [] : violations),
    'which failed, Namespace//shop was fail',
  ],
  [
    'looks at a list that failed after its first page',
    (view) => (view.own('Service').value.length === 1 ? [] : violations),
    'which failed after its first page, Namespace//shop was fail',
  ],
  [
    'is surer of what is not followed any more',
    (view) => passing(view.own('Service').coverage.state === 'stale'),
    'which is not current, Namespace//shop was only inferred',
  ],
  [
    'is readier once nothing is followed any more',
    (view) => proposing(view.own('Service').coverage.state === 'stale' ? 'review' : 'needs-input'),
    'which is not current: It has no colour.',
  ],
])('a check that %s is refused', (_, outcome, words) => {
  const second = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: 'shop' } };
  const fixture = { ...FIXTURE, objects: [...FIXTURE.objects, second] };
  expect(() => expectDenials(looking(outcome), fixture)).toThrow(words);
});

test('evidence that failed is no evidence', () => {
  const fixture = readVocabulary(
    [
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } },
      {
        apiVersion: 'harden.kubectl.dev/v1alpha1',
        kind: 'FixtureEvidence',
        evidence: { Identity: { coverage: { state: 'full' }, value: { username: 'a', groups: [] } } },
      },
    ],
    'fixture.yaml',
  );
  const blind: AnyAutomatedCheck = defineCheck({
    mode: 'automated',
    meta: { ...settable.meta, id: 'labels/lost' },
    subject: 'Namespace',
    reads: [may('Identity')],
    evaluate: (_, { view }) => (view.evidence('Identity').coverage.state === 'error' ? [] : violations),
  });
  expect(() => expectDenials(blind, fixture)).toThrow('without Identity, which failed');
});
