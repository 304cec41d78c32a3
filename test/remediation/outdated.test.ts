import { expect, test } from 'vitest';
import { applyPlan, outdated, previewPlan } from '../../src/remediation/index.ts';
import { contents, FakeTarget } from '../support/fake-target.ts';
import { contextFor, decision, deployment, edit, NO_ESCALATION, SET_SECCOMP } from './support.ts';

const API = deployment('api');
const SEEN = decision('api', [edit(API, SET_SECCOMP)], { readiness: 'ready' });
const LOOK = decision('api', [edit(API, SET_SECCOMP)], { readiness: 'review' });

test.each([
  ['the same', [SEEN], undefined],
  ['gone', [], 'there is nothing to decide any more'],
  ['without a change', [{ ...SEEN, variants: [] }], 'no change can be offered any more'],
  ['less certain', [LOOK], LOOK.variants[0]?.reasons[0] ?? 'the evidence is not what it was'],
  ['another change', [decision('api', [edit(API, NO_ESCALATION)])], 'what would be changed is another thing now'],
])('a decision that is %s', (_, now, why) => {
  const told = outdated([SEEN], now);
  if (why === undefined) expect(told).toBeUndefined();
  else expect(told).toContain(why);
});

test('what is more certain than it was stands', () => {
  expect(outdated([LOOK], [SEEN])).toBeUndefined();
});

test('a plan whose evidence is gone is refused before the first write', async () => {
  const target = new FakeTarget([API]);
  const context = contextFor(target);
  const before = contents(target);
  const preview = await previewPlan(context, { decisions: [SEEN] });
  const result = await applyPlan({ ...context, outdated: () => outdated([SEEN], []) }, preview, {});
  expect(result).toMatchObject({ outcome: 'refused', run: '' });
  expect(result.error).toMatch(/is not as you saw it: there is nothing to decide any more\. Nothing was changed\.$/);
  expect([target.writes, contents(target)]).toEqual([[], before]);
});
