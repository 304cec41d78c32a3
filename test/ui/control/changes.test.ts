/** Rows that come, go and flutter while somebody looks at them. */
import { expect, test } from 'vitest';
import { atChecklist, type TestControl, testControl } from '../../support/control.ts';
import { SNAPSHOT, snapshotWithout } from '../../support/snapshot.ts';
import { fakeCommands } from '../../support/walk-commands.ts';

async function atDecisions(ascii = false): Promise<TestControl> {
  const walk = await atChecklist(testControl(fakeCommands(), {}, { ascii }));
  walk.press('g', ...Array.from({ length: 11 }, () => 'down'), 'enter');
  return walk;
}

const rowOf = (walk: TestControl, name: string) =>
  walk
    .text()
    .split('\n')
    .find((row) => row.includes(name) && /│.*\d/.test(row)) ?? '';

test('what comes while one looks waits at its place with a sign and a word, in ASCII as well', async () => {
  const walk = await atChecklist(testControl(fakeCommands(), { snapshot: snapshotWithout('d-receipts') }));
  walk.press('g', ...Array.from({ length: 11 }, () => 'down'), 'enter');
  walk.control.store.setState({ snapshot: SNAPSHOT });
  expect(rowOf(walk, 'receipts')).toMatch(/2◈ payments\/receipts new/);
});

test('an item and the namespaces tell what came, with a sign and in words', async () => {
  const walk = await atChecklist(testControl(fakeCommands(), { snapshot: snapshotWithout('d-receipts') }));
  walk.control.store.setState({ snapshot: SNAPSHOT });
  expect(walk.text()).toMatch(/12 Containers run as non-root +2 ◈1 MED/);
  walk.press('n');
  expect(walk.text()).toMatch(/payments .* 1 new/);
  walk.size = { columns: 80, rows: 24 };
  expect(walk.text()).toMatch(/payments .* 1 new/);
  walk.press('esc');
  expect(walk.text()).toMatch(/12 Containers run as non-root.* MED .*1 new/);
});

test('an item and the namespaces tell what was resolved', async () => {
  const walk = await atChecklist(testControl(fakeCommands()));
  walk.control.store.setState({ snapshot: snapshotWithout('d-deny', 'd-checkout') });
  expect(walk.text()).toMatch(/04 Default-deny network +1 gone/);
  expect(walk.text()).toMatch(/12 Containers run as non-root +1 ✓1 MED/);
  walk.press('n');
  walk.press('down');
  expect(walk.text()).toMatch(/payments .* ✓1 –1/);
  expect(walk.text()).toContain('Not as it was: 1 fixed, 1 gone.');
  walk.press('esc', 'ctrl-r');
  expect(walk.text()).not.toMatch(/1 (?:fixed|gone)/);
});

test('a row that somebody joined is changed', async () => {
  const walk = await atChecklist(testControl(fakeCommands(), { snapshot: snapshotWithout('d-web') }));
  walk.control.store.setState({ snapshot: SNAPSHOT });
  expect(walk.text()).toMatch(/03 Pod Security Standards +1 ≠1 HIGH/);
  walk.press('n');
  walk.press('down');
  expect(walk.text()).toMatch(/shop-\* \(2\) .* ◈1 ≠1/);
  expect(walk.text()).toContain('Not as it was: 1 new, 1 changed.');
});

test.each([['checklist'], ['namespaces']])('ctrl-r keeps the row of a cursor that never moved: %s', async (screen) => {
  const walk = await atChecklist(testControl(fakeCommands(), { snapshot: snapshotWithout('d-admin', 'd-checkout') }));
  const keys = screen === 'checklist' ? ['g', ...Array.from({ length: 11 }, () => 'down'), 'enter'] : ['n'];
  walk.press(...keys);
  walk.control.nav.setState({ cursors: screen === 'checklist' ? { items: { id: 'non-root', index: 11 } } : {} });
  const rowAt = (): string =>
    /│▸ *\d+[^ ]* ?\S* (\S+)|^▸ (\S+)/m.exec(walk.text().replaceAll('│ ▸', '│▸'))?.slice(1).join('') ?? '';
  const before = rowAt();
  expect(before).not.toBe('');
  walk.control.store.setState({ snapshot: SNAPSHOT });
  walk.press('ctrl-r');
  expect(rowAt()).toBe(before);
});

test('heights do not jump: what is resolved keeps its row, and what comes back takes it again', async () => {
  const walk = await atDecisions();
  const before = walk.text().split('\n');
  walk.control.store.setState({ snapshot: snapshotWithout('d-checkout') });
  const after = walk.text().split('\n');
  const at = (rows: readonly string[]) =>
    rows.findIndex((row) => row.includes('payments/receipts') && /│ *▸? *2/.test(row));
  expect(at(after) - after.findIndex((row) => row.includes('checkout-api fixed'))).toBe(
    at(before) - before.findIndex((row) => /│.*1 {2}payments\/checkout-api/.test(row)),
  );
  walk.control.store.setState({ snapshot: SNAPSHOT });
  expect(walk.text()).toMatch(/▸ 1 {2}payments\/checkout-api/);
  expect(walk.text()).not.toContain('checkout-api fixed');
});

test('some of its findings are gone: partly fixed', async () => {
  const walk = await atDecisions();
  const fewer = <T extends { id: string; findings: readonly unknown[] }>(each: T): T =>
    each.id === 'd-checkout' ? { ...each, findings: each.findings.slice(1) } : each;
  const items = SNAPSHOT.items.map((item) => ({
    ...item,
    rows: item.rows.map((row) => ({ ...row, members: row.members.map(fewer) })),
  }));
  walk.control.store.setState({ snapshot: { ...SNAPSHOT, items, decisions: SNAPSHOT.decisions.map(fewer) } });
  expect(rowOf(walk, 'checkout')).toMatch(/1◐ .* partly/);
});

test('a row that was accepted is not called fixed', async () => {
  const walk = await atDecisions();
  const gone = snapshotWithout('d-checkout');
  const [decision] = SNAPSHOT.decisions.filter(({ id }) => id === 'd-checkout');
  if (decision === undefined) throw new Error('no decision');
  const waiver = {
    decision: decision.id,
    title: '',
    cluster: 'c',
    reason: 'r',
    by: 'a',
    at: '2026-01-01',
    expires: '2099-01-01',
  };
  walk.control.store.setState({ snapshot: { ...gone, waived: [{ ...decision, waiver }] } });
  expect(walk.text()).not.toContain('checkout-api fixed');
});

test('N11 what flutters is told until it has been still for half a minute', async () => {
  const walk = await atDecisions();
  const flap = (): void => {
    walk.control.store.setState({ snapshot: snapshotWithout('d-receipts') });
    walk.advance(2000);
    walk.control.store.setState({ snapshot: { ...SNAPSHOT } });
    walk.advance(2000);
  };
  flap();
  expect(rowOf(walk, 'receipts')).not.toContain('unsettled');
  flap();
  expect(rowOf(walk, 'receipts')).toMatch(/2~ payments\/receipts unsettled/);
  walk.advance(29_000);
  walk.control.store.setState({ snapshot: { ...SNAPSHOT } });
  expect(rowOf(walk, 'receipts')).not.toContain('unsettled');
});

test('N11 new rows wait at the end until ctrl-r, and the cursor stays on its row', async () => {
  const without = snapshotWithout('d-checkout');
  const walk = await atChecklist(testControl(fakeCommands(), { snapshot: without }));
  walk.press('g', ...Array.from({ length: 11 }, () => 'down'), 'enter');
  walk.control.store.setState({ snapshot: SNAPSHOT });
  expect(walk.text()).toMatch(/▸ 1 {2}payments\/receipts/);
  expect(walk.text()).toMatch(/ 2◈ payments\/checkout-api new/);
  walk.press('down', 'up', 'ctrl-r');
  expect(walk.text()).toMatch(/ 1◈ payments\/checkout-api new/);
  expect(walk.text()).toMatch(/▸ 2 {2}payments\/receipts/);
});
