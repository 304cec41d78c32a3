/** The panes of the checklist at sizes where not everything fits. */
import { expect, test } from 'vitest';
import type { ItemSummary, ScanSnapshot } from '../../../../src/model/snapshot.ts';
import { atChecklist, type TestControl, testControl } from '../../../support/control.ts';
import { row } from '../../../support/sketch.ts';
import { DECISIONS, SNAPSHOT } from '../../../support/snapshot.ts';
import { fakeCommands } from '../../../support/walk-commands.ts';

const SEVEN = Array.from({ length: 7 }, (_, at) => ({
  ...row([DECISIONS.admin], `binding-${at + 1}`),
  id: `row-${at}`,
}));
const LONG = 'Whoever holds it may do everything in the whole cluster, now and later, and nothing tells afterwards.';

function changed(id: string, change: (item: ItemSummary) => Partial<ItemSummary>): ScanSnapshot {
  return { ...SNAPSHOT, items: SNAPSHOT.items.map((item) => (item.id === id ? { ...item, ...change(item) } : item)) };
}

async function at(
  snapshot: ScanSnapshot,
  columns: number,
  rows: number,
  ...keys: readonly string[]
): Promise<TestControl> {
  const walk = testControl(fakeCommands(), { snapshot });
  walk.size = { columns, rows };
  await atChecklist(walk);
  walk.press('g', ...keys);
  walk.control.nav.setState({ flash: undefined });
  return walk;
}

test('at 80 x 24 the decisions of an item come before its texts', async () => {
  const walk = await at(
    changed('rbac', () => ({ rows: SEVEN, why: LONG })),
    80,
    24,
    'down',
    'enter',
  );
  for (const { title } of SEVEN) expect(walk.text()).toContain(title);
  expect(walk.text()).toContain('Restarts');
});

test('rows that are hidden above and below are counted', async () => {
  const many = [...SEVEN, ...SEVEN].map((each, index) => ({ ...each, id: `row-${index}` }));
  const walk = await at(
    changed('rbac', () => ({ rows: many })),
    80,
    24,
    'down',
    'enter',
    'G',
  );
  expect(walk.text()).toMatch(/↑ \d+ rows/);
  expect(walk.text()).not.toMatch(/↓ \d+ rows/);
  walk.press('up', 'up', 'up', 'up', 'up', 'up', 'up', 'up', 'up');
  expect(walk.text()).toMatch(/↑ \d+ rows? {2}↓ \d+ rows?/);
});

test('a question is told in full where there is room for it', async () => {
  const question = `${LONG} ${LONG} ${LONG} Who checked it?`;
  const snapshot = changed('authentication', ({ checks }) => ({
    checks: checks.map((each) => ({ ...each, question: { question, evidence: [], validDays: 90 } })),
  }));
  const walk = await at(snapshot, 100, 30, 'G', 'enter');
  expect(walk.text()).toContain('Who checked it?');
});

test('a word why there is nothing to decide never touches the title', async () => {
  const snapshot = changed('non-root', () => ({ rows: [], status: 'not-applicable', note: 'not applicable' }));
  const walk = await at(snapshot, 100, 30);
  expect(walk.text()).toContain('12 Containers r… as non-root not applicable');
});

test.each([
  [100, 30, 'Read: 2 of 3 kinds, 9,118 objects. 2 not readable (c). Not shown: 12 platform findings (.).'],
  [80, 24, 'Read: 2 of 3 kinds. 2 unreadable (c). Not shown: 12 platform (.).'],
  [60, 12, 'Partial. 2 unreadable (c). Not shown: 12 platform (.).'],
])('at %i x %i what is folded away is told', async (columns, rows, text) => {
  const walk = await at(SNAPSHOT, columns, rows);
  expect(walk.text()).toContain(text);
});

test('a picture is complete where every kind was read, and no other', async () => {
  const coverage = SNAPSHOT.coverage.map((entry) => ({ ...entry, coverage: { state: 'full' } as const }));
  expect((await at({ ...SNAPSHOT, coverage }, 100, 30)).text()).toContain(
    'Complete: 3 kinds, 9,118 objects. Not shown',
  );
  expect((await at({ ...SNAPSHOT, complete: false }, 100, 30)).text()).toContain(
    'Incomplete: 2 of 3 kinds, 9,118 objects. 2 not readable (c).',
  );
});

test('items beyond the essentials show the number by which findings name them', async () => {
  const walk = await at(SNAPSHOT, 100, 30);
  expect(walk.text()).toContain('17 Authentication');
  walk.press('G');
  expect(walk.text()).toMatch(/│ 17 {2}Authentication/);
});
