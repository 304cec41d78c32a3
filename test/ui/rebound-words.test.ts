/** What the walk says names the keys in force, wherever it says it. */
import { expect, test } from 'vitest';
import { rebind } from '../../src/ui/rebind.ts';
import { atChecklist, type TestControl, testControl } from '../support/control.ts';
import { DECISIONS, SNAPSHOT, snapshotWithout } from '../support/snapshot.ts';
import { fakeCommands } from '../support/walk-commands.ts';

const OTHER: Readonly<Record<string, string>> = {
  ...{ plan: '%', coverage: '&', platform: ';', explain: '_', news: '^', sort: '"', 'sort-again': '#', filter: '\\' },
  ...{ add: '+', diff: '=', waive: 'W', skip: 'S', attest: 'M', tell: 'V', 'undo-one': 'U', 'undo-run': 'R' },
  ...{ pane: 'T', clear: 'C', 'entries.back': 'B', 'namespaces.back': 'B', 'decision.back': 'B', 'items.open': 'O' },
  ...{ 'namespaces.open': 'O', 'decision.menu': 'O', 'items.next': 'X', complete: 'ctrl-y' },
};

async function walkWithOther(snapshot = SNAPSHOT): Promise<TestControl> {
  const overrides = Object.entries(OTHER).map(([name, key]) => ({ name, keys: [key] }));
  const { table, problems } = rebind(overrides);
  expect(problems).toEqual([]);
  return atChecklist(testControl(fakeCommands(), { snapshot }, { keymap: table }));
}

/** The message line, without the context and the counts. */
const said = (walk: TestControl): string => walk.text().split('\n').at(-2)?.trim() ?? '';

test('messages of the checklist', async () => {
  const walk = await walkWithOther();
  walk.control.nav.setState({ flash: undefined });
  expect(said(walk)).toMatch(/2 not readable \(&\)\. Not shown: 12 platform findings \(;\)\./);
  walk.press('g', 'down', 'down', '+');
  expect(said(walk)).toMatch(/added to the plan\. % shows it\.$/);
  walk.press('T', 'S');
  expect(said(walk)).toBe('Last row of this item; B, then X: next item.');
  walk.press('S', 'W');
  walk.press('esc', 'M');
  expect(said(walk)).toBe('M answers questions: select one first.');
  walk.press('\\', ...'zzz', 'enter');
  expect(walk.text()).toContain('Nothing matches zzz. B clears the filter.');
  walk.press('B', 'T', '\\', ...'zzz', 'enter');
  expect(walk.text()).toMatch(/C clears the filter\. T, then \\:/);
});

test('messages of a decision, the plan and the namespaces', async () => {
  const walk = await walkWithOther();
  walk.press('g', ...Array.from({ length: 11 }, () => 'down'), 'O', 'enter');
  walk.control.nav.setState({ flash: undefined });
  expect(said(walk)).toBe('The ready change (=) resolves 2 of 3 findings; O: other choices.');
  walk.press('%');
  expect(walk.text()).toContain('The plan is empty. + in the checklist adds a decision');
  walk.press('esc', 'B', 'n');
  expect(walk.text()).toContain('(; unfolds)');
  expect(said(walk)).toMatch(/The list keeps its order; # sorts it again\.$/);
});

test('messages of questions, of what was resolved and of the palette', async () => {
  const walk = await walkWithOther(snapshotWithout());
  walk.press('G', 'O');
  expect(walk.text()).toContain('M: answer it, with your name and the evidence.');
  walk.press('B', 'g', ...Array.from({ length: 11 }, () => 'down'), 'O');
  walk.control.store.setState({ snapshot: snapshotWithout(DECISIONS.checkout.id) });
  expect(walk.text()).toContain('" takes it off the list.');
  walk.press(':', ...'check', 'enter');
  expect(said(walk)).toBe(':check takes the id of a check; ctrl-y completes it.');
  walk.press(':', 'c', 'o', 'ctrl-y');
  expect(said(walk)).toContain(':coverage');
});
