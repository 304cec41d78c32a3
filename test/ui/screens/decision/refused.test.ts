/** What is refused by default is not planned by mistake, and what was acknowledged stays so. */
import { expect, test } from 'vitest';
import type { Decision } from '../../../../src/model/decision.ts';
import { atChecklist, type TestControl, testControl } from '../../../support/control.ts';
import { refused, row } from '../../../support/sketch.ts';
import { DECISIONS, SNAPSHOT } from '../../../support/snapshot.ts';
import { type FakeCommands, fakeCommands } from '../../../support/walk-commands.ts';

const OWNED = { reason: 'Argo CD application payments owns it.', allow: 'managed' } as const;

/** At the only decision of its item. */
async function atDeny(refusal: Decision['refusal'], commands: FakeCommands = fakeCommands()): Promise<TestControl> {
  const deny = refused(DECISIONS.deny, refusal);
  const items = SNAPSHOT.items.map((each) => (each.id === 'default-deny' ? { ...each, rows: [row([deny])] } : each));
  const decisions = SNAPSHOT.decisions.map((each) => (each.id === deny.id ? deny : each));
  const walk = await atChecklist(testControl(commands, { snapshot: { ...SNAPSHOT, items, decisions } }));
  walk.press(']', 'enter');
  return walk;
}

test.each(['a', 'd'])(
  '%s does not take what an owner stands against, and says where it is acknowledged',
  async (key) => {
    const commands = fakeCommands();
    const walk = await atDeny(OWNED, commands);
    walk.press(key);
    expect(walk.text()).toContain('Refused (enter: see the diff anyway): Argo CD application payments owns it.');
    expect([walk.control.nav.getState().plan, commands.count('preview')]).toEqual([[], 0]);
  },
);

test('what was acknowledged in the menu is planned, and the preview of the plan allows it', async () => {
  const commands = fakeCommands();
  const walk = await atDeny(OWNED, commands);
  walk.press('enter', 'enter', 'down', 'enter', 'A');
  const preview = commands.calls.find(({ name }) => name === 'preview');
  expect(preview?.args.slice(0, 2)).toEqual([['d-deny'], { includeSystem: false, allowManaged: true }]);
});

test('the diff of what belongs to the platform is shown after it was acknowledged in the menu', async () => {
  const commands = fakeCommands();
  const walk = await atDeny({ reason: 'it belongs to the platform', allow: 'system' }, commands);
  walk.press('enter', 'enter', 'enter');
  expect(commands.calls.find(({ name }) => name === 'preview')?.args[1]).toMatchObject({ includeSystem: true });
});

test('after its diff was looked at it can be added with a key', async () => {
  const walk = await atDeny(OWNED);
  walk.press('enter', 'enter', 'enter');
  await walk.settle();
  walk.press('esc', 'a');
  expect(walk.control.nav.getState().plan).toEqual(['d-deny']);
});

test('what nothing allows stays refused', async () => {
  const walk = await atDeny({ reason: 'Kubernetes puts it back' });
  walk.press('a');
  expect(walk.text()).toContain('Refused: Kubernetes puts it back');
  expect(walk.text()).not.toContain('although');
});

test('the list and the open decision call it by the same word', async () => {
  const walk = await atDeny(OWNED);
  expect(walk.text()).toMatch(/1 {2}payments +elsewhere +Argo CD/);
  walk.press('enter');
  expect(walk.text()).toMatch(/row 1 of 1 {3}elsewhere/);
});
