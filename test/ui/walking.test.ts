/** Finding one's way: cursors, filters, live changes, answers, leaving and coming back. */
import { expect, test } from 'vitest';
import { currentLocation } from '../../src/store/nav.ts';
import { focusedItem } from '../../src/ui/select/checklist.ts';
import { atChecklist, type TestControl, testControl } from '../support/control.ts';
import { row } from '../support/sketch.ts';
import { DECISIONS, SNAPSHOT, snapshotWithout } from '../support/snapshot.ts';
import { fakeCommands } from '../support/walk-commands.ts';

function item({ control }: TestControl): string | undefined {
  return focusedItem(control.store.getState().snapshot, control.nav.getState())?.id;
}
function screen({ control }: TestControl): string {
  return currentLocation(control.nav.getState()).screen;
}

test('the first walk starts at the first item with a decision that is ready', async () => {
  expect(item(await atChecklist(testControl(fakeCommands())))).toBe('pod-security');
});

test('the next walk starts where the last one was left', async () => {
  const commands = fakeCommands({
    recall: async () => ({
      item: 'non-root',
      decision: 'd-receipts',
      skipped: ['d-admin'],
      plan: ['d-shop', 'd-gone'],
    }),
  });
  const walk = await atChecklist(testControl(commands));
  expect(item(walk)).toBe('non-root');
  expect(walk.text()).toContain('You left off at item 12, row 2.');
  walk.press('enter');
  expect(walk.text()).toContain('payments/receipts');
  expect(walk.control.nav.getState().skipped).toEqual(['d-admin']);
  // What is not there any more has left the plan.
  walk.control.store.setState({ snapshot: { ...SNAPSHOT } });
  expect(walk.control.nav.getState().plan).toEqual(['d-shop']);
});

test('where the walk stands is kept when a decision is opened', async () => {
  const commands = fakeCommands();
  const walk = await atChecklist(testControl(commands));
  walk.press(']', 'enter', 'enter');
  expect(commands.calls.findLast(({ name }) => name === 'remember')?.args[0]).toEqual({
    item: 'default-deny',
    decision: 'd-deny',
    skipped: [],
    plan: [],
  });
});

test('the cursor stays on its item and decision when the cluster changes', async () => {
  const walk = await atChecklist(testControl(fakeCommands()));
  walk.press('g', ...Array.from({ length: 11 }, () => 'down'), 'enter', 'down');
  expect(walk.text()).toMatch(/▸ 2 {2}payments\/receipts/);
  const items = SNAPSHOT.items.map((each) =>
    each.id === 'non-root' ? { ...each, rows: [row([DECISIONS.deny], 'a-new-one'), ...each.rows] } : each,
  );
  walk.control.store.setState({ snapshot: { ...SNAPSHOT, items } });
  expect(walk.text()).toMatch(/▸ 2 {2}payments\/receipts/);
  expect(walk.text()).toMatch(/ {2}3 {2}a-new-one/);
  walk.press('ctrl-r');
  expect(walk.text()).toMatch(/ 1 {2}a-new-one/);
  expect(walk.text()).toMatch(/▸ 3 {2}payments\/receipts/);
});

test('what arrives before the checklist was seen takes its place at once', async () => {
  const walk = testControl(fakeCommands());
  const items = SNAPSHOT.items.map((each) =>
    each.id === 'non-root' ? { ...each, rows: [row([DECISIONS.deny], 'a-new-one'), ...each.rows] } : each,
  );
  walk.control.store.setState({ snapshot: { ...SNAPSHOT, items } });
  await atChecklist(walk);
  walk.press('g', ...Array.from({ length: 11 }, () => 'down'), 'enter');
  expect(walk.text()).toMatch(/ 1 {2}a-new-one/);
});

test('a decision that is resolved stays where it stands, with the cursor, until the list is sorted', async () => {
  const walk = await atChecklist(testControl(fakeCommands()));
  walk.press('g', ...Array.from({ length: 11 }, () => 'down'), 'enter');
  expect(walk.text()).toMatch(/▸ 1 {2}payments\/checkout-api/);
  walk.control.store.setState({ snapshot: snapshotWithout('d-checkout') });
  expect(walk.text()).toMatch(/▸ 1✓ payments\/checkout-api fixed/);
  expect(walk.text()).toMatch(/ {2}2 {2}payments\/receipts/);
  walk.press('ctrl-r');
  expect(walk.text()).toMatch(/▸ 1 {2}payments\/receipts/);
});

test('an open decision that is resolved meanwhile says so', async () => {
  const walk = await atChecklist(testControl(fakeCommands()));
  walk.press(']', 'enter', 'enter');
  walk.control.store.setState({ snapshot: snapshotWithout('d-deny') });
  expect(walk.text()).toContain('This decision is gone');
  walk.press('esc');
  expect(screen(walk)).toBe('checklist');
});

test('a paused walk holds the picture still', async () => {
  const walk = await atChecklist(testControl(fakeCommands()));
  walk.press('p');
  walk.control.store.setState({ snapshot: snapshotWithout('d-shop', 'd-web') });
  expect(walk.text()).toContain('PAUSED');
  expect(walk.text()).toContain('shop-* (2)');
  walk.press('p');
  expect(walk.text()).toContain('LIVE');
  expect(walk.text()).toContain('– shop-* (2) gone');
});

test('a skipped decision is passed over and can be taken up again', async () => {
  const commands = fakeCommands();
  const walk = await atChecklist(testControl(commands));
  walk.press('g', ...Array.from({ length: 11 }, () => 'down'), 'enter', 's');
  expect(walk.text()).toMatch(/1 {2}payments\/checkout-api later/);
  expect(walk.text()).toMatch(/▸ 2 {2}payments\/receipts/);
  walk.press('up', 's');
  expect(walk.control.nav.getState().skipped).toEqual([]);
  expect(commands.count('remember')).toBe(2);
});

test('the plan takes all members of a row, shows its number, and forgets what is resolved', async () => {
  const walk = await atChecklist(testControl(fakeCommands()));
  walk.press('a');
  expect(walk.text()).toMatch(/plan 1 $/m);
  walk.control.store.setState({ snapshot: snapshotWithout('d-web') });
  expect(walk.control.nav.getState().plan).toEqual(['d-shop']);
  walk.press('a');
  expect(walk.control.nav.getState().plan).toEqual([]);
});

test('everything in the plan is previewed together', async () => {
  const commands = fakeCommands();
  const walk = await atChecklist(testControl(commands));
  walk.press('a', ']', 'tab', 'a', 'A');
  expect(commands.calls.find(({ name }) => name === 'preview')?.args[0]).toEqual(['d-shop', 'd-web', 'd-deny']);
});

test('the menu shows the variants, and the chosen one is previewed', async () => {
  const commands = fakeCommands();
  const walk = await atChecklist(testControl(commands));
  walk.press('g', ...Array.from({ length: 11 }, () => 'down'), 'enter', 'enter', 'enter', 'down', 'enter');
  expect(commands.calls.find(({ name }) => name === 'preview')?.args.slice(0, 2)).toEqual([
    ['d-checkout'],
    { variants: { 'd-checkout': 1 }, includeSystem: false, allowManaged: false },
  ]);
});

test('what nothing in the cluster tells is told in the menu', async () => {
  const asking = {
    ...DECISIONS.deny,
    inputs: [{ check: 'network/default-deny-egress', name: 'dnsPods', describe: 'Pods that answer DNS' }],
  };
  const items = SNAPSHOT.items.map((each) => (each.id === 'default-deny' ? { ...each, rows: [row([asking])] } : each));
  const commands = fakeCommands({
    tell: async (_check, _name, value) =>
      value === 'dns' ? Promise.reject(new Error('Write it otherwise.')) : undefined,
  });
  const walk = await atChecklist(testControl(commands, { snapshot: { ...SNAPSHOT, items } }));
  walk.press(']', 'enter', 'enter', 'enter');
  walk.press(...Array.from({ length: asking.variants.length + 1 }, () => 'down'), 'enter');
  expect(walk.text()).toContain('Pods that answer DNS');
  walk.type('dns');
  walk.press('enter');
  await walk.settle();
  expect(walk.text()).toContain('Write it otherwise.');
  walk.press('ctrl-u');
  walk.type('kube-system/a=b:53');
  walk.press('enter');
  await walk.settle();
  expect(commands.calls.filter(({ name }) => name === 'tell').at(-1)?.args).toEqual([
    'network/default-deny-egress',
    'dnsPods',
    'kube-system/a=b:53',
  ]);
  expect(screen(walk)).toBe('decision');
});

test('a question that was answered is not asked again, but can be answered anew', async () => {
  const attestation = {
    check: 'authentication/mfa',
    cluster: 'c',
    verdict: 'pass',
    by: 'ann',
    evidence: 'IdP, 2026-11-01',
    at: '2026-11-01T00:00:00Z',
    expires: '2027-02-01',
  } as const;
  const items = SNAPSHOT.items.map((each) => {
    if (each.id !== 'authentication') return each;
    return { ...each, checks: each.checks.map((check) => ({ ...check, status: 'attested' as const, attestation })) };
  });
  const walk = await atChecklist(testControl(fakeCommands(), { snapshot: { ...SNAPSHOT, items } }));
  walk.press(']', ']', ']', ']', ']', ']');
  expect(item(walk)).not.toBe('authentication');
  walk.press('G', 'enter');
  expect(walk.text()).toContain('answered');
  walk.press('m');
  expect(walk.text()).toContain('IdP, 2026-11-01');
});

test('a waiver covers every member of the row and needs a reason', async () => {
  const commands = fakeCommands();
  const walk = await atChecklist(testControl(commands));
  walk.press('w', 'enter', 'enter', 'enter');
  expect(walk.text()).toContain('Reason must not be empty.');
  walk.type('Moves to another cluster');
  walk.press('enter', 'enter', 'enter');
  await walk.settle();
  expect(commands.calls.filter(({ name }) => name === 'waive').map(({ args }) => args[0])).toEqual(
    ['d-shop', 'd-web'].map((decision) => ({
      decision,
      reason: 'Moves to another cluster',
      by: 'sre@example.com',
      expires: '1970-04-01',
    })),
  );
});

test('an answer that is refused stays on the screen with the reason', async () => {
  const commands = fakeCommands({ waive: async () => Promise.reject(new Error('The records are not writable.')) });
  const walk = await atChecklist(testControl(commands));
  walk.press('w');
  walk.type('because');
  walk.press('enter', 'enter', 'enter');
  await walk.settle();
  expect(walk.text()).toContain('error  The records are not writable.');
});

test('q leaves with 0 and ctrl-c with 130, but not while a run is under way', async () => {
  const commands = fakeCommands({ apply: () => new Promise(() => undefined), preview: undefined as never });
  const walk = await atChecklist(testControl({ ...commands, preview: fakeCommands().preview }));
  walk.press('d');
  await walk.settle();
  walk.advance(1000);
  walk.type('payments');
  walk.press('enter');
  expect(screen(walk)).toBe('apply');
  walk.press('q');
  walk.type(':q');
  walk.press('enter');
  expect(walk.exits).toEqual([]);
  walk.press('ctrl-c');
  expect([walk.exits, walk.control.pending.run?.signal.aborted]).toEqual([[], true]);
  walk.press('ctrl-c');
  expect(walk.exits).toEqual([130]);
  const other = await atChecklist(testControl(fakeCommands()));
  other.press('q');
  expect(other.exits).toEqual([0]);
});

test('after a decision was applied the next one has the cursor', async () => {
  const walk = await atChecklist(testControl(fakeCommands()));
  walk.press('g', ...Array.from({ length: 11 }, () => 'down'), 'enter', 'd');
  await walk.settle();
  walk.advance(1000);
  walk.type('payments');
  walk.press('enter');
  await walk.settle();
  walk.press('n');
  expect(walk.text()).toMatch(/▸ 2 {2}payments\/receipts/);
});

test('what belongs to the platform is folded, and unfolds with a key', async () => {
  const proxy = { ...DECISIONS.admin, id: 'd-proxy', title: 'kube-system/proxy', platform: true };
  const items = SNAPSHOT.items.map((each) => (each.id === 'rbac' ? { ...each, platform: [row([proxy])] } : each));
  const snapshot = { ...SNAPSHOT, items, decisions: [...SNAPSHOT.decisions, proxy] };
  const walk = await atChecklist(testControl(fakeCommands(), { snapshot }));
  walk.press('g', 'down', 'enter');
  expect(walk.text()).not.toContain('kube-system/proxy');
  expect(walk.text()).toContain('Not shown: 12 platform findings (.).');
  walk.press('.');
  expect(walk.text()).toMatch(/▸ 1 {2}ci-deployer-admin/);
  expect(walk.text()).toMatch(/ {2}2 {2}kube-system\/proxy/);
  walk.press('.');
  expect(walk.text()).not.toContain('kube-system/proxy');
});

test('nothing read yet: enter says so and stays', () => {
  const walk = testControl(fakeCommands(), { snapshot: undefined, phase: 'reading' });
  walk.press('enter');
  expect(screen(walk)).toBe('connect');
  expect(walk.text()).toContain('Nothing read yet');
});
