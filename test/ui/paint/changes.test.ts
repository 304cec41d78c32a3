/** What is written for a change makes the screen what it would be if all had been written: compared cell by cell. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changedRow, wholeRow } from '../../../src/ui/paint/changes.ts';
import { type Colors, styled } from '../../../src/ui/paint/styled.ts';
import { styleOf, THEME_NAMES, TOKENS } from '../../../src/ui/theme.ts';
import { Screen } from '../../support/screen.ts';

const COLUMNS = 24;
const TEXTS = [
  'a',
  'shop',
  ' ',
  '   ',
  '▸',
  '│ ',
  'é',
  '…',
  'checkout',
  '12',
  '漢',
  '漢字',
  '👩‍👩‍👧',
  'e\u0301',
  '🇪🇺',
  '❤️',
];

const piece = fc.record({
  text: fc.constantFrom(...TEXTS),
  style: fc.record({
    theme: fc.constantFrom(...THEME_NAMES),
    token: fc.constantFrom(...TOKENS),
    isFocused: fc.boolean(),
  }),
  colors: fc.constantFrom<Colors>(16, 256),
});
const row = fc
  .array(piece, { maxLength: 7 })
  .map((pieces) =>
    pieces
      .map(({ text, style, colors }) => styled(text, styleOf(style.theme, style.token, style.isFocused), colors))
      .join(''),
  );

async function screenOf(...writes: readonly string[]): Promise<unknown> {
  const screen = new Screen(COLUMNS, 2);
  // As the walk has it: what is too wide stays in its row.
  await screen.write('\u001b[?7l');
  for (const write of writes) await screen.write(write);
  // A cell that was never written looks like a blank.
  const cells = Array.from({ length: COLUMNS }, (_, column) => screen.cell(0, column)).map((cell) => ({
    ...cell,
    text: cell.text || ' ',
  }));
  screen.dispose();
  return cells;
}

test('a changed row is as if it had been written whole', async () => {
  await fc.assert(
    fc.asyncProperty(row, row, async (before, after) => {
      const first = wholeRow(before, 0, COLUMNS);
      expect(await screenOf(first, changedRow(before, after, 0, COLUMNS))).toEqual(
        await screenOf(wholeRow(after, 0, COLUMNS)),
      );
    }),
    { numRuns: 1500 },
  );
});

test('a row that is changed again and again stays whole', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 2, maxLength: 12 }), async (rows) => {
      const writes = rows.map((each, at) => changedRow(rows[at - 1] ?? '', each, 0, COLUMNS));
      expect(await screenOf(...writes)).toEqual(await screenOf(wholeRow(rows.at(-1) ?? '', 0, COLUMNS)));
    }),
    { numRuns: 200 },
  );
});

test('nothing is written for what is there', () => {
  expect(changedRow('a \u001b[1mb\u001b[22m', 'a \u001b[1mb\u001b[22m', 3, COLUMNS)).toBe('');
});

test.each([
  ['one cell', 'item 3 of 29', 'item 4 of 29', '\u001b[1;6H4'],
  ['cells close to each other', 'item 3 of 29', 'item 4 of 30', '\u001b[1;6H4 of 30'],
  ['cells far from each other', '1 of twenty-nine 1', '2 of twenty-nine 2', '\u001b[1H2\u001b[18G2'],
  ['what is shorter', 'shop', 'sh', '\u001b[1;3H\u001b[K'],
  ['a look', 'a b', 'a \u001b[1mb\u001b[22m', '\u001b[1;3H\u001b[1mb\u001b[m'],
  ['a character whose width is not certain', 'shop 漢', 'ship 漢', '\u001b[1H\u001b[2Kship 漢\u001b[m'],
])('of %s no more than it takes is written', (_, before, after, written) => {
  expect(changedRow(before, after, 0, COLUMNS)).toBe(written);
});

test('a row that fills the screen keeps its last cell', async () => {
  const full = 'x'.repeat(COLUMNS);
  expect(await screenOf(wholeRow(full, 0, COLUMNS))).toEqual(await screenOf(full));
  const other = `${'x'.repeat(COLUMNS - 1)}y`;
  expect(await screenOf(wholeRow(full, 0, COLUMNS), changedRow(full, other, 0, COLUMNS))).toEqual(
    await screenOf(other),
  );
});
