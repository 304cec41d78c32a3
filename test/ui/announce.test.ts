/** What a screen reader is told on every screen: a new one whole, afterwards what changed, and nothing twice. */
import { expect, test } from 'vitest';
import { announcedOf } from '../../src/ui/components/spoken.tsx';
import { SPOKEN } from '../../src/ui/frame/size.ts';
import { type Announced, news } from '../../src/ui/text/announce.ts';
import { lineText, span } from '../../src/ui/text/line.ts';
import { spoken } from '../../src/ui/text/spoken.ts';
import { atChecklist, testControl } from '../support/control.ts';
import { fakeCommands } from '../support/walk-commands.ts';

async function listener() {
  const walk = await atChecklist(testControl(fakeCommands()));
  walk.size = SPOKEN;
  let before: Announced | undefined;
  const hear = (): readonly string[] => {
    const now = announcedOf(walk.control.view(), walk.frame());
    const said = news(before, now, false);
    before = now;
    return said;
  };
  return { walk, hear };
}

const DRAWN = /[─│━▸✗✓▌]| {2}|^$/m;

test.each([
  ['checklist', [], 'THE 14 ESSENTIALS'],
  ['entries', ['enter'], 'selected 1'],
  ['decision', ['enter', 'enter'], 'Refs'],
  ['namespaces', ['n'], 'NAMESPACE'],
  ['plan', ['P'], 'plan'],
  ['help', ['?'], 'all keys of this screen'],
  ['coverage', ['c'], 'unknown; it never counts as passed'],
  ['review', ['enter', 'd'], 'button Cancel selected'],
] as const)('%s is said whole when it opens, in sentences', async (_, keys, words) => {
  const { walk, hear } = await listener();
  for (const key of keys) {
    walk.press(key);
    await walk.settle();
  }
  const said = hear().join('\n');
  expect(said).toContain(words);
  expect(said).not.toMatch(DRAWN);
  expect(hear()).toEqual([]);
});

test('a move of the cursor says its row first, and not the one that was left', async () => {
  const { walk, hear } = await listener();
  const whole = hear();
  walk.press('j');
  const said = hear();
  expect(said[0]).toMatch(/^selected /);
  expect(said.length).toBeLessThan(whole.length);
  expect(said.filter((sentence) => sentence.startsWith('selected '))).toHaveLength(1);
  const left = whole.find((sentence) => sentence.startsWith('selected '))?.slice('selected '.length) ?? '';
  expect(said).not.toContain(left);
});

test('the buttons of consent say which of them enter presses, and what is typed is said', async () => {
  const { walk, hear } = await listener();
  walk.press('enter', 'd');
  await walk.settle();
  expect(hear().join('\n')).toMatch(/button Cancel selected.*button Apply$/m);
  walk.advance(2000);
  walk.press('tab');
  expect(hear().join('\n')).toMatch(/button Cancel.*button Apply selected/);
});

test('a line of a diff says in a word what its sign shows', async () => {
  expect(spoken([[span('+ ', 'diff.add'), span('warn: baseline', 'diff.add')]]).map(lineText)).toEqual([
    'added: warn: baseline',
  ]);
  expect(spoken([[span('  -   kept: x', 'diff.del')], [span('-1', 'text')]]).map(lineText)).toEqual([
    'removed: kept: x',
    '-1',
  ]);
});

test('time that passes is no news, nor are counts while something is read; how far a run is, is', () => {
  const before = { place: 'a', sentences: ['LIVE 3s', '21 of 34 kinds, 6,204 objects', '1 of 3 done, 2 s'] };
  const now = { place: 'a', sentences: ['LIVE 4s', '22 of 34 kinds, 7,000 objects', '2 of 3 done, 3 s'] };
  expect(news(before, now, true)).toEqual(['2 of 3 done, 3 s']);
  expect(news(before, now, false)).toEqual(['22 of 34 kinds, 7,000 objects', '2 of 3 done, 3 s']);
});
