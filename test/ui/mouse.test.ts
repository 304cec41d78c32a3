/** The mouse: its reports never become keys, and what it does is moving and opening. */
import { EventEmitter } from 'node:events';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { handleMouse } from '../../src/ui/control/pointer.ts';
import { MouseParser, type Part } from '../../src/ui/input/mouse.ts';
import { withoutReports } from '../../src/ui/input/mouse-stream.ts';
import { atChecklist, type TestControl, testControl } from '../support/control.ts';
import { fakeCommands } from '../support/walk-commands.ts';

const CLICK = '\u001b[<0;10;5M';
const KEYS = [
  'j',
  'y',
  '\r',
  '\u001b[A',
  '\u001b[5~',
  '\u001bOP',
  '漢',
  'y\r',
  '\u001b[200~[<0;1;1M \u001b[<0;9;9M\u001b[201~',
];
const REPORTS = [
  CLICK,
  '\u001b[<0;10;5m',
  '\u001b[<64;1;1M',
  '\u001b[<65;300;99M',
  '\u001b[<35;3;4M',
  '\u001b[<2;3;4M',
];

function textOf(parts: readonly Part[]): string {
  return parts.filter((part) => typeof part === 'string').join('');
}

test('a press of the left button is a click, a notch is a step of the wheel, all else is nothing', () => {
  const parser = new MouseParser();
  expect(parser.push(`j${CLICK}k\u001b[<0;10;5m\u001b[<64;1;2M\u001b[<65;1;2M`)).toEqual([
    'j',
    { kind: 'click', column: 9, row: 4 },
    'k',
    { kind: 'wheel', by: -1, column: 0, row: 1 },
    { kind: 'wheel', by: 1, column: 0, row: 1 },
  ]);
  for (const other of [
    '\u001b[<2;3;4M',
    '\u001b[<16;3;4M',
    '\u001b[<35;3;4M',
    '\u001b[<66;3;4M',
    '\u001b[M !!',
    '\u001b[<;;M',
  ])
    expect(parser.push(other)).toEqual([]);
});

test('however the bytes are cut, keys arrive whole and in order, and no report as a key', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...KEYS, ...REPORTS), { maxLength: 12 }),
      fc.array(fc.nat(200), { maxLength: 12 }),
      (pieces, cuts) => {
        const whole = pieces.join('');
        const places = [0, ...cuts.map((cut) => cut % (whole.length + 1)), whole.length].toSorted((a, b) => a - b);
        const parser = new MouseParser();
        const parts = places.slice(1).flatMap((end, at) => parser.push(whole.slice(places[at], end)));
        expect(textOf(parts)).toBe(pieces.filter((piece) => !REPORTS.includes(piece)).join(''));
        expect(parts.filter((part) => typeof part !== 'string')).toHaveLength(
          pieces.filter((piece) => [CLICK, REPORTS[2], REPORTS[3]].includes(piece)).length,
        );
      },
    ),
    { numRuns: 500 },
  );
});

test('a report whose line is slow is no key, even when the wait for its rest was given up', () => {
  for (let cut = 1; cut < CLICK.length; cut++) {
    const parser = new MouseParser();
    const parts = [...parser.push(CLICK.slice(0, cut)), ...parser.giveUp(), ...parser.push(CLICK.slice(cut))];
    // What was given up as a key was esc, at most.
    expect(['', '\u001b', '\u001b[']).toContain(textOf(parts));
  }
});

test('esc is a key once nothing follows, and what is typed after half a report is not lost', () => {
  const parser = new MouseParser();
  expect([parser.push('\u001b'), parser.held, parser.giveUp(), parser.push('j')]).toEqual([
    [],
    'key',
    ['\u001b'],
    ['j'],
  ]);
  expect([parser.push('\u001b[<0;1'), parser.held, parser.giveUp(), parser.push('j')]).toEqual([
    [],
    'report',
    [],
    ['j'],
  ]);
});

test('the stream gives keys before and after a report in their order', () => {
  const chunks = [`a${CLICK}`, `b\u001b[<0;1`, ';1Mc'];
  const source = Object.assign(new EventEmitter(), { read: () => chunks.shift() ?? null });
  const { stdin, follow } = withoutReports(source as unknown as NodeJS.ReadStream);
  const seen: string[] = [];
  follow(({ kind, column }) => seen.push(`${kind} ${column}`));
  for (let text = stdin.read(); text !== null; text = stdin.read()) seen.push(String(text));
  expect(seen).toEqual(['a', 'click 9', 'b', 'click 0', 'c']);
});

async function walk(): Promise<TestControl> {
  return atChecklist(testControl(fakeCommands()));
}

function placeOf({ text }: TestControl, words: string): { column: number; row: number } {
  const rows = text().split('\n');
  const row = rows.findIndex((each) => each.includes(words));
  return { row, column: rows[row]?.indexOf(words) ?? -1 };
}

test('a click moves the cursor, a second one opens; in the other pane it takes the focus too', async () => {
  const on = await walk();
  handleMouse(on.control, { kind: 'click', ...placeOf(on, '12 ') });
  expect(on.text()).toMatch(/▸.? 12 /);
  expect(on.control.nav.getState().pane).toBe('items');
  const entry = placeOf(on, '│ ▸ 1').row < 0 ? placeOf(on, '▸ 1') : placeOf(on, '│ ▸ 1');
  handleMouse(on.control, { kind: 'click', row: entry.row, column: 60 });
  expect(on.control.nav.getState()).toMatchObject({ pane: 'entries', stack: [{ screen: 'checklist' }] });
  handleMouse(on.control, { kind: 'click', row: entry.row, column: 60 });
  expect(on.control.nav.getState().stack.at(-1)).toMatchObject({ screen: 'decision' });
});

test('the wheel moves in the pane under the pointer and leaves the focus where it is', async () => {
  const on = await walk();
  const before = on.control.nav.getState().cursors;
  handleMouse(on.control, { kind: 'wheel', by: 1, column: 10, row: 10 });
  expect(on.control.nav.getState().cursors.items?.index).toBe((before.items?.index ?? 0) + 3);
  on.press('g', 'enter');
  handleMouse(on.control, { kind: 'wheel', by: 1, column: 10, row: 10 });
  expect(on.control.nav.getState()).toMatchObject({ pane: 'entries', cursors: { items: { index: 3 } } });
});

test('clicks and the wheel all over every screen write nothing, choose nothing and end nothing', async () => {
  const commands = fakeCommands();
  const on = await atChecklist(testControl(commands));
  const keys = [
    'enter',
    'enter',
    'enter',
    'esc',
    'd',
    'tab',
    'esc',
    'esc',
    '?',
    'esc',
    ':',
    'esc',
    'P',
    'esc',
    'n',
    'esc',
  ];
  for (const key of keys) {
    on.press(key);
    await on.settle();
    const { overlay } = on.control.nav.getState();
    const screen = on.control.nav.getState().stack.at(-1)?.screen;
    for (let row = 0; row < 30; row++)
      for (const column of [5, 60]) {
        const stack = on.control.nav.getState().stack;
        handleMouse(on.control, { kind: 'click', column, row });
        if (overlay !== undefined || screen === 'review') expect(on.control.nav.getState().stack).toEqual(stack);
        on.control.nav.setState({ stack });
      }
    handleMouse(on.control, { kind: 'wheel', by: 1, column: 60, row: 10 });
  }
  expect(commands.count('apply')).toBe(0);
  expect(on.exits).toEqual([]);
  expect(on.control.nav.getState()).toMatchObject({ plan: [], skipped: [] });
});

test('while a run is watched ctrl-z does not suspend it', async () => {
  const on = await walk();
  let suspended = 0;
  Object.assign(on.control, { suspend: () => void suspended++ });
  on.press('ctrl-z');
  expect(suspended).toBe(1);
  on.control.nav.setState({ stack: [{ screen: 'checklist' }, { screen: 'apply' }] });
  on.control.nav.setState(({ run }) => ({ run: { ...run, startedAt: 1, stopping: false } as never }));
  on.press('ctrl-z');
  expect([suspended, on.control.nav.getState().flash?.text]).toEqual([1, expect.stringContaining('Not suspended')]);
});
