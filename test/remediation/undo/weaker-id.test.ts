import { expect, test } from 'vitest';
import { weakerId } from '../../../src/model/cluster.ts';
import { applyPlan, history, previewPlan, previewUndo, undoRun } from '../../../src/remediation/index.ts';
import { contents, FAKE_CLUSTER, FakeTarget } from '../../support/fake-target.ts';
import { contextFor, decision, deployment, edit, SET_SECCOMP } from '../support.ts';

/** Who may read kube-system, and who may not. */
const ADMIN = FAKE_CLUSTER;
const LIMITED = { ...FAKE_CLUSTER, id: weakerId(FAKE_CLUSTER), user: 'lee' };
const API = deployment('api');

async function appliedBy(identity: typeof ADMIN) {
  const target = new FakeTarget([API], { identity });
  const context = contextFor(target);
  const before = contents(target);
  const preview = await previewPlan(context, { decisions: [decision('api', [edit(API, SET_SECCOMP)])] });
  const { run, outcome } = await applyPlan(context, preview, {});
  expect(outcome).toBe('applied');
  return { target, context, before, run };
}

test.each([
  ['a user who may not read kube-system', 'somebody who may', LIMITED, ADMIN],
  ['somebody who may read kube-system', 'a user who may not', ADMIN, LIMITED],
])('what %s applied is listed for %s, and taken back', async (_, __, first, second) => {
  const { target, context, before, run } = await appliedBy(first);
  target.cluster = second;
  expect(await history(context)).toMatchObject([{ run, state: 'applied' }]);
  expect((await previewUndo(context, { run })).undoes).toBe(run);
  expect(await undoRun(context, await previewUndo(context), {})).toMatchObject({ outcome: 'applied' });
  expect(contents(target)).toEqual(before);
  target.cluster = first;
  expect((await history(context)).map(({ state }) => state)).toEqual(['undo done', 'undone']);
});

test.each([
  ['another server', LIMITED, { ...ADMIN, server: 'https://10.0.0.2:6443' }],
  ['another authority', LIMITED, { ...ADMIN, ca: 'bb66' }],
  ['another uid behind the same address', ADMIN, { ...ADMIN, id: '6f0c5a4e-0000-4000-8000-000000000002' }],
])('%s is another cluster', async (_, first, second) => {
  const { target, context, run } = await appliedBy(first);
  target.cluster = second;
  expect(await history(context)).toEqual([]);
  await expect(previewUndo(context, { run })).rejects.toThrow(/another cluster/);
});

test('rights over kube-system that change between the preview and the write stop the write', async () => {
  const { target, context } = await appliedBy(LIMITED);
  const preview = await previewUndo(context);
  target.cluster = { ...LIMITED, id: ADMIN.id };
  expect(await undoRun(context, preview, {})).toMatchObject({
    outcome: 'refused',
    error: expect.stringContaining('the cluster is another one than in the preview'),
  });
});
