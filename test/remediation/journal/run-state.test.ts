import { hostname } from 'node:os';
import { expect, test } from 'vitest';
import type { RunProgress } from '../../../src/model/plan.ts';
import { applyPlan, history, previewPlan, previewUndo, undoRun } from '../../../src/remediation/index.ts';
import { type FakeOptions, FakeTarget } from '../../support/fake-target.ts';
import { contextFor, decision, deployment, edit, SET_SECCOMP } from '../support.ts';
import { MemoryFiles } from './memory-files.ts';

const NAMES = ['api', 'web', 'cart'];

async function start(options: FakeOptions = {}) {
  const objects = NAMES.map((name) => deployment(name));
  const files = new MemoryFiles();
  const target = new FakeTarget(objects, options);
  const context = contextFor(target, { files, stateFolder: '/state' });
  const preview = await previewPlan(context, {
    decisions: objects.map((object, at) => decision(NAMES[at] ?? '', [edit(object, SET_SECCOMP)])),
  });
  const states = async () => (await history(context)).map(({ kind, state, planned }) => [kind, state, planned]);
  return { context, files, preview, states, target };
}

test('a run of which every change stands is applied', async () => {
  const { context, preview, states } = await start();
  await applyPlan(context, preview, {});
  expect(await states()).toEqual([['apply', 'applied', 3]]);
});

test('a run taken back in part is partly undone, then undone; the undo runs say that they are done', async () => {
  const { context, preview, states } = await start();
  await applyPlan(context, preview, {});
  await undoRun(context, await previewUndo(context, { steps: [2] }), {});
  expect(await states()).toEqual([
    ['undo', 'undo done', 1],
    ['apply', 'partly undone', 3],
  ]);
  await undoRun(context, await previewUndo(context), {});
  expect((await states()).at(-1)).toEqual(['apply', 'undone', 3]);
});

test('a run that ended at a refused write is partly applied', async () => {
  const { context, preview, states } = await start({ faults: [{ call: 'write', nth: 2, code: 'denied' }] });
  await applyPlan(context, preview, {});
  expect(await states()).toEqual([['apply', 'partly applied', 3]]);
});

test('a run of which no write was taken is failed', async () => {
  const { context, preview, states } = await start({ faults: [{ call: 'write', nth: 1, code: 'denied' }] });
  await applyPlan(context, preview, {});
  expect(await states()).toEqual([['apply', 'failed', 3]]);
});

test('an undo that ended at a refused write is partly done, what it should take back partly undone', async () => {
  const { context, preview, states } = await start({ faults: [{ call: 'write', nth: 5, code: 'denied' }] });
  await applyPlan(context, preview, {});
  await undoRun(context, await previewUndo(context), {});
  expect(await states()).toEqual([
    ['undo', 'undo partly done', 3],
    ['apply', 'partly undone', 3],
  ]);
});

test('a run that somebody stopped between two changes is interrupted', async () => {
  const stop = new AbortController();
  const { context, preview, states } = await start({
    before: (call, nth) => {
      if (call === 'write' && nth === 2) stop.abort();
    },
  });
  await applyPlan(context, preview, { signal: stop.signal });
  expect(await states()).toEqual([['apply', 'interrupted', 3]]);
});

test.each([
  ['an outcome that was never noted', -2],
  ['a last change that never began', -3],
])('a run whose journal ends with %s is interrupted, and under way while its process lives', async (_, lines) => {
  const { context, files, preview, states } = await start();
  await applyPlan(context, preview, {});
  const [path = '', text = ''] = [...files.contents].find(([name]) => name.endsWith('journal.jsonl')) ?? [];
  files.contents.set(path, `${text.trimEnd().split('\n').slice(0, lines).join('\n')}\n`);
  expect(await states()).toEqual([['apply', 'interrupted', 3]]);
  const holder = (pid: number) => JSON.stringify({ pid, host: hostname(), token: 'x' });
  files.contents.set('/state/lock', holder(1));
  expect(await states()).toEqual([['apply', 'under way', 3]]);
  files.contents.set('/state/lock', holder(4_000_000));
  expect(await states()).toEqual([['apply', 'interrupted', 3]]);
});

test('a run of which the journal tells no change stands until its objects were looked at', async () => {
  const { context, files, preview, states } = await start();
  await applyPlan(context, preview, {});
  const [path = '', text = ''] = [...files.contents].find(([name]) => name.endsWith('journal.jsonl')) ?? [];
  files.contents.set(path, `${text.split('\n')[0]}\n`);
  expect(await states()).toEqual([['apply', 'interrupted', 3]]);
  expect((await previewUndo(context)).refused.map(({ reason }) => reason)).toEqual(
    [1, 2, 3].map((step) => expect.stringContaining(`ends before it tells of change ${step}: what of it`)),
  );
  files.contents.set('/state/lock', JSON.stringify({ pid: 1, host: hostname(), token: 'x' }));
  expect(await states()).toEqual([['apply', 'under way', 3]]);
});

test.each(Array.from({ length: 12 }, (_, at) => at + 1))(
  'a disk that is full from write %i on leaves no folder of a run that changed nothing',
  async (nth) => {
    const { context, files, preview, states } = await start();
    files.failAt({ nth, how: 'torn' });
    const { outcome } = await applyPlan(context, preview, {});
    files.failAt(undefined);
    const folders = files.list('/state/runs');
    if (outcome === 'journal-unwritable') expect([folders, await states()]).toEqual([[], []]);
    else expect(await states()).toMatchObject([['apply', 'interrupted', 3]]);
  },
);

test('a run that was stopped before its first change leaves no folder', async () => {
  const stop = new AbortController();
  const { context, files, preview, states } = await start();
  const onProgress = ({ steps }: RunProgress) => {
    if (steps.every(({ phase }) => phase === 'checked')) stop.abort();
  };
  expect(await applyPlan(context, preview, { onProgress, signal: stop.signal })).toMatchObject({ outcome: 'refused' });
  expect([files.list('/state/runs'), await states()]).toEqual([[], []]);
});

test('a journal that does not say how much was planned is judged by what it has', async () => {
  const { context, files, preview, states } = await start();
  await applyPlan(context, preview, {});
  const [path = '', text = ''] = [...files.contents].find(([name]) => name.endsWith('journal.jsonl')) ?? [];
  files.contents.set(path, text.replace(/,"planned":3/, ''));
  expect(await states()).toEqual([['apply', 'applied', 3]]);
});

/** A run of three changes, killed after the last of them was meant and before it was sent. */
async function killedBeforeWrite() {
  const { context, files, preview, states, target } = await start();
  await applyPlan(context, preview, {});
  const [path = '', text = ''] = [...files.contents].find(([name]) => name.endsWith('journal.jsonl')) ?? [];
  files.contents.set(path, `${text.trimEnd().split('\n').slice(0, -1).join('\n')}\n`);
  const last = preview.steps.at(-1)?.ref;
  const original = deployment(last?.name ?? '');
  target.put(original);
  return { context, states, target, original };
}

test('a change that was meant and turned out not written counts as taken back after the undo', async () => {
  const { context, states } = await killedBeforeWrite();
  const undo = await previewUndo(context);
  expect(undo.steps.map(({ effect }) => effect)).toEqual(['unchanged', 'patch', 'patch']);
  expect(await undoRun(context, undo, {})).toMatchObject({ outcome: 'applied' });
  expect(await states()).toEqual([
    ['undo', 'undo done', 2],
    ['apply', 'undone', 3],
  ]);
  expect((await previewUndo(context)).steps).toEqual([]);
});

test('what had nothing to take back in the preview and has now is not counted, and the next undo sees it', async () => {
  const { context, states, target, original } = await killedBeforeWrite();
  const undo = await previewUndo(context);
  const other = await previewPlan(context, { decisions: [decision('last', [edit(original, SET_SECCOMP)])] });
  const request = other.steps[0]?.request;
  if (request === undefined) throw new Error('nothing to write');
  await target.write(request, { dryRun: false });
  expect(await undoRun(context, undo, {})).toMatchObject({ outcome: 'applied' });
  expect(await states()).toEqual([
    ['undo', 'undo done', 2],
    ['apply', 'partly undone', 3],
  ]);
  expect((await previewUndo(context)).steps.map(({ effect }) => effect)).toEqual(['patch']);
});
