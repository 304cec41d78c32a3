import { expect, test } from 'vitest';
import { summaryOf } from '../../src/ui/select/summary.ts';
import { atChecklist, testControl } from '../support/control.ts';
import { snapshotWithout } from '../support/snapshot.ts';
import { fakeCommands, planPreview } from '../support/walk-commands.ts';

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
