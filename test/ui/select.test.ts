import { expect, test } from 'vitest';
import type { Review } from '../../src/store/nav.ts';
import { environmentOf, type WalkOptions } from '../../src/ui/options.ts';
import { coverageView, readableText } from '../../src/ui/select/coverage.ts';
import { diffRows, stepFacts } from '../../src/ui/select/diff-rows.ts';
import { matcher } from '../../src/ui/select/filter.ts';
import { answers } from '../../src/ui/select/review.ts';
import { columnMark, tallyOf } from '../../src/ui/select/run.ts';
import { shownTotals } from '../../src/ui/select/totals.ts';
import { count, duration, thousands } from '../../src/ui/words.ts';
import { DECISIONS, SNAPSHOT } from '../support/snapshot.ts';
import { planPreview, stepPreview } from '../support/walk-commands.ts';

const REVIEW: Review = {
  kind: 'apply',
  title: '',
  state: 'ready',
  openedAt: 0,
  step: 0,
  scroll: 0,
  typed: '',
  button: 'cancel',
};

test('numbers and times read as people write them', () => {
  expect(thousands(1234567)).toBe('1,234,567');
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
      { what: 'Secret', reason: 'list secrets is denied to you', checks: 0 },
      { what: 'ServerFlags', reason: 'GET /flagz is denied to you', checks: 0 },
      { what: 'Role in 2 namespaces', reason: 'list roles is denied to you', checks: 0 },
    ],
  });
});

test('evidence that is no object of the cluster is counted apart from kinds', () => {
  expect(readableText(coverageView(SNAPSHOT))).toBe('2 of 3 kinds, 0 of 1 other evidence');
  expect(readableText(coverageView({ ...SNAPSHOT, coverage: SNAPSHOT.coverage.slice(0, 1) }))).toBe('1 of 1 kinds');
});

test('shown and folded findings make all', () => {
  const platform = { ...DECISIONS.admin, id: 'p', platform: true };
  expect(shownTotals({ ...SNAPSHOT, decisions: [...SNAPSHOT.decisions, platform] })).toEqual({
    decisions: 6,
    findings: 8,
  });
});

test.each(['files', 'sample'] as const)('the consent box promises no script for kubectl to %s', (type) => {
  const snapshot = { ...SNAPSHOT, source: { ...SNAPSHOT.source, type } };
  const told = answers(REVIEW, planPreview(), snapshot).find(({ label }) => label === 'Undo');
  expect(told?.text).toBe(type === 'files' ? 'exact: the files get their text back.' : 'exact, one more rollout.');
});

test('the consent box tells what restarts, what is resolved, how it is undone, and every caveat', () => {
  const told = answers(REVIEW, planPreview(), SNAPSHOT);
  expect(told.map(({ label, text }) => `${label}: ${text}`)).toEqual([
    'Restarts: 1 rollout. 1 object written.',
    'Resolves: 3 findings of items 12, 13, 14. The checks ran on what the server returned: 0 new.',
    'Undo: exact, one more rollout. Without this tool: undo.sh of the run.',
    'Owner: Argo CD app payments',
    'Guard: each write is read back; nothing is watched afterwards.',
    'Caveat: What the init container migrate writes was not seen.',
  ]);
});

test('what would be new, was left out or warned of is told as danger', () => {
  const preview = planPreview({
    introduces: ['x'],
    introducedTexts: ['Namespace web: it refuses nobody.'],
    refused: [{ decision: 'd', title: 'payments', reason: 'Argo CD owns it', allow: 'managed', code: 'guard' }],
    steps: [stepPreview({ verified: 'local', warnings: ['unknown field "x"'] })],
  });
  const told = answers(REVIEW, preview, SNAPSHOT).filter(({ isDanger }) => isDanger);
  expect(told.map(({ label, text }) => `${label}: ${text}`)).toEqual([
    'New: 1 finding would be new: Namespace web: it refuses nobody.',
    'Left out: payments: Argo CD owns it (--allow-managed)',
    'Caveat: What the init container migrate writes was not seen.',
    'Server: unknown field "x"',
  ]);
  expect(stepFacts(stepPreview({ verified: 'local' }))).toContain('computed here, not by the server');
});

test('an undo tells what comes back', () => {
  const told = answers({ ...REVIEW, kind: 'undo' }, planPreview({ introduces: ['a', 'b'] }), SNAPSHOT);
  expect(told[1]).toEqual({ label: 'Comes back', text: '2 findings', isDanger: false });
});

test('a diff is shown without its file names and without control sequences', () => {
  const diff = '--- before\n+++ after\n@@ -1,2 +1,2 @@\n a: 1\n-b: \u001b[31mred\n+b: 2\n';
  expect(diffRows(stepPreview({ diff }))).toEqual([
    { sign: '@', text: '@@ -1,2 +1,2 @@' },
    { sign: ' ', text: 'a: 1' },
    { sign: '-', text: 'b: red' },
    { sign: '+', text: 'b: 2' },
  ]);
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
  expect(['Root', 'audit'].filter(matcher('root'))).toEqual(['Root']);
  expect(['Root', 'audit'].filter(matcher('!root'))).toEqual(['audit']);
  expect(['a (b', 'ab'].filter(matcher('('))).toEqual(['a (b']);
  expect(['a', 'b'].filter(matcher('!'))).toEqual(['a', 'b']);
});
