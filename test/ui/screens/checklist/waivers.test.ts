/** What was accepted stays in sight: with reason, name and end, and a way back. */
import { expect, test } from 'vitest';
import type { ScanSnapshot } from '../../../../src/model/snapshot.ts';
import { currentLocation } from '../../../../src/store/nav.ts';
import { atChecklist, testControl } from '../../../support/control.ts';
import { DECISIONS, SNAPSHOT, snapshotWithout } from '../../../support/snapshot.ts';
import { fakeCommands } from '../../../support/walk-commands.ts';

const WAIVER = {
  decision: 'd-checkout',
  title: 'payments/checkout-api',
  cluster: 'c',
  reason: 'Moves to another cluster in spring',
  by: 'ann',
  at: '2026-11-01T08:00:00Z',
  expires: '2027-02-01',
};

function waived(): ScanSnapshot {
  const snapshot = snapshotWithout('d-checkout');
  const decision = { ...DECISIONS.checkout, waiver: WAIVER };
  const items = snapshot.items.map((item) => (item.id === 'non-root' ? { ...item, waived: [decision] } : item));
  return { ...snapshot, items, waived: [decision] };
}

const TO_NON_ROOT = ['g', ...Array.from({ length: 11 }, () => 'down'), 'enter'] as const;

test('a waived decision is listed last, with its end, and who accepted it and why below', async () => {
  const walk = await atChecklist(testControl(fakeCommands(), { snapshot: waived() }));
  walk.press(...TO_NON_ROOT, 'G');
  expect(walk.text()).toMatch(/▸ 2 {2}○ payments\/…kout-api waived until 2027-02-01/);
  expect(walk.text()).toContain('Waived    by ann on 2026-11-01, until');
  expect(walk.text()).toContain('Reason    Moves to another cluster in');
  walk.press('enter');
  expect(walk.text()).toContain('Waived: end the waiver with w to open it.');
});

test('w on a waived decision ends the waiver and asks nothing', async () => {
  const commands = fakeCommands();
  const walk = await atChecklist(testControl(commands, { snapshot: waived() }));
  walk.press(...TO_NON_ROOT, 'G', 'w');
  await walk.settle();
  expect(commands.calls.filter(({ name }) => name === 'endWaiver').map(({ args }) => args)).toEqual([['d-checkout']]);
  expect(walk.text()).toContain('payments/checkout-api: waiver ended; the decision is open again.');
});

test('a waiver that cannot be ended here says why', async () => {
  const commands = fakeCommands({ endWaiver: async () => Promise.reject(new Error('Accepted for every cluster.')) });
  const walk = await atChecklist(testControl(commands, { snapshot: waived() }));
  walk.press(...TO_NON_ROOT, 'G', 'w');
  await walk.settle();
  expect(walk.text()).toContain('Accepted for every cluster.');
});

test('] passes over what is waived', async () => {
  const walk = await atChecklist(testControl(fakeCommands(), { snapshot: waived() }));
  walk.press(...TO_NON_ROOT, ']');
  expect(walk.text()).toContain('Last row of this item');
});

test.each([
  ['the next decision is open', SNAPSHOT, 'payments/receipts'],
  ['after the last one the checklist is', snapshotWithout('d-receipts'), 'THE 14 ESSENTIALS'],
])('after a waiver %s', async (_name, snapshot, text) => {
  const left = {
    ...snapshot,
    items: snapshot.items.map((item) => ({ ...item, rows: item.rows.filter(({ id }) => id !== 'row-d-checkout') })),
  };
  const commands = fakeCommands({ waive: async () => walk.control.store.setState({ snapshot: left }) });
  const walk = testControl(commands, { snapshot });
  await atChecklist(walk);
  walk.press(...TO_NON_ROOT, 'enter', 'w');
  walk.type('because');
  walk.press('enter', 'enter', 'enter');
  await walk.settle();
  expect(currentLocation(walk.control.nav.getState()).screen).not.toBe('form');
  expect(walk.text()).toContain(text);
  expect(walk.text()).not.toContain('is gone');
});
