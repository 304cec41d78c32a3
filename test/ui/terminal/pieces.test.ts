/** What a slow line makes of keys: sequences cut at any byte, and text that is pasted where keys act. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { currentLocation } from '../../../src/store/nav.ts';
import { type Harness, KEYS, startWalk } from '../../support/render.tsx';
import { SNAPSHOT } from '../../support/snapshot.ts';
import { sentBy } from '../../support/walk/sent-keys.ts';
import { type FakeCommands, fakeCommands, planPreview } from '../../support/walk-commands.ts';

let commands: FakeCommands;
let walk: Harness;
beforeEach(async () => {
  commands = fakeCommands({ preview: async () => planPreview({ consent: { kind: 'yes' }, disruption: 'none' }) });
  walk = startWalk({ commands, state: { phase: 'live', snapshot: SNAPSHOT } });
  await walk.keys(KEYS.enter);
});
afterEach(() => walk.unmount());

const MOVES = ['up', 'down', 'pageup', 'pagedown', 'home', 'end'] as const;

test.each(MOVES)('%s moves once, wherever its sequence is cut', async (key) => {
  await walk.keys('g', 'jjjjjjj');
  const start = walk.text();
  await walk.step(sentBy(key));
  const moved = walk.text();
  expect(moved).not.toBe(start);
  const sequence = sentBy(key);
  for (let cut = 1; cut < sequence.length; cut++) {
    await walk.keys('g', 'jjjjjjj');
    await walk.pieces(sequence.slice(0, cut), sequence.slice(cut));
    expect(walk.text(), `cut after ${cut}`).toBe(moved);
  }
  await walk.keys('g', 'jjjjjjj');
  await walk.pieces(...sequence);
  expect(walk.text(), 'byte by byte').toBe(moved);
});

/** Keys that bring the walk to a place, from the items. */
const PLACES: readonly (readonly [place: string, keys: readonly string[]])[] = [
  ['items', []],
  ['decisions', [KEYS.tab]],
  ['a decision', [KEYS.enter, KEYS.enter]],
  ['the menu', [KEYS.enter, KEYS.enter, KEYS.enter]],
  ['namespaces', ['n']],
  ['the plan', ['a', 'P']],
  ['the journal', [':journal', KEYS.enter]],
  ['the diff', ['a', 'd']],
  ['a page', ['c']],
];
const TEXTS = ['y\r', 'd', 'ay\ry', '\t\r', ':q\r', 'q', '\u001b[B\r'];

test.each(PLACES)('pasted into %s text acts on nothing', async (_, keys) => {
  await walk.keys(...keys);
  walk.advance(1000);
  const before = { ...walk.nav.getState(), flash: undefined };
  for (const text of TEXTS) {
    await walk.paste(text);
    expect({ ...walk.nav.getState(), flash: undefined }, JSON.stringify(text)).toEqual(before);
    expect(walk.text()).toContain('Pasted text is ignored here.');
  }
  expect([commands.count('apply'), commands.count('undo')]).toEqual([0, 0]);
});

test('pasted into a filter it is text, and its end of line accepts nothing', async () => {
  await walk.keys('/');
  await walk.paste('shop\r\nweb');
  expect(walk.nav.getState().overlay).toMatchObject({ kind: 'filter', text: 'shop web' });
});

test('pasted into a command it is left out: commands change what may be written', async () => {
  await walk.keys(':');
  await walk.paste('mode apply\r');
  expect(walk.nav.getState().overlay).toMatchObject({ kind: 'command', text: '' });
});

test('pasted into a form it is text of the field, and its end of line saves nothing', async () => {
  await walk.keys(KEYS.enter, 'w');
  await walk.paste('known\r\r\r');
  expect(currentLocation(walk.nav.getState()).screen).toBe('form');
  expect(walk.nav.getState().form?.fields[0]?.value.trim()).toBe('known');
  expect(commands.count('waive')).toBe(0);
});
