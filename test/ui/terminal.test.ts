/** The walk on a terminal: sizes, live changes, colours, leaving. */
import { afterEach, expect, test } from 'vitest';
import type { Harness, HarnessOptions } from '../support/render.tsx';
import { KEYS, startWalk } from '../support/render.tsx';
import { SNAPSHOT, snapshotWithout } from '../support/snapshot.ts';
import { fakeCommands } from '../support/walk-commands.ts';

let open: Harness[] = [];

async function live(options: Partial<HarnessOptions> = {}): Promise<Harness> {
  const walk = startWalk({ commands: fakeCommands(), state: { phase: 'live', snapshot: SNAPSHOT }, ...options });
  open.push(walk);
  await walk.settle();
  return walk;
}

afterEach(() => {
  for (const walk of open) walk.unmount();
  open = [];
});

test('too small a terminal says what it needs, takes no key but q, and recovers', async () => {
  const walk = await live();
  await walk.keys(KEYS.enter);
  const before = walk.text();
  await walk.resize(52, 10);
  expect(walk.text().trim()).toBe('needs 60x12, have 52x10');
  await walk.keys('n', 'd', KEYS.enter);
  await walk.resize(100, 30);
  expect(walk.text()).toBe(before);
  await walk.resize(52, 10);
  await walk.keys('q');
  expect(await walk.exit).toBe(0);
});

test.each([
  [60, 12],
  [72, 15],
  [80, 18],
  [99, 24],
  [140, 40],
  [200, 50],
])('at %i x %i the screen is filled to its edges and not beyond', async (columns, rows) => {
  const walk = await live({ columns, rows });
  await walk.keys(KEYS.enter);
  const lines = walk.screen.lines();
  expect(lines).toHaveLength(rows);
  expect(lines.at(-1)).toContain('plan 0');
  expect(lines.join('\n')).toContain('prod-eu-1');
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(Math.min(columns, 160));
});

test('findings change on the screen when the cluster changes', async () => {
  const walk = await live();
  await walk.keys(KEYS.enter);
  expect(walk.text()).toContain('6 decisions in 5 rows cover 8 findings');
  walk.store.setState({ snapshot: snapshotWithout('d-checkout') });
  await walk.settle();
  expect(walk.text()).toContain('5 decisions in 4 rows cover 5 findings');
});

test('a hundred changes in a burst are drawn once', async () => {
  const walk = await live();
  await walk.keys(KEYS.enter);
  const before = walk.screen.frames;
  for (let change = 0; change < 100; change++)
    walk.store.setState({ snapshot: { ...SNAPSHOT, totals: { ...SNAPSHOT.totals, objects: change } } });
  await walk.settle();
  expect(walk.screen.frames - before).toBe(1);
  expect(walk.text()).toContain('99 objects');
});

test('moving the cursor by one row costs little', async () => {
  const walk = await live();
  await walk.keys(KEYS.enter, 'G', 'k');
  const before = walk.screen.bytes;
  walk.nav.setState({ plan: ['d-shop'] });
  await walk.settle();
  expect(walk.screen.bytes - before).toBeLessThan(400);
});

test('keys that arrive in one chunk all move', async () => {
  const walk = await live();
  await walk.keys(KEYS.enter, 'g', 'jjj', KEYS.down + KEYS.down);
  expect(walk.text()).toContain('item 6 of 17');
});

test('the menu takes keys that arrive together one by one', async () => {
  const commands = fakeCommands();
  const walk = await live({ commands });
  await walk.keys(KEYS.enter, KEYS.enter, KEYS.enter, KEYS.enter, `${KEYS.down}\r`);
  expect(walk.nav.getState().plan).toEqual(['d-shop', 'd-web']);
});

test('ctrl-c leaves with 130', async () => {
  const walk = await live();
  await walk.keys(KEYS.ctrlC);
  expect(await walk.exit).toBe(130);
});

test('colours follow the tokens of the theme', async () => {
  const walk = await live();
  await walk.keys(KEYS.enter);
  const environment = walk.screen.find('PROD');
  expect(walk.screen.cell(...environment)).toMatchObject({ bold: true, foreground: 9 });
  const [row] = walk.screen.find('✗ 02');
  expect(walk.screen.cell(row, 1)).toMatchObject({ foreground: 1 });
});

test('the row that keys are for is in reverse from edge to edge, and its pane has the bold title', async () => {
  for (const theme of ['default', 'mono', 'high-contrast'] as const) {
    const walk = await live({ walk: { theme } });
    await walk.keys(KEYS.enter);
    const [row] = walk.screen.find('▸✗');
    const title = walk.screen.find('ESSENTIALS');
    for (const column of [0, 1, 20, 47])
      expect(walk.screen.cell(row, column)).toMatchObject({ inverse: true, foreground: -1 });
    expect(walk.screen.cell(row, 50).inverse).toBe(false);
    expect(walk.screen.cell(...title).bold).toBe(true);
    await walk.keys(KEYS.tab);
    expect(walk.screen.cell(row, 1).inverse).toBe(false);
    expect(walk.screen.cell(...title).bold).toBe(false);
    const [entry, column] = walk.screen.find('▸ 1');
    for (const at of [column, column + 10, 99]) expect(walk.screen.cell(entry, at).inverse).toBe(true);
    walk.unmount();
  }
});

test('without colour the same things are bold or inverse', async () => {
  const walk = await live({ walk: { theme: 'mono' } });
  await walk.keys(KEYS.enter);
  expect(walk.screen.cell(...walk.screen.find('PROD'))).toMatchObject({ inverse: true, foreground: -1 });
  for (const [row, line] of walk.screen.lines().entries())
    for (const column of line.split('').keys()) expect(walk.screen.cell(row, column).foreground).toBe(-1);
});

test('the focused button is inverse', async () => {
  const walk = await live({ commands: fakeCommands() });
  await walk.keys(KEYS.enter, 'd');
  expect(walk.screen.cell(...walk.screen.find('▸Cancel'))).toMatchObject({ inverse: true });
  const [row, column] = walk.screen.find('[ Apply ]');
  expect(walk.screen.cell(row, column)).toMatchObject({ inverse: false });
});
