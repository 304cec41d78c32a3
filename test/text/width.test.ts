import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { cutEnd, cutMiddle, displayWidth, padEnd, wrap, wrapTo } from '../../src/text/width.ts';
import { GLYPHS, toAscii } from '../../src/ui/glyphs.ts';
import { lineWidth, spread, toWidth } from '../../src/ui/text/line.ts';
import { Screen } from '../support/screen.ts';

const TEXT = fc.string({ unit: fc.constantFrom('a', 'b', ' ', 'é', '漢', '…', 'e\u0301', '한'), maxLength: 30 });
const WIDTH = fc.integer({ min: 0, max: 24 });

test('the end of a name is never cut', () => {
  expect(cutMiddle('namespace-with-a-long-name/frontend', 20)).toBe('namespace-…/frontend');
  expect(cutMiddle('short', 20)).toBe('short');
  expect(cutEnd('abcdef', 4)).toBe('abc…');
});

test('cut text is never wider than its room', () => {
  fc.assert(
    fc.property(TEXT, WIDTH, (text, width) => {
      expect(displayWidth(cutMiddle(text, width))).toBeLessThanOrEqual(width);
      expect(displayWidth(cutEnd(text, width))).toBeLessThanOrEqual(width);
    }),
  );
});

test('a row has exactly the cells it was made for', () => {
  fc.assert(
    fc.property(fc.array(TEXT, { maxLength: 4 }), TEXT, WIDTH, (texts, right, width) => {
      const row = texts.map((text) => ({ text }));
      expect(lineWidth(toWidth(row, width))).toBe(width);
      expect(lineWidth(spread(row, [{ text: right }], width))).toBe(width);
    }),
  );
});

test('wrapped lines fit and lose no word', () => {
  fc.assert(
    fc.property(TEXT, fc.integer({ min: 2, max: 24 }), (text, width) => {
      const lines = wrap(text, width);
      for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(width);
      expect(lines.join('').replaceAll(' ', '').normalize()).toBe(text.replaceAll(' ', '').normalize());
    }),
  );
});

test('text that does not fit the lines given ends with an ellipsis', () => {
  expect(wrapTo('one two three four', 9, 2)).toEqual(['one two', 'three fo…']);
  expect(wrapTo('one two', 9, 2)).toEqual(['one two']);
});

test('the quick way for common text counts as the library does', () => {
  const unit = fc.constantFrom(
    'a',
    ' ',
    '·',
    '–',
    '…',
    '→',
    '─',
    '━',
    '✓',
    '✗',
    '▸',
    '\u0301',
    '\ufe0f',
    '\u200d',
    '漢',
  );
  fc.assert(
    fc.property(fc.string({ unit }), (text) => {
      expect(displayWidth(text)).toBe(stringWidth(text));
    }),
  );
});

test('a terminal agrees about the width of every kind of text', async () => {
  for (const text of ['plain', 'é', 'e\u0301', '漢字', '한국', 'ｆｕｌｌ', ...Object.values(GLYPHS)]) {
    const screen = new Screen(40, 1);
    await screen.write(`${text}|`);
    expect([text, displayWidth(padEnd(text, 0))]).toEqual([text, screen.cursorColumn() - 1]);
    screen.dispose();
  }
});

test('every mark takes one cell, in ASCII too', () => {
  for (const mark of Object.values(GLYPHS)) {
    expect([mark, displayWidth(mark)]).toEqual([mark, 1]);
    expect(toAscii(mark)).toMatch(/^[\x20-\x7e]$/);
  }
});

test('a row in ASCII has as many cells as before', () => {
  fc.assert(
    fc.property(TEXT, (text) => {
      expect(displayWidth(toAscii(text))).toBe(displayWidth(text));
      expect(toAscii(text)).toMatch(/^[\x20-\x7e]*$/);
    }),
  );
  expect(toAscii('31 → 9, more … 漢')).toBe('31 ->9, more ..??');
});
