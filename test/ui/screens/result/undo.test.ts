/** The result of a run offers to take back what may be applied, and nothing else. */
import { expect, test } from 'vitest';
import type { RunResult, StepProgress } from '../../../../src/model/plan.ts';
import { openUndo } from '../../../../src/ui/screens/review/open.ts';
import { atChecklist, testControl } from '../../../support/control.ts';
import { SNAPSHOT } from '../../../support/snapshot.ts';
import { fakeCommands, planPreview, runResult, stepPreview } from '../../../support/walk-commands.ts';

type Ended = Pick<StepProgress, 'phase'> & Partial<StepProgress>;

async function atResult(ended: readonly Ended[], result: Partial<RunResult>, state = {}) {
  const steps = ended.map((_, at) => stepPreview({ step: at + 1, title: `Deployment payments/app-${at + 1}` }));
  const preview = planPreview({ steps, consent: { kind: 'yes' }, disruption: 'none' });
  const commands = fakeCommands({
    preview: async () => preview,
    apply: async (asked) => {
      const whole = runResult(asked);
      return { ...whole, steps: whole.steps.map((step, at) => ({ ...step, ...ended[at] })), ...result };
    },
  });
  const walk = await atChecklist(testControl(commands, state));
  walk.press('d');
  await walk.settle();
  walk.advance(1000);
  walk.press('y');
  await walk.settle();
  return { walk, commands };
}

const REFUSAL = {
  decision: 'd',
  title: 'warn label',
  reason: 'Namespace payments was changed by somebody else since.',
  code: 'drift' as const,
};
const ERROR = 'Deployment payments/app-1 changed since you saw it. Nothing was changed.';

test('a refused run has nothing failed and nothing to take back', async () => {
  const { walk, commands } = await atResult([{ phase: 'skipped', error: ERROR }, { phase: 'skipped' }], {
    run: '',
    outcome: 'refused',
    error: ERROR,
  });
  const text = walk.text();
  expect(text).toContain('0 applied    ✗ 0 failed    · 2 not run');
  expect(text).toContain('error  Deployment payments/app-1 changed since you saw it.');
  for (const offer of ['z undo one', 'Z undo run', 'Undo', 'undo.sh']) expect(text).not.toContain(offer);
  walk.press('z', 'Z');
  await walk.settle();
  expect(commands.count('previewUndo')).toBe(0);
  expect(walk.text()).toContain('Nothing to undo.');
});

test('a run whose only write was refused has nothing to take back', async () => {
  const { walk, commands } = await atResult([{ phase: 'failed', error: 'denied' }], { outcome: 'failed' });
  expect(walk.text()).not.toContain('undo run');
  walk.press('z', 'Z');
  await walk.settle();
  expect(commands.count('previewUndo')).toBe(0);
});

test('of a run that failed half-way the change that was applied is offered, the failed one is not', async () => {
  const { walk, commands } = await atResult([{ phase: 'verified' }, { phase: 'failed', error: 'denied' }], {
    outcome: 'failed',
  });
  expect(walk.text()).toContain('z undo one  Z undo run');
  walk.press('down');
  expect(walk.text()).not.toContain('z undo one');
  expect(walk.text()).toContain('Z undo run');
  walk.press('z');
  await walk.settle();
  expect(commands.count('previewUndo')).toBe(0);
  walk.press('Z');
  await walk.settle();
  expect(commands.count('previewUndo')).toBe(1);
});

test('a write whose answer was lost may stand: it can be taken back', async () => {
  const { walk, commands } = await atResult([{ phase: 'failed', error: 'no answer', mayStand: true }], {
    outcome: 'failed',
  });
  expect(walk.text()).toContain('z undo one  Z undo run');
  expect(walk.text()).toContain('may be applied');
  walk.press('z');
  await walk.settle();
  expect(commands.count('previewUndo')).toBe(1);
});

test.each([
  ['live', true],
  ['files', true],
  ['sample', false],
] as const)('the script that undoes it is named for a run on %s: %s', async (type, isNamed) => {
  const snapshot = { ...SNAPSHOT, source: { ...SNAPSHOT.source, type } };
  const { walk } = await atResult([{ phase: 'verified' }], {}, { snapshot });
  expect(walk.text()).toContain('Undo');
  expect(walk.text().includes('undo.sh')).toBe(isNamed);
});

test.each([
  [[REFUSAL], 'Not undone: Namespace payments was changed by somebody else since. p undoes the rest.'],
  [[REFUSAL, { ...REFUSAL, title: 'another' }], 'Not undone: 2 changes cannot be undone. p undoes the rest.'],
])('an undo of which something is refused cannot be consented to, and says why', async (refused, text) => {
  for (const consent of [{ kind: 'yes' }, { kind: 'type', text: 'payments' }] as const) {
    const commands = fakeCommands({
      previewUndo: async () => planPreview({ undoes: 'r', refused, consent, disruption: 'none' }),
    });
    const walk = await atChecklist(testControl(commands));
    openUndo(walk.control, 'r');
    await walk.settle();
    walk.advance(1000);
    const seen = walk.text();
    expect(seen).toContain(text);
    expect(seen).toMatch(/Not undone +warn label: Namespace/);
    for (const offer of ['Apply ]', 'Type payments', 'y: undo', 'Restarts', 'Refused'])
      expect(seen).not.toContain(offer);
    walk.press('y', 'tab');
    walk.type('payments');
    walk.press('enter');
    await walk.settle();
    expect(commands.count('undo')).toBe(0);
  }
});

test.each([
  ['p', { isPartial: true }],
  ['o', { steps: [2] }],
])('of an undo, %s asks for what can be undone, or for the change that is shown', async (key, options) => {
  const steps = [stepPreview({ step: 3 }), stepPreview({ step: 2 })];
  const preview = planPreview({ undoes: 'r', refused: [REFUSAL], steps });
  const commands = fakeCommands({ previewUndo: async () => preview });
  const walk = await atChecklist(testControl(commands));
  openUndo(walk.control, 'r');
  await walk.settle();
  walk.press('n', key);
  await walk.settle();
  const asked = commands.calls.filter(({ name }) => name === 'previewUndo').map(({ args }) => args.slice(0, 2));
  expect(asked).toEqual([
    ['r', {}],
    ['r', options],
  ]);
});

test('what can be undone is consented to by a button that says so', async () => {
  const preview = planPreview({ undoes: 'r', refused: [REFUSAL], isPartial: true, consent: { kind: 'yes' } });
  const walk = await atChecklist(testControl(fakeCommands({ previewUndo: async () => preview })));
  openUndo(walk.control, 'r', { isPartial: true });
  await walk.settle();
  expect(walk.text()).toContain('[ Undo ]');
  expect(walk.text()).not.toContain('Apply ]');
});
