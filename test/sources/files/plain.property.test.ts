import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json } from '../../../src/plugin-api/index.ts';
import { parseAnyYaml } from '../../../src/sources/files/yaml/parse.ts';
import { ELSEWHERE, readPlain } from '../../../src/sources/files/yaml/plain.ts';
import { styled } from './styled.ts';

const WORDS = `yes 014 it 1e3 nginx:1.2 http://x/#a -5 - .5 1:30 ~ 2001-01-01 <<`.split(' ');
const { value: VALUE } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    fc.constantFrom<Json>(...WORDS, '', 'a b', 'x: y', '- z', "q'q", ' # c', '*', '&a', 1, true, null),
    fc.dictionary(fc.constantFrom('a', 'bb', 'on', 'c.d/e', '7', 'x-y'), tie('value'), { noNullPrototype: true }),
    fc.array(tie('value'), { maxLength: 4 }),
  ),
}));
const PIECES = [
  ...[
    ' ',
    '  ',
    '\n',
    '\n  ',
    ': ',
    ':',
    '- ',
    '-',
    '#',
    ' #',
    '"',
    "'",
    '{',
    '}',
    '[',
    ']',
    ',',
    '&x ',
    '*x',
    '!!str ',
  ],
  ...[
    '|',
    '>',
    '\t',
    '? ',
    '%',
    '@',
    '`',
    '<<: ',
    '---',
    '...',
    '\\',
    '~',
    '0',
    'yes',
    '\r',
    'a: ',
    'a:',
    '- a: b',
    '{a: b}',
  ],
  ...['[a, b]', 'é', '_', '$', '/', '=', '(', 'null', '\n- ', '\n    ', '\u2028', '\ud800'],
];
/** Something is put in, taken out, or repeated somewhere. */
const CHANGES = fc.array(fc.tuple(fc.nat(), fc.constantFrom(...PIECES, undefined), fc.nat({ max: 3 })), {
  maxLength: 3,
});

test('what the quick reader reads is what the reader of the whole language reads', () => {
  let read = 0;
  fc.assert(
    fc.property(VALUE, VALUE, fc.nat(), CHANGES, (first, second, seed, changes) => {
      let text = styled({ first, second }, seed);
      for (const [place, piece, count] of changes) {
        const at = place % (text.length + 1);
        text = text.slice(0, at) + (piece ?? '') + text.slice(at + (piece === undefined ? count : 0));
      }
      const value = readPlain(text);
      if (value === ELSEWHERE) return;
      read++;
      expect({ text, ...parseAnyYaml(text, 1) }).toEqual({ text, value });
    }),
    { numRuns: 5000 },
  );
  expect(read).toBeGreaterThan(500);
}, 60_000);

test('usual manifests are read by the quick reader', () => {
  const text = `apiVersion: v1 # first
kind: Pod
metadata: {name: a, labels: {"app": a, tier: 'back end'}}
spec:
  # the only one
  containers:
  - name: a
    image: registry.example.com:5000/a@sha256:0123
    args: ["--wait", -5, yes]
    env:
      - name: A
        value: "1"
      -
        name: B
    securityContext:
  volumes: []
`;
  expect(readPlain(text)).toMatchObject({
    metadata: { labels: { app: 'a', tier: 'back end' } },
    spec: {
      containers: [{ args: ['--wait', -5, true], env: [{}, { name: 'B' }], securityContext: null }],
      volumes: [],
    },
  });
});

test('deep nesting is left to the other reader', () => {
  expect(readPlain(`a: ${'['.repeat(1000)}${']'.repeat(1000)}\n`)).toBe(ELSEWHERE);
  const block = Array.from({ length: 1000 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join('');
  expect(readPlain(block)).toBe(ELSEWHERE);
});
