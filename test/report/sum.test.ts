import { expect, test } from 'vitest';
import type { CheckSummary } from '../../src/model/snapshot.ts';
import type { Selection } from '../../src/report/selection.ts';
import { sumLine, unknownLine } from '../../src/report/sum.ts';
import { count } from '../../src/text/words.ts';

const NOTHING: Selection = {
  decisions: [],
  rows: [],
  findings: [],
  waived: [],
  answers: [],
  hasPlatform: false,
  total: 0,
  hidden: { platform: 0, waived: 0, answered: 0, lessSevere: 0 },
};

const WHOLE = { scope: '', isComplete: true, unknown: 0, failedAnswers: 0 };

test('numbers are grouped, and one is one', () => {
  expect(count(1, 'decision', 'decisions')).toBe('1 decision');
  expect(count(1_234_567, 'finding', 'findings')).toBe('1,234,567 findings');
});

test('nothing found is said with its scope, and only of what was read', () => {
  expect(sumLine(NOTHING, { ...WHOLE })).toBe('No findings.');
  expect(sumLine(NOTHING, { ...WHOLE, scope: 'in shop namespace' })).toBe('No findings in shop namespace.');
  expect(sumLine(NOTHING, { ...WHOLE, isComplete: false })).toBe(
    'No findings in what could be read. Not everything could be read: the result is incomplete.',
  );
});

test('without findings it is no clean bill when a check has no verdict, or an answer says fail', () => {
  expect(sumLine(NOTHING, { ...WHOLE, unknown: 1 })).toBe('No findings in what could be read.');
  expect(sumLine(NOTHING, { ...WHOLE, failedAnswers: 2 })).toBe('2 checks fail by their answers.');
});

test('what is not shown is counted by its reason', () => {
  const selection = { ...NOTHING, total: 1207, hidden: { platform: 1200, waived: 5, answered: 2, lessSevere: 0 } };
  expect(sumLine(selection, { ...WHOLE })).toBe(
    'No findings. 1,207 not shown: platform 1,200 (--include-system), waived 5, answered 2.',
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
    '3 checks are unknown, not passed, for 2 reasons: -o json lists them.',
  );
});
