import { expect, test } from 'vitest';
import type { StepIntent } from '../../../src/model/journal.ts';
import { entryJson, parseEntry } from '../../../src/remediation/journal/entry.ts';

const REF = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'api' };
const CHANGES = [{ path: ['spec', 'paused'], before: false, after: true }];
const INTENT: StepIntent = {
  type: 'intent',
  step: 1,
  decision: 'd',
  title: 't',
  checks: [],
  ref: REF,
  disruption: 'none',
  request: { op: 'patch', ref: REF, fieldChanges: CHANGES },
};

test('a journal calls field changes touches, as every journal on a disk does', () => {
  expect(JSON.parse(entryJson(INTENT))).toMatchObject({ request: { op: 'patch', touches: CHANGES } });
  expect(parseEntry(entryJson(INTENT))).toEqual(INTENT);
});

test('the inverse of a patch is read back as it was written', () => {
  const inverse = { op: 'patch', ref: REF, fieldChanges: CHANGES } as const;
  const outcome = { type: 'outcome', step: 1, at: '', result: 'applied', inverse } as const;
  expect(parseEntry(entryJson(outcome))).toEqual(outcome);
});
