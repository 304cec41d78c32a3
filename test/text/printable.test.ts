import fc from 'fast-check';
import { expect, test } from 'vitest';
import { printable, printableLines } from '../../src/text/printable.ts';

const cases: readonly (readonly [string, string])[] = [
  ['plain ✓ text', 'plain ✓ text'],
  ['\u001b[31mred\u001b[0m', 'red'],
  ['\u009b1mC1 colour', 'C1 colour'],
  ['\u001b]0;title\u0007after', 'after'],
  ['\u001b]8;;https://example.com\u001b\\link\u001b]8;;\u001b\\', 'link'],
  ['\u001bPq#0\u001b\\picture', 'picture'],
  ['unfinished \u001b]52;c;AAAA', 'unfinished ^[]52;c;AAAA'],
  ['\u001b]0;a\u001b]0;b\u0007c', '^[]0;ac'],
  ['name\u009d0;rest', 'name 0;rest'],
  ['tag\u{e0041}s', 'tags'],
  ['a\u202eb\u200bc', 'abc'],
  ['two\nlines\tand a tab', 'two lines and a tab'],
  ['fillers\u3164\u115f\uffa0, joiners\u034f and selectors\ufe0e', 'fillers, joiners and selectors'],
  ['a token ghp_\u200b0123456789abcdefghij', 'a token ***'],
  ['lone \ud800 surrogate', 'lone \ufffd surrogate'],
];

test.each(cases)('%j is shown as %j', (raw, shown) => {
  expect(printable(raw)).toBe(shown);
});

test('No text leaves a control character behind, whatever it holds', () => {
  const hostile = fc.array(
    fc.constantFrom('\u001b', '[', ']', 'm', ';', '0', '\u009b', '\u0007', '\n', 'x', '\u202e', 'P', '\\'),
  );
  fc.assert(
    fc.property(hostile, (parts) => {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: the property is about control characters
      expect(printable(parts.join(''))).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
    }),
  );
});

test('a megabyte of sequences that never end is text', () => {
  expect(printable('\u001b]'.repeat(1 << 19))).toMatch(/^(\^\[\])+\^?…$/);
});

test('Lines stay lines', () => {
  expect(printableLines('a\r\n\u001b[1mb\nc')).toBe('a\nb\nc');
});

test('A key that goes over lines is one credential', () => {
  expect(printableLines('a: |\n  -----BEGIN PRIVATE KEY-----\n  MIIB\n  -----END PRIVATE KEY-----\nb: 1')).toBe(
    'a: |\n  ***\nb: 1',
  );
});

test('A name of half a megabyte is shown by its beginning', () => {
  expect(printable('n'.repeat(500_000))).toBe(`${'n'.repeat(4_000)}…`);
});
