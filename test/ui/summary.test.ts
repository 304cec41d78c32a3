import { expect, test } from 'vitest';
import type { Run } from '../../src/store/nav.ts';
import { summaryOf } from '../../src/ui/select/summary.ts';
import { atChecklist, testControl } from '../support/control.ts';
import { snapshotWithout } from '../support/snapshot.ts';
import { fakeCommands, planPreview, runResult } from '../support/walk-commands.ts';

test('after the walk: what was done, how to take it back, where to go on', async () => {
  const commands = fakeCommands({ preview: async () => planPreview({ consent: { kind: 'yes' }, disruption: 'none' }) });
  const walk = await atChecklist(testControl(commands));
  walk.press('n', 'd');
  await walk.settle();
  walk.advance(1000);
  walk.press('y');
  walk.advance(440_000);
  await walk.settle();
  walk.control.store.setState({ snapshot: snapshotWithout('d-deny') });
  walk.press('n', 'n', 'enter');
  const { store, nav, options } = walk.control;
  expect(summaryOf(store.getState(), nav.getState(), options)).toEqual([
    'run       20261122T140211Z-7f3k  prod-eu-1   1 applied, 0 failed, 0 not run   7 m 20 s',
    'decisions 6 -> 5    findings 8 -> 7',
    'undo      kubectl harden undo 20261122T140211Z-7f3k',
    'go on     kubectl harden    (opens item 11)',
  ]);
});

test('a walk that changed nothing says so in two lines', async () => {
  const walk = await atChecklist(testControl(fakeCommands()));
  const { store, nav, options } = walk.control;
  expect(summaryOf(store.getState(), nav.getState(), options)).toEqual([
    'decisions 6    findings 8',
    'go on     kubectl harden    (opens item 03, decision 1)',
  ]);
});

test('lines to copy name the source where it is not the cluster of the kubeconfig', async () => {
  const walk = await atChecklist(testControl(fakeCommands(), {}, { sourceFlags: ' --sample' }));
  const { store, nav, options } = walk.control;
  expect(summaryOf(store.getState(), nav.getState(), options).at(-1)).toContain('kubectl harden --sample    (opens');
});

test('a walk that read nothing leaves nothing', () => {
  const walk = testControl(fakeCommands(), { snapshot: undefined });
  const { store, nav, options } = walk.control;
  expect(summaryOf(store.getState(), nav.getState(), options)).toEqual([]);
});

test('going on keeps what the session was opened with, undoing only what names the source', async () => {
  const flags = { sourceFlags: ' --context prod', sessionFlags: ' -n shop --read-only' };
  const walk = await atChecklist(testControl(fakeCommands(), {}, flags));
  const { store, nav, options } = walk.control;
  expect(summaryOf(store.getState(), nav.getState(), options).at(-1)).toContain(
    'kubectl harden --context prod -n shop --read-only    (opens',
  );
});

test.each(['connecting', 'reading'] as const)('what was counted while %s is no count', async (phase) => {
  const walk = await atChecklist(testControl(fakeCommands()));
  walk.control.store.setState({ phase });
  const { store, nav, options } = walk.control;
  expect(summaryOf(store.getState(), nav.getState(), options)[0]).toBe(
    'decisions not counted: the reading had not ended',
  );
});

test('after an undo the run before it is named, and none where nothing stands', async () => {
  const walk = await atChecklist(testControl(fakeCommands()));
  const preview = planPreview();
  const run = (kind: Run['kind'], id: string, undoes?: string): Run => ({
    kind,
    title: '',
    preview: { ...preview, ...(undoes === undefined ? {} : { undoes }) },
    startedAt: 0,
    endedAt: 1,
    before: { findings: 0, decisions: 0 },
    stopping: false,
    result: { ...runResult(preview), run: id },
  });
  const undoLine = (runs: readonly Run[]) => {
    walk.control.nav.setState({ runs });
    const { store, nav, options } = walk.control;
    return summaryOf(store.getState(), nav.getState(), options).find((line) => line.startsWith('undo'));
  };
  const [first, second] = [run('apply', 'first'), run('apply', 'second')];
  expect(undoLine([first, second])).toContain('undo second');
  expect(undoLine([first, second, run('undo', 'third', 'second')])).toContain('undo first');
  expect(undoLine([first, run('undo', 'third', 'first')])).toBeUndefined();
});
