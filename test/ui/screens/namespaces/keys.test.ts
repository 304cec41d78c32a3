import { expect, test } from 'vitest';
import { currentLocation } from '../../../../src/store/nav.ts';
import { atChecklist, type TestControl, testControl } from '../../../support/control.ts';
import { DECISIONS, SNAPSHOT, snapshotWithout } from '../../../support/snapshot.ts';
import { fakeCommands } from '../../../support/walk-commands.ts';

const SCREEN = ({ control }: TestControl) => currentLocation(control.nav.getState()).screen;
const names = (walk: TestControl) =>
  walk
    .text()
    .split('\n')
    .flatMap((text) => /^[▸ ] ([a-z][\w*-]*(?: \(\d+\))?) +(?:\d+|-) /u.exec(text)?.[1] ?? []);

async function atNamespaces(): Promise<TestControl> {
  const walk = await atChecklist(testControl(fakeCommands()));
  walk.press('n');
  return walk;
}

test('n shows the namespaces from either pane, and esc or n goes back', async () => {
  const walk = await atNamespaces();
  expect(names(walk)).toEqual(['payments', 'shop-* (2)', 'data-* (2)', 'ledger', 'shop', 'web', 'cluster-wide']);
  walk.press('n');
  expect(SCREEN(walk)).toBe('checklist');
  walk.press('tab', 'n', 'esc');
  expect(SCREEN(walk)).toBe('checklist');
  walk.press(':');
  walk.type('ns');
  walk.press('enter');
  expect(SCREEN(walk)).toBe('namespaces');
});

test('enter narrows the checklist to the namespace, and esc leads back to the row', async () => {
  const walk = await atNamespaces();
  walk.press('enter');
  expect(walk.text()).toContain('Checklist › payments › 04 Default-deny network');
  expect(walk.text()).toContain('3 decisions cover 5 findings');
  walk.press('enter', 'enter');
  expect(SCREEN(walk)).toBe('decision');
  walk.press('esc', 'esc', 'esc');
  expect(SCREEN(walk)).toBe('namespaces');
  expect(walk.text()).toContain('▸ payments');
  walk.press('esc');
  expect(walk.text()).toContain('6 decisions in 5 rows cover 8 findings');
});

test('a row of several namespaces has in each only what is about it', async () => {
  const walk = await atNamespaces();
  walk.control.nav.setState({ within: { title: 'shop-eu', names: ['shop-eu'] } });
  walk.press('n', 'enter', 'a');
  const { plan } = walk.control.nav.getState();
  const about = SNAPSHOT.decisions.filter(({ subject }) => subject.name === 'shop-eu').map(({ id }) => id);
  expect(plan.filter((id) => !about.includes(id))).toEqual([]);
});

test('what belongs to no namespace has a row of its own', async () => {
  const walk = await atNamespaces();
  walk.press('G', 'enter');
  expect(walk.text()).toContain('Checklist › cluster-wide › 02 RBAC, least privilege');
});

test('a puts what is ready into the plan, and nothing else', async () => {
  const walk = await atNamespaces();
  walk.press('a');
  expect(walk.control.nav.getState().plan).toEqual(['d-checkout']);
  expect(walk.text()).toContain('payments: 1 ready decision added to the plan.');
  walk.press('a');
  expect(walk.control.nav.getState().plan).toEqual([]);
  expect(walk.text()).toContain('payments: 1 ready decision removed from the plan.');
  walk.press('G', 'k', 'a');
  expect(walk.text()).toContain('web: nothing is ready.');
});

test('a namespace with nothing to decide says so', async () => {
  const walk = await atNamespaces();
  walk.press('j', 'j', 'enter');
  expect(SCREEN(walk)).toBe('namespaces');
  expect(walk.text()).toContain('data-* (2): nothing to decide.');
});

test('a filter, other orders and the platform', async () => {
  const walk = await atNamespaces();
  walk.press('/');
  walk.type('argocd');
  walk.press('enter');
  expect(names(walk)).toEqual(['payments']);
  walk.press('esc', 's', 's');
  expect(names(walk)).toEqual(['data-* (2)', 'ledger', 'payments', 'shop', 'shop-* (2)', 'web', 'cluster-wide']);
  walk.press('.');
  expect(names(walk)).toContain('kube-system');
});

test('rows stay where they are while the cluster changes, what is new is said, ctrl-r sorts again', async () => {
  const known = SNAPSHOT.decisions.filter(({ id }) => id !== DECISIONS.deny.id);
  const walk = await atNamespaces();
  walk.control.nav.setState({ first: known });
  expect(walk.text()).toMatch(/payments .* 1 new/);
  walk.control.store.setState({ snapshot: snapshotWithout('d-deny', 'd-checkout', 'd-receipts') });
  expect(names(walk)[0]).toBe('payments');
  walk.press('ctrl-r');
  expect(names(walk)[0]).not.toBe('payments');
});
