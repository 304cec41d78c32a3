/** Sums up the JSON report of a test run. */
import * as z from 'zod';

export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly notes: readonly string[];
}

const results = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(z.object({ name: z.string(), status: z.string(), assertionResults: z.array(z.unknown()) })),
});

/**
 * A run that did not end well counts as failed whatever its report says: a file that could not be loaded, an error
 * outside of a test, a crash before any report. A test left out counts as failed too: nothing is skipped in silence.
 */
export function countTests(report: unknown, isGreen: boolean): Tally {
  const parsed = results.safeParse(report);
  if (!parsed.success) return { passed: 0, failed: 1, notes: ['The tests ended without a report.'] };
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = parsed.data;
  const broken = testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
  const left = numPendingTests + numTodoTests;
  const counted = numFailedTests + broken.length + left;
  const notes = [
    ...broken.map((file) => `Could not be loaded: ${file.name}`),
    ...(left === 0 ? [] : [`${left} tests were left out; each counts as failed.`]),
    ...(isGreen || counted > 0 ? [] : ['The tests ended with an error outside of a test.']),
  ];
  return { passed: numPassedTests, failed: isGreen || counted > 0 ? counted : 1, notes };
}

/** Of runs that took place side by side. One of them may have nothing to run, not all. */
export function sumTallies(tallies: readonly Tally[]): Tally {
  const sum = {
    passed: tallies.reduce((total, { passed }) => total + passed, 0),
    failed: tallies.reduce((total, { failed }) => total + failed, 0),
    notes: tallies.flatMap(({ notes }) => notes),
  };
  return sum.passed + sum.failed > 0 ? sum : { passed: 0, failed: 1, notes: ['No test was found.'] };
}
