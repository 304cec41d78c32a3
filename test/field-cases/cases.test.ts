/** What scanners, linters and write-ups publish as their cases, each written anew: decided as they are documented, or why not. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { DIFFERENCES } from '../../src/tools/coverage/differences.ts';
import { isAutomated, loadCheckFolders } from '../support/fixture-runner/load.ts';
import { runChecks } from '../support/fixture-runner/run.ts';
import { type FieldCase, fixtureOf } from './objects.ts';

const FOLDER = fileURLToPath(new URL('.', import.meta.url));
const byId = new Map((await loadCheckFolders()).map(({ id, check }) => [id, check]));
const cases = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.yaml'))
  .flatMap((name) => parse(readFileSync(`${FOLDER}${name}`, 'utf8')) as readonly FieldCase[]);

test.each(cases)('$check: $name', (each) => {
  const check = byId.get(each.check);
  if (check === undefined || !isAutomated(check)) throw new RangeError(`no check ${each.check}`);
  const { results, findings } = runChecks([check], fixtureOf(each));
  const statuses = results.map(({ status }) => status);
  if (each.is === 'fail') expect(statuses).toContain('fail');
  else expect(statuses.filter((status) => status === 'fail' || status === 'unknown')).toEqual([]);
  if (each.severity !== undefined) expect(findings.map(({ severity }) => severity)).toContain(each.severity);
});

test('what is decided otherwise than published is explained, and nothing else is', () => {
  const named = [...new Set(cases.flatMap(({ otherwise }) => otherwise ?? []))].sort();
  expect(DIFFERENCES.map(({ id }) => id).sort()).toEqual(named);
});

test('no two cases of a check have one name', () => {
  const names = cases.map(({ check, name }) => `${check}: ${name}`);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});
