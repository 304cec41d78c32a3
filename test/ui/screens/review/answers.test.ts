/** What the consent box answers, and how a diff is shown beside it. */
import { expect, test } from 'vitest';
import type { Review } from '../../../../src/store/nav.ts';
import { answers } from '../../../../src/ui/screens/review/answers.ts';
import { diffRows, stepFacts } from '../../../../src/ui/screens/review/diff-rows.ts';
import { SNAPSHOT } from '../../../support/snapshot.ts';
import { planPreview, stepPreview } from '../../../support/walk-commands.ts';

const REVIEW: Review = {
  kind: 'apply',
  title: '',
  state: 'ready',
  openedAt: 0,
  step: 0,
  scroll: 0,
  seen: {},
  typed: '',
  button: 'cancel',
};

test.each(['files', 'sample'] as const)('the consent box promises a script where there is one: %s', (type) => {
  const snapshot = { ...SNAPSHOT, source: { ...SNAPSHOT.source, type } };
  const told = answers(REVIEW, planPreview(), snapshot).find(({ label }) => label === 'Undo');
  expect(told?.text).toBe(
    type === 'files' ? 'exact: the files are restored. Without this tool: undo.sh.' : 'exact, one more rollout.',
  );
});

test('a change of which something is not kept is called exact by nobody', () => {
  const preview = planPreview({ steps: [stepPreview({ doubts: ['Undo makes it again without its annotations.'] })] });
  const told = answers(REVIEW, preview, SNAPSHOT).find(({ label }) => label === 'Undo');
  expect(told?.text).toBe('not exact: the caveats say what does not come back.');
});

test('the consent box tells what restarts, what is resolved, how it is undone, and every caveat', () => {
  const told = answers(REVIEW, planPreview(), SNAPSHOT);
  expect(told.map(({ label, text }) => `${label}: ${text}`)).toEqual([
    'Restarts: 1 rollout. 1 object written.',
    'Resolves: 3 findings of items 12, 13, 14. Server dry run: 0 new.',
    'Undo: exact, one more rollout. Without this tool: undo.sh.',
    'Owner: Argo CD app payments',
    'Guard: each write is verified once; nothing is watched afterwards.',
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
    'New: introduces 1 finding: Namespace web: it refuses nobody.',
    'Refused: payments: Argo CD owns it (--allow-managed)',
    'Caveat: What the init container migrate writes was not seen.',
    'Server: unknown field "x"',
  ]);
  expect(stepFacts(stepPreview({ verified: 'local' }))).toContain('computed here, not by the server');
});

test('an undo tells what comes back', () => {
  const told = answers({ ...REVIEW, kind: 'undo' }, planPreview({ introduces: ['a', 'b'] }), SNAPSHOT);
  expect(told[1]).toEqual({ label: 'Reopens', text: '2 findings', isDanger: false });
});

test('a diff is shown without its file names and without control sequences', () => {
  const diff = '--- before\n+++ after\n@@ -1,2 +1,2 @@\n a: 1\n-b: \u001b[31mred\n+b: 2\n';
  expect(diffRows(stepPreview({ diff }))).toEqual([
    { sign: ' ', text: 'a: 1' },
    { sign: '-', text: 'b: red' },
    { sign: '+', text: 'b: 2' },
  ]);
});
