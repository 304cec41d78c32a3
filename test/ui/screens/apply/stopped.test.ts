/** A run that is stopped, or left, tells what it did and loses nothing of the rest. */
import { expect, test } from 'vitest';
import type { RunProgress, RunResult, StepPhase } from '../../../../src/model/plan.ts';
import { currentLocation } from '../../../../src/store/nav.ts';
import { summaryOf } from '../../../../src/ui/select/summary.ts';
import { atChecklist, testControl } from '../../../support/control.ts';
import { DECISIONS } from '../../../support/snapshot.ts';
import { fakeCommands, planPreview, runResult, stepPreview } from '../../../support/walk-commands.ts';

const RUN = '20261122T140211Z-7f3k';
const IDS = [DECISIONS.checkout.id, DECISIONS.admin.id, DECISIONS.deny.id];
const PREVIEW = planPreview({
  steps: IDS.map((decision, at) => stepPreview({ step: at + 1, decision })),
  consent: { kind: 'yes' },
  disruption: 'none',
});

function progress(run: string, ...phases: readonly StepPhase[]): RunProgress {
  const steps = PREVIEW.steps.map(({ step, title, ref }, at) => ({ step, title, ref, phase: phases[at] ?? 'waiting' }));
  return { run, kind: 'apply', done: false, steps };
}

/** In the middle of a run whose end is in the hands of the test. */
async function running() {
  let release: (result: Partial<RunResult>) => void = () => undefined;
  const commands = fakeCommands({
    preview: async () => PREVIEW,
    apply: (asked) =>
      new Promise((resolve) => {
        release = (result) => resolve({ ...runResult(asked), ...result });
      }),
  });
  const walk = await atChecklist(testControl(commands));
  walk.control.nav.setState({ plan: [...IDS, 'other'] });
  walk.press('A');
  await walk.settle();
  walk.advance(1000);
  walk.press('y');
  const end = async (result: Partial<RunResult>) => {
    release(result);
    await walk.settle();
  };
  return { walk, end };
}

function steps(...phases: readonly StepPhase[]): RunResult['steps'] {
  return progress(RUN, ...phases).steps;
}

test('of a stopped run the changes that were not made stay planned, and nothing is called an error', async () => {
  const { walk, end } = await running();
  walk.press('ctrl-c');
  await end({
    outcome: 'failed',
    error: 'Stopped after 1 of 3 changes.',
    steps: steps('verified', 'skipped', 'skipped'),
  });
  expect(walk.control.nav.getState().plan).toEqual([...IDS.slice(1), 'other']);
  expect(walk.text()).toContain('stopped  Stopped after 1 of 3 changes.');
  expect(walk.text()).not.toContain('error');
});

test('a change that failed stays planned, and is an error although the run was to be stopped', async () => {
  const { walk, end } = await running();
  walk.press('ctrl-c');
  const [one, two, three] = steps('verified', 'failed', 'skipped');
  if (one === undefined || two === undefined || three === undefined) throw new RangeError('three steps');
  await end({ outcome: 'failed', steps: [one, { ...two, error: 'denied' }, three] });
  expect(walk.control.nav.getState().plan).toEqual([...IDS.slice(1), 'other']);
  expect(walk.text()).toContain('error  denied');
});

test('a decision of several changes stays planned until all of them stand', async () => {
  const { walk, end } = await running();
  const run = walk.control.nav.getState().run;
  const shared = PREVIEW.steps.map((step) => ({ ...step, decision: 'other', decisions: ['other', step.decision] }));
  if (run !== undefined) walk.control.nav.setState({ run: { ...run, preview: { ...PREVIEW, steps: shared } } });
  await end({ outcome: 'failed', steps: steps('verified', 'verified', 'failed') });
  expect(walk.control.nav.getState().plan).toEqual([IDS[2], 'other']);
});

test('ctrl-c that arrives as the run ends does not leave the walk; one second later it does', async () => {
  const { walk, end } = await running();
  await end({});
  walk.advance(900);
  walk.press('ctrl-c');
  expect([walk.exits, currentLocation(walk.control.nav.getState()).screen]).toEqual([[], 'result']);
  expect(walk.text()).toContain('The run has ended; ctrl-c again quits.');
  walk.advance(200);
  walk.press('ctrl-c');
  expect(walk.exits).toEqual([130]);
});

test('who leaves in the middle of a run finds it in the summary, with the way back', async () => {
  const { walk } = await running();
  walk.control.store.setState({ run: progress(RUN, 'verified', 'written') });
  walk.press('ctrl-c', 'ctrl-c');
  expect(walk.exits).toEqual([130]);
  const { store, nav, options } = walk.control;
  const lines = summaryOf(store.getState(), nav.getState(), options);
  expect(lines[0]).toBe(`run       ${RUN}  prod-eu-1   1 of 3 applied when you quit`);
  expect(lines).toContain(`undo      kubectl harden undo ${RUN}`);
});

test('before the journal is open nothing is said of a run, on the screen and in the summary', async () => {
  const { walk } = await running();
  walk.control.store.setState({ run: progress('', 'checked') });
  expect(walk.text()).not.toContain('journal written before each step');
  const { store, nav, options } = walk.control;
  expect(summaryOf(store.getState(), nav.getState(), options).join('\n')).not.toContain('run  ');
  walk.control.store.setState({ run: progress(RUN, 'checked') });
  expect(walk.text()).toContain(`run ${RUN}   journal written before each step`);
});
