/** The journal: runs newest first, their changes, and undo of one or all with its diff. */
import { expect, test } from 'vitest';
import type { RunSummary } from '../../../../src/model/plan.ts';
import { atChecklist, testControl } from '../../../support/control.ts';
import { SNAPSHOT } from '../../../support/snapshot.ts';
import { fakeCommands } from '../../../support/walk-commands.ts';

function runOf(run: string, at: string, more: Partial<RunSummary> = {}): RunSummary {
  const ref = (name: string) => ({ apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name });
  return {
    run,
    kind: 'apply',
    at,
    cluster: SNAPSHOT.identity,
    state: 'applied',
    planned: 2,
    steps: ['web', 'api'].map((name, index) => ({ step: index + 1, title: name, ref: ref(name), state: 'applied' })),
    folder: `/state/runs/${run}`,
    ...more,
  };
}

const RUNS = [
  runOf('r1', '2026-11-20T10:00:00Z'),
  runOf('r2', '2026-11-22T14:02:11Z', {
    state: 'interrupted',
    planned: 3,
    steps: [{ ...runOf('', '').steps[0], state: 'failed' } as RunSummary['steps'][number]],
  }),
  runOf('r3', '2026-11-21T09:00:00Z', { kind: 'undo', undoes: 'r0' }),
];

async function atJournal(history: readonly RunSummary[] = RUNS) {
  const commands = fakeCommands({ history: async () => history });
  const walk = await atChecklist(testControl(commands));
  walk.type(':journal');
  walk.press('enter');
  await walk.settle();
  return { walk, commands };
}

test('runs stand newest first, with their state and what cannot be undone', async () => {
  const { walk } = await atJournal();
  const rows = walk.text().split('\n').slice(4, 7);
  expect(rows[0]).toMatch(/^▸ 2026-11-22 14:02 +apply +3 changes +interrupted \(1 failed, 2 not/);
  expect(rows[1]).toMatch(/^ {2}2026-11-21 09:00 +undo +2 changes +applied +nothing to undo/);
  expect(rows[2]).toMatch(/^ {2}2026-11-20 10:00 +apply +2 changes +applied/);
});

test('enter shows the changes of a run; z on the run undoes all, on a change that one', async () => {
  const { walk, commands } = await atJournal();
  walk.press('G', 'enter', 'down');
  expect(walk.text()).toMatch(/▸ +↺ applied +Deployment shop\/web/);
  walk.press('z');
  await walk.settle();
  walk.press('esc', 'up', 'z');
  await walk.settle();
  const asked = commands.calls.filter(({ name }) => name === 'previewUndo').map(({ args }) => args.slice(0, 2));
  expect(asked).toEqual([
    ['r1', { steps: [1] }],
    ['r1', {}],
  ]);
  expect(commands.count('undo')).toBe(0);
});

test('a run of which nothing stands, and an undo, are not undone', async () => {
  const { walk, commands } = await atJournal();
  walk.press('z', 'down', 'z');
  expect(commands.count('previewUndo')).toBe(0);
  expect(walk.text()).toContain('Nothing of this is to be undone.');
});

test('an empty journal and one that cannot be read say so', async () => {
  const empty = await atJournal([]);
  expect(empty.walk.text()).toContain('No run has changed anything here.');
  const commands = fakeCommands({
    history: async () => Promise.reject(new Error('EACCES: runs')),
    lostRuns: () => ['1 run has a journal that is damaged.'],
  });
  const walk = await atChecklist(testControl(commands));
  walk.type(':journal');
  walk.press('enter');
  await walk.settle();
  expect(walk.text()).toContain('EACCES: runs');
});
