/** Nothing is written without consent: the ways in which it could be given by accident. */
import { expect, test } from 'vitest';
import type { PlanPreview } from '../../../../src/model/plan.ts';
import { currentLocation } from '../../../../src/store/nav.ts';
import { atChecklist, type TestControl, testControl } from '../../../support/control.ts';
import { SNAPSHOT } from '../../../support/snapshot.ts';
import { fakeCommands, planPreview, runResult, stepPreview } from '../../../support/walk-commands.ts';

const YES: Partial<PlanPreview> = { consent: { kind: 'yes' } };
const HARMLESS: Partial<PlanPreview> = { consent: { kind: 'yes' }, disruption: 'none' };

async function atDiff(preview: Partial<PlanPreview>, state = {}) {
  const commands = fakeCommands({ preview: async () => planPreview(preview) });
  const walk = await atChecklist(testControl(commands, state));
  walk.press('d');
  await walk.settle();
  return { walk, commands };
}

function screen({ control }: TestControl): string {
  return currentLocation(control.nav.getState()).screen;
}

test('cancel has the focus: enter alone goes back and writes nothing', async () => {
  const { walk, commands } = await atDiff(YES);
  walk.advance(1000);
  walk.press('enter');
  expect([screen(walk), commands.count('apply')]).toEqual(['checklist', 0]);
});

test('the apply button asks for two keys', async () => {
  const { walk, commands } = await atDiff(YES);
  walk.advance(1000);
  walk.press('tab', 'enter');
  await walk.settle();
  expect([screen(walk), commands.count('apply')]).toEqual(['result', 1]);
});

test('keys that were pressed before the box opened do not count', async () => {
  for (const preview of [YES, HARMLESS, {}]) {
    const { walk, commands } = await atDiff(preview);
    walk.press('y', 'tab', 'enter');
    walk.advance(299);
    walk.type('payments');
    walk.press('y', 'enter');
    await walk.settle();
    expect(commands.count('apply')).toBe(0);
  }
});

test('a tab that was pressed before the box opened does not move the focus to apply', async () => {
  const { walk, commands } = await atDiff(YES);
  walk.press('tab');
  walk.advance(1000);
  walk.press('enter');
  expect(commands.count('apply')).toBe(0);
});

test('y is enough only for what restarts nothing', async () => {
  const harmless = await atDiff(HARMLESS);
  harmless.walk.advance(1000);
  harmless.walk.press('y');
  expect(harmless.commands.count('apply')).toBe(1);
  const rollout = await atDiff(YES);
  rollout.walk.advance(1000);
  rollout.walk.press('y');
  expect(rollout.commands.count('apply')).toBe(0);
});

test('y is enough for files, which restart nothing', async () => {
  const source = { type: 'files' as const, label: '1 file' };
  const steps = [stepPreview({ file: 'manifests/shop.yaml', verified: 'local' })];
  const { walk, commands } = await atDiff({ ...YES, steps }, { snapshot: { ...SNAPSHOT, source } });
  walk.advance(1000);
  expect(walk.text()).toContain('edit of manifests/shop.yaml');
  expect(walk.text()).toContain('y: apply, nothing restarts');
  walk.press('y');
  expect(commands.count('apply')).toBe(1);
});

test('a text to type must be typed exactly, and is handed on as typed', async () => {
  const { walk, commands } = await atDiff({});
  walk.advance(1000);
  walk.type('payment');
  walk.press('tab', 'enter');
  expect(commands.count('apply')).toBe(0);
  expect(walk.text()).toContain('Nothing was changed: type payments exactly.');
  walk.type('s');
  walk.press('enter');
  expect(commands.calls.find(({ name }) => name === 'apply')?.args[1]).toEqual({ typed: 'payments' });
});

test('the focus follows the text: on Apply while it is exact, and back on Cancel', async () => {
  const { walk } = await atDiff({});
  const isOnApply = () => walk.text().includes('[▸Apply ]');
  walk.advance(1000);
  const seen = ['payment', 's', 's'].map((text) => {
    walk.type(text);
    return isOnApply();
  });
  walk.press('backspace');
  expect([...seen, isOnApply()]).toEqual([false, true, false, true]);
  walk.press('ctrl-u');
  expect(walk.text()).toContain('[▸Cancel ]');
});

test('who typed another text is told which one applies', async () => {
  const { walk, commands } = await atDiff({});
  walk.advance(1000);
  walk.type('paiments');
  walk.press('enter');
  await walk.settle();
  expect([screen(walk), commands.count('apply')]).toEqual(['checklist', 0]);
  expect(walk.text()).toContain('Nothing was changed: to apply, type payments.');
});

test('enter presses the focused button only: with the text exact and Cancel focused nothing is written', async () => {
  const { walk, commands } = await atDiff({});
  walk.advance(1000);
  walk.type('payments');
  walk.press('tab', 'enter');
  await walk.settle();
  expect([screen(walk), commands.count('apply')]).toEqual(['checklist', 0]);
  expect(walk.text()).toContain('Nothing was changed: the focus was on Cancel.');
});

test.each([
  ['typed', {}],
  ['a yes', YES],
] as const)('left and right change the step, whether consent is %s', async (_name, consent) => {
  const { walk } = await atDiff({ ...consent, steps: [stepPreview(), stepPreview({ step: 2 })] });
  walk.advance(1000);
  walk.press('right', 'right');
  expect(walk.text()).toContain('change 2 of 2');
  walk.press('left', 'left');
  expect(walk.text()).toContain('change 1 of 2');
});

test('a next change is offered where there is one', async () => {
  for (const consent of [{}, YES]) {
    const one = await atDiff(consent);
    expect(one.walk.text()).not.toContain('next change');
    const two = await atDiff({ ...consent, steps: [stepPreview(), stepPreview({ step: 2 })] });
    Object.assign(two.walk.size, { columns: 80, rows: 24 });
    expect(two.walk.text()).toContain('next change');
  }
});

test('the apply button does not stand in for the text to type', async () => {
  const { walk, commands } = await atDiff({});
  walk.advance(1000);
  walk.press('tab', 'enter', 'y', 'enter');
  expect(commands.count('apply')).toBe(0);
});

test('pasted text consents to nothing', async () => {
  for (const preview of [YES, HARMLESS, {}]) {
    const { walk, commands } = await atDiff(preview);
    walk.advance(1000);
    walk.paste('payments');
    walk.paste('y\r');
    walk.press('enter');
    expect(commands.count('apply')).toBe(0);
  }
});

test('what is applied is exactly the preview that was shown', async () => {
  const shown = planPreview(HARMLESS);
  const commands = fakeCommands({ preview: async () => shown });
  const walk = await atChecklist(testControl(commands));
  walk.press('d');
  await walk.settle();
  walk.advance(1000);
  walk.press('y');
  expect(commands.calls.find(({ name }) => name === 'apply')?.args[0]).toBe(shown);
});

test.each(['read-only', 'plan-only'] as const)('in mode %s nothing can be consented to', async (mode) => {
  const { walk, commands } = await atDiff(HARMLESS, { mode });
  walk.advance(1000);
  expect(walk.text()).toMatch(/nothing can be changed|unlocks writing/);
  walk.press('y', 'tab', 'enter');
  walk.type('payments');
  walk.press('enter');
  expect(commands.count('apply')).toBe(0);
});

test('a plan that changes nothing offers nothing to consent to', async () => {
  const { walk, commands } = await atDiff({ ...HARMLESS, steps: [stepPreview({ effect: 'unchanged' })] });
  walk.advance(1000);
  expect(walk.text()).toContain('Nothing to change.');
  walk.press('y');
  expect(commands.count('apply')).toBe(0);
});

test('a preview that arrives after it was cancelled is not shown', async () => {
  let answer: (preview: PlanPreview) => void = () => undefined;
  const commands = fakeCommands({
    preview: () =>
      new Promise((resolve) => {
        answer = resolve;
      }),
  });
  const walk = await atChecklist(testControl(commands));
  walk.press('d', 'esc');
  answer(planPreview(HARMLESS));
  await walk.settle();
  walk.advance(1000);
  walk.press('y', 'enter');
  expect([walk.control.nav.getState().review, commands.count('apply')]).toEqual([undefined, 0]);
});

test('a preview that fails says why and leads back', async () => {
  const commands = fakeCommands({ preview: async () => Promise.reject(new Error('cannot reach the server')) });
  const walk = await atChecklist(testControl(commands));
  walk.press('d');
  await walk.settle();
  expect(walk.text()).toContain('error  cannot reach the server');
  walk.advance(1000);
  walk.press('esc');
  expect(screen(walk)).toBe('checklist');
});

test('undo asks for the same consent', async () => {
  const { walk, commands } = await atDiff(HARMLESS);
  walk.advance(1000);
  walk.press('y');
  await walk.settle();
  walk.press('Z');
  await walk.settle();
  expect(commands.count('previewUndo')).toBe(1);
  walk.advance(1000);
  walk.press('tab', 'enter', 'enter');
  expect(commands.count('undo')).toBe(0);
  walk.type('payments');
  walk.press('enter');
  await walk.settle();
  expect([commands.count('undo'), screen(walk)]).toEqual([1, 'result']);
});

test('z takes back the one change under the cursor', async () => {
  const steps = [stepPreview({ step: 1 }), stepPreview({ step: 2, title: 'NetworkPolicy payments/deny' })];
  const { walk, commands } = await atDiff({ ...HARMLESS, steps });
  walk.advance(1000);
  walk.press('y');
  await walk.settle();
  walk.press('down', 'z');
  await walk.settle();
  expect(commands.calls.find(({ name }) => name === 'previewUndo')?.args.slice(0, 2)).toEqual([
    '20261122T140211Z-7f3k',
    { steps: [2] },
  ]);
});

test('what the strip has no room for is one key away, and consent is still asked afterwards', async () => {
  const caveats = Array.from({ length: 20 }, (_, at) => `Caveat number ${at} of a change that has many of them.`);
  const { walk, commands } = await atDiff({ caveats });
  walk.size.columns = 80;
  walk.size.rows = 24;
  expect(walk.text()).toContain('+19 more caveats: ctrl-o');
  walk.advance(1000);
  walk.type('pay');
  walk.press('ctrl-o', 'G');
  expect(walk.text()).toContain('Caveat number 19');
  walk.press('esc');
  expect(walk.text()).toContain('Type payments to apply (6 lines unseen): pay▌');
  walk.type('ments');
  walk.press('enter');
  expect(commands.count('apply')).toBe(1);
});

test('while a run is under way no other can be begun', async () => {
  const commands = fakeCommands({
    preview: async () => planPreview(HARMLESS),
    apply: () => new Promise(() => undefined),
  });
  const walk = await atChecklist(testControl(commands));
  walk.press('a', 'd');
  await walk.settle();
  walk.advance(1000);
  walk.press('y');
  walk.type(':plan');
  walk.press('enter', 'd');
  await walk.settle();
  walk.advance(1000);
  walk.press('y');
  expect([screen(walk), commands.count('preview'), commands.count('apply')]).toEqual(['plan', 1, 1]);
  expect(walk.text()).toContain('A run is in progress');
});

test('a run that ends while messages are read has its result under them', async () => {
  let release: () => void = () => undefined;
  const commands = fakeCommands({
    preview: async () => planPreview(HARMLESS),
    apply: (preview) =>
      new Promise((resolve) => {
        release = () => resolve(runResult(preview));
      }),
  });
  const walk = await atChecklist(testControl(commands));
  walk.press('p', 'd');
  await walk.settle();
  walk.advance(1000);
  walk.press('y');
  walk.type(':messages');
  walk.press('enter');
  release();
  await walk.settle();
  expect(screen(walk)).toBe('page');
  walk.press('esc');
  expect([screen(walk), walk.control.nav.getState().frozen]).toEqual(['result', undefined]);
});

test('a run that fails says what went wrong and what is left', async () => {
  const steps = [stepPreview(), stepPreview({ step: 2, title: 'NetworkPolicy payments/deny' })];
  const commands = fakeCommands({
    preview: async () => planPreview({ ...HARMLESS, steps }),
    apply: async (preview) => ({
      ...runResult(preview),
      outcome: 'failed',
      steps: [
        { step: 1, title: 'one', ref: stepPreview().ref, phase: 'verified' },
        {
          step: 2,
          title: 'two',
          ref: stepPreview().ref,
          phase: 'failed',
          error: 'the object changed since you saw it',
        },
      ],
    }),
  });
  const walk = await atChecklist(testControl(commands));
  walk.press('d');
  await walk.settle();
  walk.advance(1000);
  walk.press('y');
  await walk.settle();
  expect(walk.text()).toContain('✓ 1 applied    ✗ 1 failed    · 0 not run');
  expect(walk.text()).toContain('error  the object changed since you saw it');
});

test('a command that rejects is a result with an error', async () => {
  const commands = fakeCommands({
    preview: async () => planPreview(HARMLESS),
    apply: async () => Promise.reject(new Error('The journal is not writable: nothing was applied.')),
  });
  const walk = await atChecklist(testControl(commands));
  walk.press('d');
  await walk.settle();
  walk.advance(1000);
  walk.press('y');
  await walk.settle();
  expect(walk.text()).toContain('error  The journal is not writable: nothing was applied.');
  walk.press('n');
  expect(screen(walk)).toBe('checklist');
});
