import { expect, test } from 'vitest';
import { staysOpen } from '../../../../src/ui/screens/result/model.ts';
import { DECISIONS, SNAPSHOT } from '../../../support/snapshot.ts';
import { planPreview, runResult } from '../../../support/walk-commands.ts';

function runOf(resolved: readonly string[], kind: 'apply' | 'undo' = 'apply') {
  const preview = planPreview();
  const result = { ...runResult(preview, kind), resolved };
  return { kind, title: 'one', preview, startedAt: 0, before: { findings: 8, decisions: 6 }, stopping: false, result };
}
const ids = DECISIONS.checkout.findings.map(({ id }) => id);

test('a decision that was taken in part is named with what remains of it', () => {
  const text = staysOpen(SNAPSHOT, runOf(ids.slice(0, 1)));
  expect(text).toMatch(/^.*checkout-api \([a-z]+, \d+ findings?\)$/);
  expect(staysOpen(SNAPSHOT, runOf(ids))).toBe('');
  expect(staysOpen(SNAPSHOT, runOf([], 'undo'))).toBe('');
});
