/** A check whose fixtures fail in files only escapes the denials: it is refused. */
import { expect, test } from 'vitest';
import { failsInFilesOnly } from '../support/fixture-runner/honest.ts';
import type { Expectation } from '../support/fixture-runner/load.ts';
import { readVocabulary } from '../support/fixture-runner/vocabulary.ts';

function shown(expects: Expectation, type?: string) {
  const source = { apiVersion: 'harden.kubectl.dev/v1alpha1', kind: 'FixtureSource', type };
  return { expects, fixture: readVocabulary(type === undefined ? [] : [source], 'fixture.yaml') };
}

test('fail fixtures that are all from files are refused, whatever else passes on a cluster', () => {
  expect(failsInFilesOnly([shown('fail', 'files')])).toBe(true);
  expect(failsInFilesOnly([shown('pass'), shown('fail', 'files'), shown('unknown', 'live')])).toBe(true);
});

test('one that is from a cluster will do, and so will none', () => {
  expect(failsInFilesOnly([shown('fail', 'files'), shown('fail')])).toBe(false);
  expect(failsInFilesOnly([shown('pass', 'files')])).toBe(false);
});
