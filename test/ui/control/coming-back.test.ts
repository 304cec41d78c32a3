/** A later start: on what is new, changed or open again, with the place of the last walk kept behind it. */
import { expect, test } from 'vitest';
import { type Reading, readingOf } from '../../../src/model/kept/since.ts';
import type { Waiver } from '../../../src/model/records.ts';
import type { ScanSnapshot } from '../../../src/model/snapshot.ts';
import { focusedItem } from '../../../src/ui/select/checklist.ts';
import { walkPosition } from '../../../src/ui/select/walk-position.ts';
import { atChecklist, type TestControl, testControl } from '../../support/control.ts';
import { DECISIONS, SNAPSHOT, snapshotWithout } from '../../support/snapshot.ts';
import { fakeCommands } from '../../support/walk-commands.ts';

const AT = new Date('2026-11-10T14:02:00Z');
const PLACE = { item: 'non-root', decision: 'd-receipts', skipped: [], plan: [] };

function readingBefore(snapshot: ScanSnapshot): Reading {
  const reading = readingOf(snapshot, AT);
  if (reading === undefined) throw new Error('not whole');
  return reading;
}

async function backAfter(earlier: ScanSnapshot, place: object = PLACE): Promise<TestControl> {
  const reading = readingBefore(earlier);
  const walk = testControl(
    fakeCommands({ recall: async () => ({ ...PLACE, ...place }), earlier: async () => reading }),
  );
  await walk.settle();
  return atChecklist(walk);
}

const itemOf = ({ control }: TestControl) => focusedItem(control.store.getState().snapshot, control.nav.getState())?.id;

test('N10 a quiet cluster opens where the walk was left, and says that nothing is new', async () => {
  const walk = await backAfter(SNAPSHOT);
  expect(itemOf(walk)).toBe('non-root');
  expect(walk.text()).toContain('Nothing new since 2026-11-10 14:02 UTC.');
  expect(walk.control.nav.getState().isOnlyNew).toBe(false);
});

test('N10 the next start shows only what is new; N goes on to where the walk was left', async () => {
  const walk = await backAfter(snapshotWithout('d-deny'));
  expect(itemOf(walk)).toBe('default-deny');
  expect(walk.text()).toContain('Since 2026-11-10 14:02 UTC: 1 new.');
  expect(walk.text()).not.toContain('Containers run as non-root');
  walk.press('enter');
  expect(walk.text()).toMatch(/▸ 1◈ .* new /);
  // Whoever leaves now finds the same place next time.
  const { control } = walk;
  expect(walkPosition(control.store.getState().snapshot, control.nav.getState())).toMatchObject({
    item: 'non-root',
    decision: 'd-receipts',
  });
  walk.press('N');
  expect(itemOf(walk)).toBe('non-root');
  expect(walk.text()).toContain('You left off at item 12, row 2.');
});

test('N10 what was accepted until then is open again; another value is a change', async () => {
  const { checkout } = DECISIONS;
  const waiver: Waiver = {
    decision: checkout.id,
    title: '',
    cluster: SNAPSHOT.identity.id,
    reason: 'r',
    by: 'ann',
    at: '2026-11-01',
    expires: '2026-11-12',
  };
  const without = snapshotWithout('d-checkout');
  const expired = await backAfter({ ...without, waived: [{ ...checkout, waiver }] });
  expect(expired.text()).toContain('1 open again');
  const [first, ...others] = checkout.findings;
  if (first === undefined) throw new Error('no finding');
  const other = { ...checkout, findings: [{ ...first, judged: 'another' }, ...others] };
  const decisions = SNAPSHOT.decisions.map((each) => (each.id === checkout.id ? other : each));
  const changed = await backAfter({ ...SNAPSHOT, decisions });
  expect(changed.text()).toContain('1 changed');
  changed.press('enter');
  expect(changed.text()).toMatch(/▸ 1≠ payments\/checkout-api changed/);
});

test('another cluster of the same name, and another scope, are begun anew', async () => {
  for (const other of [{ identity: { ...SNAPSHOT.identity, id: 'made-anew' } }, { scope: ['shop'] }]) {
    const walk = await backAfter({ ...snapshotWithout('d-deny'), ...other });
    expect(walk.control.nav.getState()).toMatchObject({ isOnlyNew: false, rowMarks: {} });
    expect(walk.text()).not.toContain('since');
  }
});

test('the namespaces that the checklist was narrowed to are kept', async () => {
  const within = { title: 'payments', names: ['payments'] };
  const walk = await backAfter(SNAPSHOT, { within });
  expect(walk.control.nav.getState().within).toEqual(within);
  expect(walk.text()).toContain('› payments ›');
  const { control } = walk;
  expect(walkPosition(control.store.getState().snapshot, control.nav.getState())?.within).toEqual(within);
  const gone = await backAfter(SNAPSHOT, { within: { title: 'left', names: ['left'] } });
  expect(gone.control.nav.getState().within).toBeUndefined();
});

test('whoever began before all was read is told, and stays where they are', async () => {
  const reading = readingBefore(snapshotWithout('d-deny'));
  const walk = testControl(fakeCommands({ earlier: async () => reading }), { phase: 'reading' });
  await atChecklist(walk);
  const before = itemOf(walk);
  walk.control.store.setState({ phase: 'live' });
  await walk.settle();
  expect(itemOf(walk)).toBe(before);
  expect(walk.text()).toContain('Since 2026-11-10 14:02 UTC: 1 new. N shows only that, or all again.');
});
