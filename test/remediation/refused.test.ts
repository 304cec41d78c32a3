import { expect, test } from 'vitest';
import { applyPlan, previewPlan } from '../../src/remediation/index.ts';
import { type FakeOptions, FakeTarget } from '../support/fake-target.ts';
import { contextFor, decision, deployment, edit, NO_ESCALATION, SET_SECCOMP } from './support.ts';

const OBJECTS = [deployment('api'), deployment('web')];

async function apply(options: FakeOptions) {
  const target = new FakeTarget(OBJECTS, options);
  const context = contextFor(target);
  const preview = await previewPlan(context, {
    decisions: OBJECTS.map((object, at) => decision(`d${at}`, [edit(object, SET_SECCOMP, NO_ESCALATION)])),
  });
  return { target, result: await applyPlan(context, preview, {}) };
}

/** Somebody else sets what we are about to set, at this call. */
function intruder(call: 'read' | 'write', nth: number): FakeOptions {
  return {
    before: (kind, at, target) => {
      if (kind !== call || at !== nth) return;
      const securityContext = { allowPrivilegeEscalation: true };
      for (const name of ['api', 'web']) target.put(deployment(name, 'shop', { securityContext }));
    },
  };
}

test.each([
  ['seen before the first write', intruder('read', 3)],
  ['seen by the first write', intruder('write', 1)],
])('a run that is refused for a change by somebody else, %s, has no failed step', async (_, options) => {
  const { target, result } = await apply(options);
  expect(result.outcome).toBe('refused');
  expect(result.steps.map(({ phase }) => phase)).toEqual(['skipped', 'skipped']);
  expect(result.steps.filter(({ error }) => error !== undefined)).toHaveLength(1);
  expect(target.writes).toEqual([]);
});

test('a write that the server refuses is a failed step, of which nothing stands', async () => {
  const { result } = await apply({ faults: [{ call: 'write', nth: 1, code: 'denied' }] });
  expect(result).toMatchObject({ outcome: 'failed', steps: [{ phase: 'failed' }, { phase: 'skipped' }] });
  expect(result.steps[0]).not.toHaveProperty('mayStand');
});

test('a write whose answer was lost may stand', async () => {
  const { result } = await apply({
    faults: [
      { call: 'write', nth: 1, code: 'unreachable' },
      { call: 'read', nth: 5, code: 'unreachable', times: 3 },
    ],
  });
  expect(result).toMatchObject({
    outcome: 'failed',
    steps: [{ phase: 'failed', mayStand: true }, { phase: 'skipped' }],
  });
});
