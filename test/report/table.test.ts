import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatTable } from '../../src/report/table.ts';

const COLUMNS = [
  { header: 'NAME', cell: ({ name }: { readonly name: string }) => name },
  { header: 'VALUE', cell: ({ value }: { readonly value: string }) => value },
] as const;
type Row = { readonly name: string; readonly value: string };

function table(rows: readonly Row[], hasHeader = true): string {
  return formatTable<Row>([...COLUMNS], rows, { hasHeader });
}

test('columns are three spaces apart and the last one is not padded', () => {
  expect(
    table([
      { name: 'a', value: 'one' },
      { name: 'longer', value: 'x' },
    ]),
  ).toBe('NAME     VALUE\na        one\nlonger   x\n');
});

test('an empty cell is <none>, an empty table is nothing, a header can be left out', () => {
  expect(table([{ name: 'a', value: ' ' }])).toBe('NAME   VALUE\na      <none>\n');
  expect(table([])).toBe('');
  expect(table([{ name: 'a', value: 'b' }], false)).toBe('a   b\n');
});

test('whatever the cluster calls things, a row is one line of printable characters', () => {
  const nasty = fc.oneof(
    fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 12 }).map((units) => String.fromCharCode(...units)),
    fc.constantFrom('\u001b[2J\u001b[Hgone', '\u009b31mred', 'a\nb', '\u001b]8;;http://x\u0007link', 'a\u202eb'),
  );
  fc.assert(
    fc.property(fc.array(fc.record({ name: nasty, value: nasty }), { minLength: 1, maxLength: 5 }), (rows) => {
      const text = table(rows);
      expect(text.split('\n')).toHaveLength(rows.length + 2);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: this is what must not be there
      expect(text.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
    }),
  );
});
