import { expect, test } from 'vitest';
import { countTests, sumTallies } from '../../src/tools/tally.ts';

const GREEN = {
  numPassedTests: 7,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [{ name: 'a.test.ts', status: 'passed', assertionResults: [{}] }],
};

test('passed and failed tests are counted', () => {
  expect(countTests(GREEN, true)).toEqual({ passed: 7, failed: 0, notes: [] });
  expect(countTests({ ...GREEN, numFailedTests: 2 }, false)).toMatchObject({ passed: 7, failed: 2 });
});

test('a file that could not be loaded counts as failed and is named', () => {
  const testResults = [...GREEN.testResults, { name: 'b.test.ts', status: 'failed', assertionResults: [] }];
  expect(countTests({ ...GREEN, testResults }, false)).toEqual({
    passed: 7,
    failed: 1,
    notes: ['Could not be loaded: b.test.ts'],
  });
});

test('a test that was left out counts as failed', () => {
  expect(countTests({ ...GREEN, numPendingTests: 1, numTodoTests: 1 }, true)).toEqual({
    passed: 7,
    failed: 2,
    notes: ['2 tests were left out; each counts as failed.'],
  });
});

test('an error outside of a test, a crash and no report never end well', () => {
  expect(countTests(GREEN, false)).toMatchObject({ passed: 7, failed: 1 });
  expect(countTests(undefined, true)).toMatchObject({ passed: 0, failed: 1 });
  expect(countTests({}, true)).toMatchObject({ passed: 0, failed: 1 });
});

test('runs side by side are summed up, and all of them together must have run something', () => {
  const none = { passed: 0, failed: 0, notes: [] };
  const some = { passed: 3, failed: 1, notes: ['Could not be loaded: b.test.ts'] };
  expect(sumTallies([none, some, { ...none, passed: 2 }])).toEqual({ passed: 5, failed: 1, notes: some.notes });
  expect(sumTallies([none, none])).toMatchObject({ passed: 0, failed: 1 });
});
