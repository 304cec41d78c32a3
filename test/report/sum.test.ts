import { expect, test } from 'vitest';
import type { CheckSummary } from '../../src/model/snapshot.ts';
import type { Selection } from '../../src/report/selection.ts';
import { count, sumLine, unknownLine } from '../../src/report/sum.ts';

const NOTHING: Selection = {
  decisions: [],
  findings: [],
  total: 0,
  hidden: { platform: 0, waived: 0, lessSevere: 0 },
};

test('numbers are grouped, and one is one', () => {
  expect(count(1, 'decision', 'decisions')).toBe('1 decision');
  expect(count(1_234_567, 'finding', 'findings')).toBe('1,234,567 findings');
});

test('nothing found is said with its scope, and only of what was read', () => {
  expect(sumLine(NOTHING, { scope: '', isComplete: true })).toBe('No findings.');
  expect(sumLine(NOTHING, { scope: 'in shop namespace', isComplete: true })).toBe('No findings in shop namespace.');
  expect(sumLine(NOTHING, { scope: '', isComplete: false })).toBe(
    'No findings in what could be read. Not everything could be read: this is not the whole picture.',
  );
});

test('what is not shown is counted by its reason', () => {
  const selection = { ...NOTHING, total: 1205, hidden: { platform: 1200, waived: 5, lessSevere: 0 } };
  expect(sumLine(selection, { scope: '', isComplete: true })).toBe(
    'No findings. 1,205 not shown: platform 1,200, waived 5.',
  );
});

function check(status: CheckSummary['status'], reason?: string): CheckSummary {
  return { status, ...(reason === undefined ? {} : { reason }) } as CheckSummary;
}

test('checks without a verdict are never passed over', () => {
  expect(unknownLine({ checks: [check('pass'), check('fail'), check('manual')] })).toBeUndefined();
  expect(unknownLine({ checks: [check('unknown', 'list pods is denied to you'), check('pass')] })).toBe(
    '1 check is unknown, not passed: list pods is denied to you',
  );
  expect(unknownLine({ checks: [check('unknown', 'a'), check('error', 'b'), check('unknown', 'a')] })).toBe(
    '3 checks are unknown, not passed, for 2 reasons: -o json names them.',
  );
});
