import { expect, test } from 'vitest';
import { DIFFERENCES } from '../../src/tools/coverage/differences.ts';
import { isAutomated, loadCheckFolders } from '../support/fixture-runner/load.ts';
import { runFixture } from '../support/fixture-runner/run.ts';
import { fieldCases, fixtureOf } from './cases.ts';

const FOLDERS = new Map((await loadCheckFolders()).map(({ id, check }) => [id, check]));
const CASES = fieldCases();

test.each(CASES)('$name gives $gives', (given) => {
  const check = FOLDERS.get(given.check);
  if (check === undefined || !isAutomated(check)) throw new Error(`there is no automated check ${given.check}`);
  const { results, findings } = runFixture(check, fixtureOf(given));
  const worst = ['fail', 'unknown', 'pass'].find((status) => results.some((result) => result.status === status));
  const told = findings.map(({ message }) => message).join('\n');
  expect(worst ?? 'not-applicable', told).toBe(given.gives);
  expect(told).toContain(given.says ?? '');
  if (given.severity !== undefined) expect(findings.map(({ severity }) => severity)).toContain(given.severity);
});

test('a failure says why, so that it is the right one', () => {
  expect(CASES.filter(({ gives, says }) => (gives === 'fail') !== (typeof says === 'string'))).toEqual([]);
});

test('where we decide otherwise the page on coverage says why', () => {
  const told = new Set(CASES.flatMap(({ differs }) => differs ?? []));
  expect([...told].sort()).toEqual(Object.keys(DIFFERENCES).sort());
});
