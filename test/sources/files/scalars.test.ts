import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findDocuments, readDocument } from '../../../src/sources/files/read/documents.ts';
import { parseYaml } from '../../../src/sources/files/yaml/parse.ts';
import { styled } from './styled.ts';

/** Text of plain scalars that readers of YAML 1.2 take for something else. */
const SCALARS: readonly (readonly [text: string, value: unknown])[] = [
  ['yes', true],
  ['On', true],
  ['y', true],
  ['off', false],
  ['N', false],
  ['yEs', 'yEs'],
  ['~', null],
  ['014', 12],
  ['0o14', 12],
  ['08', 8],
  ['0b101', 5],
  ['0b-1', -1],
  ['-0x1F', -31],
  ['1_000', 1000],
  ['_1', '_1'],
  ['1e3', 1000],
  ['1E-3', 0.001],
  ['1.', 1],
  ['.5', 0.5],
  ['.5_1', 0.51],
  ['1e400', '1e400'],
  ['18446744073709551616', 2 ** 64],
  ['2001-01-01', '2001-01-01'],
  ['2001-13-41', '2001-13-41'],
  ['1:30', '1:30'],
  ['190:20:30.15', '190:20:30.15'],
  ['<<', '<<'],
  ['!!str yes', 'yes'],
  ['!!float 5', 5],
  ['!own 5', '5'],
  ['"yes"', 'yes'],
];

for (const [text, value] of SCALARS)
  test(`${text} is read as ${JSON.stringify(value)}`, () => {
    expect(parseYaml(`key: ${text}\n`, 1)).toEqual({ value: { key: value } });
  });

test('a key may be a boolean or a number', () => {
  expect(parseYaml('on: 1\n014: 2\n__proto__: 3\n', 1)).toEqual({
    value: Object.fromEntries([
      ['true', 1],
      ['12', 2],
      ['__proto__', 3],
    ]),
  });
});

test('a merge stands at its place among the keys', () => {
  const text = 'base: &b {a: 1}\nbefore: {a: 2, <<: *b}\nafter: {<<: *b, a: 2}\n';
  expect(parseYaml(text, 1)).toEqual({ value: { base: { a: 1 }, before: { a: 1 }, after: { a: 2 } } });
});

const SEPARATORS = ['---\n', '--- # next\n', '---\n\n# about\n', '---\n---\n', '...\n---  \n', '---\r\n'] as const;

test('documents are found with their lines, whatever stands between them', () => {
  const values = fc.array(
    fc.tuple(fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.nat()), fc.nat(), fc.constantFrom(...SEPARATORS)),
    { minLength: 1, maxLength: 6 },
  );
  fc.assert(
    fc.property(values, fc.boolean(), (documents, begins) => {
      const texts = documents.map(([value, seed, separator]) => {
        const text = styled({ kind: 'Test', ...value }, seed);
        return `${text}${text.endsWith('\n') ? '' : '\n'}${separator}`;
      });
      const stream = `${begins ? '---\n' : ''}${texts.join('')}`;
      const found = [...findDocuments(stream)];
      expect(found.map((document) => readDocument(stream, document))).toEqual(
        documents.map(([value]) => ({ value: { kind: 'Test', ...value } })),
      );
      const lines = stream.split('\n');
      for (const { line } of found) expect(lines[line - 1]).toMatch(/^"?kind"?:/);
      for (const [index, { start, end }] of found.entries())
        expect(stream.slice(start, end)).toContain(texts[index]?.split('\n', 1)[0]);
    }),
    { numRuns: 300 },
  );
});

test('a key that JSON writes with an escape is that key, whatever stood in the file before it', () => {
  const text = '{"own":{"x":1,"\\\\u0070rivi":2}}\n{"own":{"x":1,"\\u0070rivileged":true}}\n';
  expect([...findDocuments(text)].map((document) => readDocument(text, document))).toEqual([
    { value: { own: { x: 1, '\\u0070rivi': 2 } } },
    { value: { own: { x: 1, privileged: true } } },
  ]);
});
