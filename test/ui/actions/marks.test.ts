/** Several rows at once: marks, all that is alike, all that is ready in an item. */
import { expect, test } from 'vitest';
import { atChecklist, type TestControl, testControl } from '../../support/control.ts';
import { row } from '../../support/sketch.ts';
import { DECISIONS, SNAPSHOT } from '../../support/snapshot.ts';
import { fakeCommands } from '../../support/walk-commands.ts';

const NAMES = ['one', 'two', 'three'];
/** Three that are ready and alike, one that needs a value, one that is waived with nothing to plan. */
const ITEM = {
  ...SNAPSHOT,
  items: SNAPSHOT.items.map((item) =>
    item.id === 'non-root'
      ? {
          ...item,
          rows: [
            ...NAMES.map((name) => ({
              ...row([{ ...DECISIONS.checkout, id: `d-${name}`, title: name }], name),
              id: name,
            })),
            row([DECISIONS.receipts], 'receipts'),
          ],
        }
      : item,
  ),
  decisions: [...NAMES.map((name) => ({ ...DECISIONS.checkout, id: `d-${name}` })), DECISIONS.receipts],
};

async function atRows(): Promise<{ walk: TestControl; commands: ReturnType<typeof fakeCommands> }> {
  const commands = fakeCommands();
  const walk = await atChecklist(testControl(commands, { snapshot: ITEM }));
  walk.type('/non-root');
  walk.press('enter', 'enter');
  return { walk, commands };
}

const plan = (walk: TestControl) => walk.control.nav.getState().plan;
const marked = (walk: TestControl) => walk.control.nav.getState().marked;

test('space marks and goes on; what follows is about all marked rows, which then are not marked any more', async () => {
  const { walk } = await atRows();
  walk.press('space', 'space');
  expect(marked(walk)).toEqual(['one', 'two']);
  expect(walk.text()).toMatch(/ 1● one/);
  expect(walk.text()).toMatch(/▸ 3 {2}three/);
  expect(walk.text()).toContain('2 marked');
  walk.press('a');
  expect([plan(walk), marked(walk)]).toEqual([['d-one', 'd-two'], []]);
});

test('a mark is taken away by space, all of them by esc, before the pane is left', async () => {
  const { walk } = await atRows();
  walk.press('space', 'up', 'space');
  expect(marked(walk)).toEqual([]);
  walk.press('space', 'esc');
  expect([marked(walk), walk.control.nav.getState().pane]).toEqual([[], 'entries']);
  walk.press('esc');
  expect(walk.control.nav.getState().pane).toBe('items');
});

test('* marks all that need the same change as the row under the cursor, and a second one takes it back', async () => {
  const { walk, commands } = await atRows();
  walk.press('*');
  expect(marked(walk)).toEqual(NAMES);
  walk.press('d');
  expect(commands.calls.find(({ name }) => name === 'preview')?.args[0]).toEqual(['d-one', 'd-two', 'd-three']);
  walk.press('esc', '*');
  expect(marked(walk)).toEqual([]);
});

test('marked rows are set aside and waived together', async () => {
  const { walk } = await atRows();
  walk.press('space', 'space', 'w');
  expect(walk.control.nav.getState().form?.subjects).toEqual(['d-one', 'd-two']);
  walk.press('esc', 's');
  expect(walk.control.nav.getState().skipped).toEqual(['d-one', 'd-two']);
});

test('a adds the row and goes on to the next; again on it, it removes it and stays', async () => {
  const { walk } = await atRows();
  walk.press('a', 'a');
  expect(plan(walk)).toEqual(['d-one', 'd-two']);
  expect(walk.text()).toMatch(/▸ 3 {2}three/);
  walk.press('up', 'a');
  expect(plan(walk)).toEqual(['d-one']);
  expect(walk.text()).toMatch(/▸ 2 {2}two/);
});

test('a on an item takes all that is ready there, and nothing that needs a look', async () => {
  const { walk } = await atRows();
  walk.press('esc', 'a');
  expect(plan(walk)).toEqual(['d-one', 'd-two', 'd-three']);
  expect(walk.text()).toContain('3 ready decisions added to the plan.');
  walk.press('a');
  expect(plan(walk)).toEqual([]);
});

test('marks of another item are not what an action is about', async () => {
  const { walk } = await atRows();
  walk.press('space', 'tab', '/', 'ctrl-u', 'enter', 'g', 'j', 'j', 'tab', 'a');
  expect(plan(walk)).toEqual(['d-shop', 'd-web']);
});

test('the letters of a menu choose in it', async () => {
  const { walk, commands } = await atRows();
  walk.press('enter', 'enter');
  walk.press('x');
  expect(walk.control.nav.getState().overlay?.kind).toBe('menu');
  walk.press('a');
  expect([plan(walk), walk.control.nav.getState().overlay]).toEqual([['d-one'], undefined]);
  walk.press('enter', 'd');
  expect(commands.count('preview')).toBe(1);
});
