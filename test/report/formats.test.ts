import fc from 'fast-check';
import { load } from 'js-yaml';
import { expect, test } from 'vitest';
import { defineFormat, type Format, isWhole } from '../../src/report/format.ts';
import { FORMATS, formatsOf } from '../../src/report/formats/index.ts';
import { json } from '../../src/report/formats/json.ts';
import { yaml } from '../../src/report/formats/yaml.ts';
import type { Output } from '../../src/report/output.ts';

const OPTIONS = { hasHeader: true, version: 'v1.2.3', root: '/work', reportGroup: 'wgpolicyk8s.io' as const };

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
    'tag\u{e0041}s',
  ),
);
const value = fc.record({ name: text, list: fc.array(text, { maxLength: 3 }), absent: fc.constant(null) });

// biome-ignore lint/suspicious/noControlCharactersInRegex: this is what must not be there
const OBEYED = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]|\udb40[\udc00-\udfff]/;

async function printed({ print }: Format, output: Output) {
  let text = '';
  for await (const chunk of print(output, OPTIONS)) text += chunk;
  return text;
}

test('what is printed reads as what was meant, and holds nothing that a terminal obeys', async () => {
  await fc.assert(
    fc.asyncProperty(value, async (meant) => {
      for (const format of [json, yaml]) {
        const text = await printed(format, { document: () => meant });
        expect(format === json ? JSON.parse(text) : load(text)).toEqual(meant);
        expect(text.replaceAll('\n', '')).not.toMatch(OBEYED);
      }
    }),
  );
});

test('tables and text stand one below the other, names once each', async () => {
  const rows = { headers: ['NAME'], rows: [['a']] };
  const output = {
    overview: () => [rows, { headers: ['NONE'], rows: [] }, 'text\n'],
    details: () => [rows],
    names: () => ['pod/a', 'pod/b', 'pod/a'],
    document: () => [],
  };
  const texts = await Promise.all(
    formatsOf(['overview', 'details', 'names', 'document']).map((each) => printed(each, output)),
  );
  expect(texts).toEqual(['NAME\na\n\ntext\n', 'NAME\na\n', '[]\n', '[]\n', 'pod/a\npod/b\n']);
});

test('a command takes the formats of the parts that it has', () => {
  const namesOf = (...parts: Parameters<typeof formatsOf>[0]) => formatsOf(parts).map(({ name }) => name);
  expect(namesOf('overview', 'document')).toEqual(['table', 'json', 'yaml']);
  expect(FORMATS.filter(isWhole)).toEqual(formatsOf(['document', 'scan']));
});

test('a format of scans alone is one definition: it gets the snapshot and what is shown of it', () => {
  const total = defineFormat({
    name: 'total',
    help: 'A sum.',
    part: 'scan',
    print: ({ selection }) => [`${selection.total}`],
  });
  expect(formatsOf(['document'], [...FORMATS, total])).not.toContain(total);
  expect(formatsOf(['scan'], [json, total])).toEqual([total]);
  expect(isWhole(total)).toBe(true);
  expect(() => total.print({}, OPTIONS)).toThrow('the format total needs the part scan');
});

test('every format has a name of its own and a sentence', () => {
  expect(new Set(FORMATS.map(({ name }) => name)).size).toBe(FORMATS.length);
  for (const { name, help } of FORMATS) expect(help, name).toMatch(/^[A-Z].*\.$/);
});
