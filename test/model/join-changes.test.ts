/** Within a decision and between decisions, what is wanted of one object is put together in one way. */
import { expect, test } from 'vitest';
import { mergeChanges } from '../../src/engine/index.ts';
import type { Change } from '../../src/plugin-api/index.ts';
import { type Contribution, combineContributions } from '../../src/remediation/plan/plan.ts';

const target = { apiVersion: 'v1', kind: 'ServiceAccount', namespace: 'shop', name: 'bot' };
const edit = (value: boolean): Change => ({
  op: 'edit',
  target,
  edits: [{ op: 'set', path: ['automountServiceAccountToken'], value }],
});
const gone: Change = { op: 'delete', target };
const made: Change = { op: 'ensure', object: { ...target, metadata: { namespace: 'shop', name: 'bot' } } };
const other: Change = { op: 'ensure', object: { ...target, metadata: { namespace: 'shop', name: 'bot' }, labels: {} } };

function contribution(change: Change, at: number): Contribution {
  return { decision: `d${at}`, title: 't', checks: [], change, disruption: 'none', readiness: 'ready' };
}

test.each([
  ['before', [gone, edit(false)]],
  ['after', [edit(false), gone]],
])('a deletion takes away what an edit would have mended, of its decision and of another (%s it)', (_, changes) => {
  expect(mergeChanges(changes)).toEqual([gone]);
  expect(combineContributions(changes.map(contribution))).toEqual({ change: gone });
});

test.each<[string, readonly Change[], Change | undefined]>([
  ['the same twice is done once', [edit(false), edit(false)], edit(false)],
  ['an object is not created and deleted', [made, gone], undefined],
  ['an object is not created and edited', [edit(false), made], undefined],
  ['an object is not created in two ways', [made, other], undefined],
])('%s', (_, changes, wanted) => {
  const merge = () => mergeChanges(changes);
  if (wanted === undefined) expect(merge).toThrow('is created, and changed in another way');
  else expect(merge()).toEqual([wanted]);
  const combined = combineContributions(changes.map(contribution));
  expect(combined).toEqual(wanted === undefined ? { conflict: expect.any(Array) } : { change: wanted });
});
