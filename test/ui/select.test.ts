import { expect, test } from 'vitest';
import { count, grouped } from '../../src/text/words.ts';
import { environmentOf, type WalkOptions } from '../../src/ui/options.ts';
import { coverageView, readableText } from '../../src/ui/select/coverage.ts';
import { matcher } from '../../src/ui/select/filter.ts';
import { columnMark, tallyOf } from '../../src/ui/select/run.ts';
import { shownTotals } from '../../src/ui/select/totals.ts';
import { duration } from '../../src/ui/words.ts';
import { DECISIONS, SNAPSHOT } from '../support/snapshot.ts';

test('numbers and times read as people write them', () => {
  expect(grouped(1234567)).toBe('1,234,567');
  expect([count(1, 'finding'), count(2, 'finding')]).toEqual(['1 finding', '2 findings']);
  expect([200, 9900, 41_000, 72_000, 440_000].map(duration)).toEqual([
    '0.2 s',
    '9.9 s',
    '41 s',
    '1 m 12 s',
    '7 m 20 s',
  ]);
});

test('the environment word comes from the name of the context, or from the options', () => {
  const options = (context: string, more: Partial<WalkOptions> = {}): WalkOptions => ({
    theme: 'default',
    ascii: false,
    context,
    command: 'kubectl harden',
    ...more,
  });
  expect(['prod-eu-1', 'stage-1', 'kind-dev', 'main'].map((name) => environmentOf(options(name)))).toEqual([
    'prod',
    'stage',
    'dev',
    undefined,
  ]);
  expect(environmentOf(options('main', { environment: 'prod' }))).toBe('prod');
});

test('what cannot be read is told with its reason, one row a kind', () => {
  const coverage = [
    ...SNAPSHOT.coverage,
    { kind: 'Role', namespace: 'a', coverage: { state: 'denied', reason: 'list roles is denied to you' } as const },
    { kind: 'Role', namespace: 'b', coverage: { state: 'denied', reason: 'list roles is denied to you' } as const },
  ];
  expect(coverageView({ ...SNAPSHOT, coverage })).toEqual({
    kinds: 4,
    readable: 2,
    evidence: { all: 1, readable: 0 },
    unreadable: [
      { what: 'Secret', reason: 'list secrets is denied to you', checks: [] },
      { what: 'ServerFlags', reason: 'GET /flagz is denied to you', checks: [] },
      { what: 'Role in 2 namespaces', reason: 'list roles is denied to you', checks: [] },
    ],
  });
});

test('a resource of others that is not installed is no gap, one that is denied is', () => {
  const of = (state: 'absent' | 'denied') => {
    const coverage = [{ kind: 'widgets.example.com', coverage: { state, reason: 'why' } } as const];
    return coverageView({ ...SNAPSHOT, coverage });
  };
  expect([of('absent').kinds, of('absent').unreadable.length]).toEqual([0, 0]);
  expect([of('denied').kinds, of('denied').unreadable.length]).toEqual([1, 1]);
});

test('evidence that is no object of the cluster is counted apart from kinds', () => {
  expect(readableText(coverageView(SNAPSHOT))).toBe('2 of 3 kinds, 0 of 1 other sources');
  expect(readableText(coverageView({ ...SNAPSHOT, coverage: SNAPSHOT.coverage.slice(0, 1) }))).toBe('1 of 1 kinds');
});

test('shown and folded findings make all', () => {
  const platform = { ...DECISIONS.admin, id: 'p', platform: true };
  expect(shownTotals({ ...SNAPSHOT, decisions: [...SNAPSHOT.decisions, platform] })).toEqual({
    decisions: 6,
    rows: 5,
    findings: 8,
  });
});

test('columns of a step fill from left to right, and a failed one claims nothing', () => {
  const step = { step: 1, title: '', ref: DECISIONS.checkout.subject };
  const marks = (phase: 'waiting' | 'saved' | 'verified' | 'failed'): string =>
    (['checked', 'saved', 'written', 'verified'] as const)
      .map((column) => columnMark({ ...step, phase }, column).text)
      .join('');
  expect([marks('waiting'), marks('saved'), marks('verified'), marks('failed')]).toEqual([
    '····',
    '✓✓··',
    '✓✓✓✓',
    '····',
  ]);
  expect(
    tallyOf([
      { ...step, phase: 'verified' },
      { ...step, phase: 'failed' },
      { ...step, phase: 'skipped' },
    ]),
  ).toEqual({
    done: 1,
    failed: 1,
    left: 1,
  });
});

test('filters match without regard to case; what is no expression is looked for as it stands', () => {
  const left = (texts: readonly string[], filter: string): readonly string[] =>
    texts.filter((text) => matcher(filter)({ texts: [text], names: [text], facts: [{ word: text }] }));
  expect(left(['Root', 'audit'], 'root')).toEqual(['Root']);
  expect(left(['Root', 'audit'], '!root')).toEqual(['audit']);
  expect(left(['a (b', 'ab'], '(')).toEqual(['a (b']);
  expect(left(['a', 'b'], '!')).toEqual(['a', 'b']);
  expect(left(['checkout-api', 'api-checkout'], '-f coapi')).toEqual(['checkout-api']);
  expect(left(['a', 'b', 'c'], '-l word in (a, b),word!=b')).toEqual(['a']);
  // Not finished yet: nothing is hidden, and nothing is what it does not say.
  for (const open of ['-l', '-l word in (a', '-f', '-f ']) expect(left(['a', 'b'], open)).toEqual(['a', 'b']);
  // What only begins like a form is an expression.
  expect(left(['--label', 'label'], '-la')).toEqual(['--label']);
});
