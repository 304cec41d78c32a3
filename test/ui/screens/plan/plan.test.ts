/** The plan as a screen: its order, what is on, what it costs, and that it survives leaving. */
import { expect, test } from 'vitest';
import { currentLocation } from '../../../../src/store/nav.ts';
import { costText, planRows } from '../../../../src/ui/select/plan.ts';
import { atChecklist, type TestControl, testControl } from '../../../support/control.ts';
import { DECISIONS, SNAPSHOT } from '../../../support/snapshot.ts';
import { fakeCommands } from '../../../support/walk-commands.ts';

const ALL = ['d-checkout', 'd-deny', 'd-web', 'd-shop'];

async function atPlan(plan: readonly string[] = ALL) {
  const commands = fakeCommands();
  const walk = await atChecklist(testControl(commands));
  walk.control.nav.setState({ plan });
  walk.press('P');
  return { walk, commands };
}

const titles = (walk: TestControl) =>
  walk
    .text()
    .split('\n')
    .flatMap((each) => /^[▸ ][●·] +\d+ +(\S+)/.exec(each)?.[1] ?? []);

test('rows stand in the order of writing, whatever order they were taken in', async () => {
  const { walk } = await atPlan();
  expect(titles(walk)).toEqual(['payments', 'shop-*', 'payments/checkout-api']);
  expect(walk.text()).toContain('3 of 3 rows on');
});

test('space leaves a row out of the diff and keeps it in the plan', async () => {
  const { walk, commands } = await atPlan();
  walk.press('space', 'd');
  expect(commands.calls.find(({ name }) => name === 'preview')?.args[0]).toEqual(['d-checkout', 'd-web', 'd-shop']);
  walk.press('esc');
  expect(walk.text()).toContain('2 of 3 rows on');
  expect(walk.text()).toMatch(/▸· +1 +payments .*off/);
  walk.press('space');
  expect(walk.text()).toContain('3 of 3 rows on');
});

test('with everything off there is no diff', async () => {
  const { walk, commands } = await atPlan(['d-checkout']);
  walk.press('space', 'd');
  expect(commands.count('preview')).toBe(0);
  expect(walk.text()).toContain('Everything in the plan is off.');
});

test('a row is taken out, and the last one leaves an empty plan that says what to do', async () => {
  const { walk } = await atPlan(['d-checkout', 'd-shop']);
  walk.press('a');
  expect(walk.control.nav.getState().plan).toEqual(['d-checkout']);
  walk.press('x');
  expect(walk.text()).toContain('The plan is empty. a in the checklist adds a decision');
});

test('enter opens the decision, and esc comes back to the plan', async () => {
  const { walk } = await atPlan();
  walk.press('G', 'enter');
  expect(currentLocation(walk.control.nav.getState())).toEqual({
    screen: 'decision',
    item: 'non-root',
    row: 'row-d-checkout',
  });
  walk.press('esc');
  expect(currentLocation(walk.control.nav.getState()).screen).toBe('plan');
});

test('what a change needs to be there before it is named by its place', () => {
  const outline = () => [
    { step: 1, ref: DECISIONS.deny.subject, decisions: ['d-deny'], disruption: 'none' as const, needs: [] },
    { step: 2, ref: DECISIONS.checkout.subject, decisions: ['d-checkout'], disruption: 'rollout' as const, needs: [1] },
  ];
  const rows = planRows(SNAPSHOT, { plan: ['d-checkout', 'd-deny'], planOff: [] }, outline);
  expect(rows.map(({ after }) => after)).toEqual([[], [1]]);
  expect(costText(rows)).toBe('2 of 2 rows on, 2 objects: 1 rollout.');
});

test('the costs are those of what is on, each object once', () => {
  const ref = DECISIONS.checkout.subject;
  const outline = () => [
    { step: 1, ref, decisions: ['d-checkout', 'd-deny'], disruption: 'traffic' as const, needs: [] },
    { step: 2, ref, decisions: ['d-admin'], disruption: 'access' as const, needs: [] },
  ];
  const nav = { plan: ['d-checkout', 'd-deny', 'd-admin'], planOff: [] };
  expect(costText(planRows(SNAPSHOT, nav, outline))).toBe(
    '3 of 3 rows on, 2 objects: no restart, 1 may close connections, 1 removes permissions.',
  );
  expect(costText(planRows(SNAPSHOT, { ...nav, planOff: ['d-admin'] }, outline))).toContain(
    '2 of 3 rows on, 1 object:',
  );
});

test('the plan is kept for the next walk', async () => {
  const { walk, commands } = await atPlan(['d-checkout']);
  walk.press('esc', 's');
  expect(commands.calls.find(({ name }) => name === 'remember')?.args[0]).toMatchObject({ plan: ['d-checkout'] });
});
