/** The footer offers no key that does nothing. */
import { expect, test } from 'vitest';
import { atChecklist, type TestControl, testControl } from '../support/control.ts';
import { SNAPSHOT, snapshotWithout } from '../support/snapshot.ts';
import { fakeCommands, planPreview } from '../support/walk-commands.ts';

const TO_NON_ROOT = ['g', ...Array.from({ length: 11 }, () => 'down'), 'enter'] as const;

function footer(walk: TestControl): string {
  return walk.text().split('\n').at(-1) ?? '';
}

test('m is offered on a question, d, a and w on a decision', async () => {
  const walk = await atChecklist(testControl(fakeCommands()));
  walk.press(...TO_NON_ROOT);
  expect(footer(walk)).toContain('d diff  a add  w waive  s skip');
  expect(footer(walk)).not.toContain('m answer');
  walk.press('esc', 'G', 'enter');
  expect(footer(walk)).toContain('m answer');
  expect(footer(walk)).not.toMatch(/d diff|a add|w waive/);
});

test('an item with nothing to decide offers nothing to do with a decision', async () => {
  const walk = await atChecklist(testControl(fakeCommands()));
  walk.press('g');
  expect(footer(walk)).not.toMatch(/d diff|a add|w waive|s skip/);
});

test('a decision that is gone offers only the ways on and back', async () => {
  const walk = await atChecklist(testControl(fakeCommands()));
  walk.press(']', 'enter', 'enter');
  walk.control.store.setState({ snapshot: snapshotWithout('d-deny') });
  expect(footer(walk).trim()).toMatch(/^n next {2}esc back {2}\? help +plan 0$/);
});

test('the arrows are offered for choices, not for text', async () => {
  const walk = await atChecklist(testControl(fakeCommands()));
  walk.press('G', 'enter', 'm');
  expect(footer(walk)).toContain('choose');
  walk.press('tab');
  expect(footer(walk)).not.toContain('choose');
});

test('manifests do not change by themselves: there is nothing to hold still', async () => {
  const source = { ...SNAPSHOT.source, type: 'files' } as const;
  const walk = testControl(fakeCommands(), { snapshot: { ...SNAPSHOT, source } });
  expect(footer(walk)).not.toContain('p pause');
  await atChecklist(walk);
  walk.press('p');
  expect(walk.control.nav.getState().frozen).toBeUndefined();
});

test('where a text is typed the key has the colour of keys, and what comes before it has not', async () => {
  const commands = fakeCommands({ preview: async () => planPreview({ consent: { kind: 'type', text: 'prod-eu-1' } }) });
  const walk = await atChecklist(testControl(commands));
  walk.press('d');
  await walk.settle();
  const spans = walk.frame().at(-1) ?? [];
  expect(spans.find(({ text }) => text.includes('type the text,'))?.token).toBeUndefined();
  expect(spans.find(({ text }) => text === 'enter')?.token).toBe('accent');
});
