import fc from 'fast-check';
import { load } from 'js-yaml';
import { expect, test } from 'vitest';
import { printDocument } from '../../src/cli/compose/document.ts';

const text = fc.oneof(
  fc.string(),
  fc.array(fc.integer({ min: 0, max: 0xd7ff }), { maxLength: 8 }).map((units) => String.fromCharCode(...units)),
  fc.constantFrom(
    'yes',
    'no',
    'on',
    '1e3',
    '0o14',
    '2026-01-01',
    '~',
    '',
    ' a',
    'a: b',
    '\u202egnp',
    '\u009b31m',
    'a\u2028b',
  ),
);
const value = fc.record({ name: text, list: fc.array(text, { maxLength: 3 }), absent: fc.constant(null) });

test('what is printed reads as what was meant, and holds nothing that a terminal obeys', () => {
  fc.assert(
    fc.property(value, (meant) => {
      for (const format of ['json', 'yaml'] as const) {
        const printed = printDocument(meant, format);
        expect(format === 'json' ? JSON.parse(printed) : load(printed)).toEqual(meant);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: this is what must not be there
        expect(printed.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
      }
    }),
  );
});
