/** `:ctx`: the walk ends for another context of the kubeconfig, or says why it stays. */
import { expect, test } from 'vitest';
import type { Contexts } from '../../../src/ui/options.ts';
import { atChecklist, type TestControl, testControl } from '../../support/control.ts';
import { fakeCommands, planPreview } from '../../support/walk-commands.ts';

const NAMES = ['prod-eu-1', 'stage-eu-1', 'two  words', 'evil\u001b[41m'];

const walkIn = async (more: Partial<Contexts> = {}) =>
  atChecklist(
    testControl(
      fakeCommands(),
      {},
      { contexts: { names: async () => NAMES, problem: async () => undefined, ...more } },
    ),
  );

async function command(walk: TestControl, text: string): Promise<void> {
  walk.type(':');
  await walk.settle();
  walk.type(text);
  walk.press('enter');
  await walk.settle();
}

test('a name is completed from the kubeconfig as it is now, the present context left out', async () => {
  let names = NAMES;
  const walk = await walkIn({ names: async () => names });
  walk.type(':');
  await walk.settle();
  walk.type('ctx ');
  expect(walk.text()).toContain(':ctx ▌  evil  stage-eu-1');
  walk.press('esc');
  names = ['new'];
  walk.type(':');
  await walk.settle();
  walk.type('ctx n');
  walk.press('tab', 'enter');
  await walk.settle();
  expect(walk.exits).toEqual([{ context: 'new', isBack: false }]);
});

test('a name with blanks is meant however many the line keeps', async () => {
  const walk = await walkIn();
  await command(walk, 'ctx two words');
  expect(walk.exits).toEqual([{ context: 'two  words', isBack: false }]);
});

test('without a name the contexts are a menu that begins at the present one', async () => {
  const walk = await walkIn();
  await command(walk, 'ctx');
  const { overlay } = walk.control.nav.getState();
  expect(overlay).toMatchObject({ kind: 'menu', title: 'Contexts', index: 1 });
  walk.press('enter');
  await walk.settle();
  expect(walk.text()).toContain('prod-eu-1 is the context of this walk.');
  await command(walk, 'ctx');
  walk.press('down', 'enter');
  await walk.settle();
  expect(walk.exits).toEqual([{ context: 'stage-eu-1', isBack: false }]);
});

test('- goes to the context that was left, and there may be none', async () => {
  const first = await walkIn();
  await command(first, 'ctx -');
  expect(first.text()).toContain('No context was left for this one.');
  const second = await walkIn({ previous: 'stage-eu-1' });
  await command(second, 'ctx -');
  expect([first.exits, second.exits]).toEqual([[], [{ context: 'stage-eu-1', isBack: true }]]);
});

test.each([
  ['says why', async () => 'the context "nowhere" does not exist: not in /k.', 'does not exist'],
  ['fails', async () => Promise.reject(new Error('/k cannot be read')), '/k cannot be read'],
])('a kubeconfig that %s keeps the walk where it is', async (_, problem, expected) => {
  const walk = await walkIn({ problem });
  await command(walk, 'ctx nowhere');
  expect(walk.exits).toEqual([]);
  expect(walk.text()).toContain('Still in prod-eu-1: ');
  expect(walk.text()).toContain(expected);
});

const RUN = {
  kind: 'apply',
  title: 'x',
  preview: planPreview(),
  startedAt: 0,
  before: { findings: 1, decisions: 1 },
  stopping: false,
} as const;

test('while a run writes the context stays, also when it began while the kubeconfig was read', async () => {
  let answer = (): void => undefined;
  const walk = await walkIn({
    problem: () =>
      new Promise((resolve) => {
        answer = () => resolve(undefined);
      }),
  });
  await command(walk, 'ctx stage-eu-1');
  walk.control.nav.setState({ run: RUN });
  answer();
  await walk.settle();
  expect(walk.text()).toContain(
    'A run is in progress: ctrl-c stops it after this change. The context stays until then.',
  );
  await command(walk, 'ctx -');
  await command(walk, 'ctx stage-eu-1');
  expect(walk.exits).toEqual([]);
});

test('a dry run that is under way is given up', async () => {
  const walk = await walkIn();
  const preview = new AbortController();
  walk.control.pending.preview = preview;
  await command(walk, 'ctx stage-eu-1');
  expect([preview.signal.aborted, walk.exits.length]).toEqual([true, 1]);
});

test('where nothing could be read the same context is tried again, and the way back is named', async () => {
  const walk = testControl(
    fakeCommands(),
    { phase: 'failed', error: 'connection refused' },
    { contexts: { names: async () => NAMES, problem: async () => undefined, previous: 'stage-eu-1' } },
  );
  expect(walk.text()).toContain('Nothing could be read. :ctx - goes back to stage-eu-1, q quits.');
  await command(walk, 'ctx prod-eu-1');
  expect(walk.exits).toEqual([{ context: 'prod-eu-1', isBack: false }]);
});

test('files and the sample have no contexts', async () => {
  const walk = await atChecklist(testControl(fakeCommands()));
  for (const text of ['ctx', 'ctx x', 'ctx -']) await command(walk, text);
  expect(walk.exits).toEqual([]);
  expect(walk.text()).toContain('This walk reads no cluster of a kubeconfig: there is no context to go to.');
});
