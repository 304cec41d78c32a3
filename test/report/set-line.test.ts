import { expect, test } from 'vitest';
import type { CheckSummary } from '../../src/model/snapshot.ts';
import { setLine } from '../../src/report/set-line.ts';
import { setTexts } from '../../src/ui/screens/page/set-texts.ts';
import { settable } from '../support/settable.ts';

const COUNTS = { pass: 0, fail: 0, unknown: 0, manual: 0, 'not-applicable': 0, error: 0 };
const BARE: CheckSummary = { check: settable, status: 'pass', confidence: 'direct', reads: [], counts: COUNTS };
const SET: CheckSummary = {
  ...BARE,
  settings: { least: 3, allowed: ['a', 'b'] },
  tables: { colours: [{ name: 'blue' }] },
};

test('what was set is one line, each table once', () => {
  expect(setLine({ checks: [SET, { ...BARE, tables: { colours: [{ name: 'blue' }] } }] })).toBe(
    'Set by you: labels/colour.allowed = a, b; labels/colour.least = 3; colours + 1 row.',
  );
  expect(setLine({ checks: [BARE] })).toBeUndefined();
});

test('the page of a check says what can be set', () => {
  const [allowed, ...others] = setTexts(SET);
  expect(allowed).toBe('--set labels/colour.allowed: Labels that will do as well. Default: team. Set by you: a, b.');
  expect(others.at(-1)).toBe('Knows as of 2026-11-28: colours. Colours of labels. Rows added by you: 1.');
  expect(setTexts(BARE)[0]).not.toContain('Set by you');
});
