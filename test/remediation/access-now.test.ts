/** Who holds which rights changes between the preview and a write: the guard is asked again before each of them. */
import { expect, test } from 'vitest';
import { refOf } from '../../src/kube/refs.ts';
import type { RunProgress } from '../../src/model/plan.ts';
import type { KubeObject } from '../../src/plugin-api/index.ts';
import { applyPlan, type ChangeContext, previewPlan, previewUndo, undoRun } from '../../src/remediation/index.ts';
import { FakeTarget } from '../support/fake-target.ts';
import { accessOf, binding, contextFor, decision, edit, namespace, user, WARN, withoutUser } from './support.ts';

const ROLE = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRole',
  metadata: { name: 'cluster-admin' },
  rules: [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }],
};
const MINE = binding('mine', ['ann', 'ben']);
const SPARE = binding('spare', ['cy']);
const SHOP = namespace('shop');

/** One label, and one of three administrators taken out. What the scan saw of rights stays as it was. */
async function prepared(context: Partial<ChangeContext> = {}) {
  const target = new FakeTarget([ROLE as KubeObject, MINE, SPARE, SHOP]);
  const seen = accessOf(target)();
  const accessNow = async () => accessOf(target)();
  const full = contextFor(target, { access: () => seen, accessNow, ...context });
  const decisions = [
    decision('label', [edit(SHOP, WARN)]),
    decision('trim', [withoutUser(MINE, 'ben')], { disruption: 'access' }),
  ];
  const preview = await previewPlan(full, { decisions });
  expect(preview.refused).toEqual([]);
  return { target, context: full, preview };
}

const CONSENT = { typed: 'dev' };
const LEFT = /would leave one administrator \(User ann\)/;

test('what others hold is read again before the first write', async () => {
  const { target, context, preview } = await prepared();
  target.remove(refOf(SPARE));
  const result = await applyPlan(context, preview, CONSENT);
  expect(result).toMatchObject({ outcome: 'refused', error: expect.stringMatching(LEFT) });
  expect(target.writes).toEqual([]);
});

test('and before each write that may lower rights', async () => {
  const { target, context, preview } = await prepared();
  const onProgress = ({ steps }: RunProgress) => {
    if (steps[0]?.phase === 'verified') target.remove(refOf(SPARE));
  };
  const result = await applyPlan(context, preview, { ...CONSENT, onProgress });
  expect(result).toMatchObject({ outcome: 'failed', error: expect.stringMatching(LEFT) });
  expect(target.writes.flatMap((write) => (write.op === 'patch' ? write.ref.name : []))).toEqual(['shop']);
  expect(result.steps.map(({ phase }) => phase)).toEqual(['verified', 'failed']);
});

test('what cannot be read again lowers nobody', async () => {
  const accessNow = async () => {
    throw new Error('the server did not answer');
  };
  const { target, context, preview } = await prepared({ accessNow });
  const result = await applyPlan(context, preview, CONSENT);
  expect(result).toMatchObject({ outcome: 'refused', error: expect.stringContaining('did not answer') });
  expect(target.writes).toEqual([]);
});

test('an undo that takes rights back asks as well', async () => {
  const { target, context, preview } = await prepared();
  await applyPlan(context, preview, CONSENT);
  expect((target.get(refOf(MINE)) as typeof MINE).subjects).toEqual([user('ann')]);
  const result = await undoRun(context, await previewUndo(context, {}), CONSENT);
  expect(result.outcome).toBe('applied');
});

test('where nothing lowers rights nothing is asked', async () => {
  let asked = 0;
  const target = new FakeTarget([SHOP]);
  const accessNow = async () => {
    asked++;
    return accessOf(target)();
  };
  const context = contextFor(target, { accessNow });
  const preview = await previewPlan(context, { decisions: [decision('label', [edit(SHOP, WARN)])] });
  expect((await applyPlan(context, preview, CONSENT)).outcome).toBe('applied');
  expect(asked).toBe(0);
});
