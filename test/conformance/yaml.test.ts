/** What we read is what the real kubectl reads: scalars, keys, documents and streams. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { JSON_SCHEMA, load } from 'js-yaml';
import { expect, test } from 'vitest';
import type { Json } from '../../src/plugin-api/index.ts';
import { rewrite } from '../../src/sources/files/edit/apply.ts';
import { findDocuments, readDocument } from '../../src/sources/files/read/documents.ts';
import { decoded, encoded } from '../../src/text/encoding.ts';
import { folder } from '../sources/files/harness.ts';
import { styled } from '../sources/files/styled.ts';
import { cluster } from '../support/cluster.ts';

/** kubectl prints members that no schema knows as it read them; so this one carries what is compared. */
const CARRIER = 'read';

/** A stream of objects with the given YAML under the carrier, already indented or in flow style. */
function carrier(bodies: readonly string[]): string {
  return bodies
    .map((body, index) => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a${index}\n${CARRIER}:${body}\n`)
    .join('---\n');
}

function ours(stream: string): readonly unknown[] {
  return [...findDocuments(stream)].map((document) => {
    const read = readDocument(stream, document);
    return 'value' in read ? (read.value as Record<string, unknown>)[CARRIER] : read.problem;
  });
}

const CREATE = ['create', '--dry-run=client', '--validate=false', '-o', 'json', '-f'];

async function kubectls(stream: string): Promise<readonly unknown[]> {
  const { stdout } = await cluster().kubectl([...CREATE, '-'], { stdin: stream });
  return membersIn(stdout);
}

function membersIn(stdout: string): readonly unknown[] {
  return stdout
    .split(/^(?=\{)/m)
    .filter((text) => text.trim() !== '')
    .map((text) => (parsed(text) as Record<string, unknown>)[CARRIER]);
}

/** V8 14.6 confuses keys that are written with an escape; what reads them instead has no such shortcut. */
function parsed(text: string): unknown {
  return /\\.*":/.test(text) ? load(text, { schema: JSON_SCHEMA }) : JSON.parse(text);
}

/** Of generated values only those that we read: what kubectl takes and we refuse is tested on its own. */
async function compare(bodies: readonly string[]): Promise<number> {
  const readable = bodies.filter((body) => {
    const [document] = findDocuments(carrier([body]));
    return document !== undefined && 'value' in readDocument(carrier([body]), document);
  });
  const stream = carrier(readable);
  const [mine, theirs] = [ours(stream), await kubectls(stream)];
  expect(theirs).toHaveLength(mine.length);
  for (const [index, value] of mine.entries())
    expect({ text: readable[index], value }).toEqual({ text: readable[index], value: theirs[index] });
  return readable.length;
}

const WORDS =
  `y Y yes Yes YES n N no No NO on On ON off Off OFF true True TRUE false False FALSE null Null NULL ~ yEs tRue
  0 00 000 -0 +0 1 +1 -1 014 08 09.5 0o14 0O14 -0o17 0x1F 0X1f +0x1f -0x1f 0b101 -0b11 0B11 0b12 0b 0x 0o 0x1.8p1 0x1p4
  1_000 1__0 1_ _1 0_8 0x_1 1_.5 1._5 1.5_5 1e_5 1e3 1E3 1e+3 1E-3 -1e3 1. .5 -.5 +.5 .5_1 .5_ .e5 1.5e3 1e400 -1e400 1e21
  9007199254740993 9223372036854775807 9223372036854775808 18446744073709551615 18446744073709551616
  -9223372036854775808 -9223372036854775809 0777777777777777777777777 123456789012345678901234567890
  2001-01-01 2001-1-1 2001-13-41 2001-01-01T00:00:00Z 1:30 12:30:45 190:20:30.15 1-1 +-1 1.2.3 << = - . .. ... NaN nan Inf
  infinity .Inf1 !!str !!null`.split(/\s+/);
const TAGGED = [
  '!!str 12',
  '!!str yes',
  '!!int "5"',
  '!!float 5',
  '!!bool "yes"',
  '!!null ""',
  '! 12',
  '!own 12',
  '!!binary aGk=',
];
const PLAIN = fc.string({
  unit: fc.constantFrom(...'0123456789_.eE+-xXoObBaf:nNyYtT~<'),
  minLength: 1,
  maxLength: 8,
});
const QUOTED = fc.oneof(
  fc.string({ unit: 'binary-ascii', maxLength: 12 }).map((text) => JSON.stringify(text.replaceAll('\u007f', ''))),
  fc.string({ unit: 'grapheme', maxLength: 8 }).map((text) => JSON.stringify(text)),
  fc.constantFrom("'yes'", "'it''s'", '"\\x41\\u00e9\\t"', '"a\\\n  b"', "'a\n\n  b'", '"1"', "'<<'"),
);

test('every plain scalar has the type and value that kubectl gives it', async () => {
  const listed = [...WORDS, ...TAGGED].map((word) => ` ${word}`);
  const drawn = fc.sample(PLAIN, 6000).map((text) => ` ${text}`);
  expect(await compare([...listed, ...drawn])).toBeGreaterThan(5000);
});

test('quoted scalars are read as kubectl reads them', async () => {
  expect(await compare(fc.sample(QUOTED, 1500).map((text) => ` ${text}`))).toBeGreaterThan(1000);
});

test('keys are named as kubectl names them', async () => {
  const words = WORDS.filter((word) => !/^[-.=]+$/.test(word) && !word.startsWith('!') && !/^(?:~|null)$/i.test(word));
  const isLargeFloat = (word: string): boolean => Math.abs(Number(word)) >= 1e6 || /[.eE]/.test(word);
  expect(await compare(words.filter((word) => !isLargeFloat(word)).map((word) => `\n  ${word}: x`))).toBeGreaterThan(
    50,
  );
});

test('documents of any style are read as kubectl reads them', async () => {
  const { value: values } = fc.letrec<{ value: Json }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      fc.oneof(fc.boolean(), fc.integer(), fc.constant(null), fc.constantFrom(...WORDS), fc.string({ maxLength: 20 })),
      fc.dictionary(fc.string({ unit: fc.constantFrom(...'abyn/.-'), minLength: 1, maxLength: 4 }), tie('value'), {
        noNullPrototype: true,
      }),
      fc.array(tie('value'), { maxLength: 4 }),
    ),
  }));
  const samples = fc.sample(fc.tuple(values, fc.nat()), 700);
  const streams = samples.map(([value, seed]) =>
    styled({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, [CARRIER]: value }, seed),
  );
  const stream = streams.map((text) => (text.endsWith('\n') ? text : `${text}\n`)).join('---\n');
  const mine = ours(stream);
  expect(mine).toEqual(samples.map(([value]) => value));
  expect(await kubectls(stream)).toEqual(mine);
});

const AWKWARD = `ALL yes 014 1e3 <<  ~ * - ? % &a | > ! {`.split(' ');
const STRINGS = fc.oneof(
  fc.constantFrom(
    ...AWKWARD,
    ' pad ',
    'a: b',
    '# no',
    "it's",
    '\u2028',
    '\u0085x',
    '\ufeff',
    'a\nb\n',
    'x: ',
    'x #y',
    '\t',
    '\\',
  ),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
  fc.string({ unit: 'binary-ascii', maxLength: 8 }),
);

test('what edits write is read by kubectl as it was meant', async () => {
  const { value: values } = fc.letrec<{ value: Json }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      fc.oneof(fc.boolean(), fc.integer(), STRINGS),
      fc.dictionary(STRINGS, tie('value'), { maxKeys: 3, noNullPrototype: true }),
      fc.array(tie('value'), { maxLength: 3 }),
    ),
  }));
  const samples = fc.sample(fc.tuple(values, values, fc.nat()), 500);
  const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } };
  const edited = samples.flatMap(([from, to, seed]) => {
    const isPlain = /^[ -[\]-~]*$/.test(JSON.stringify(from));
    const text = styled({ ...object, [CARRIER]: isPlain ? from : 'before' }, seed);
    return [{ to, text: rewrite(text, { ...object, [CARRIER]: to }, false).text }];
  });
  const stream = edited.map(({ text }) => (text.endsWith('\n') ? text : `${text}\n`)).join('---\n');
  expect(await kubectls(stream)).toEqual(edited.map(({ to }) => to));
});

const DOCUMENTS: Readonly<Record<string, string>> = {
  'merges override the keys before them': '\n  base: &b {a: 1, c: 3}\n  own:\n    a: 2\n    <<: *b\n    d: 4',
  'keys after a merge override it': '\n  base: &b {a: 1, c: 3}\n  own:\n    <<: *b\n    a: 2',
  'of several merged maps the first counts':
    '\n  x: &x {a: 1}\n  y: &y {a: 2, b: 2}\n  own:\n    <<: [*x, *y]\n    z: 1',
  'a quoted merge key is a key': '\n  own: {"<<": 1, a: 2}',
  'aliases of scalars, lists and maps': '\n  a: &a yes\n  b: [*a, &l [1, *a], *l]\n  c: *l',
  'literal and folded blocks':
    '\n  a: |\n    x\n     y\n\n  b: |-\n    x\n  c: |+\n    x\n\n  d: >\n    x\n    y\n\n    z\n  e: |2\n     x',
  'brackets that close in the column of their key': ' {\n  a: [\n    1,\n  ]\n}',
  'brackets with lines that are not moved in': '\n  a: [\n1,\n\n2\n]\n  b: "x\ny"\n  c: {\n  d: 1\n  }',
  'comments without a space before them':
    '\n  a: "x"# one\n  b: [1]#two\n  c: ["x"#three\n    , \'y\'# four\n    ]\n  d: {}# five',
  'tabs between values': '\n  a:\t1\n  b: [1,\t2]\t# tab',
  'explicit keys': '\n  ? a\n  : b',
  'flow maps without values': ' {a, b: , "c": 1}',
  'comments everywhere': ' # one\n  # two\n  a: 1 # three\n  # four\n  b: [1, # five\n    2]',
  'lists in the column of their key': '\n  a:\n  - 1\n  - b: 2\n    c: 3\n  -\n    d: 4\n  - - 5\n    - 6',
  'plain text over several lines': '\n  a: one\n    two\n\n    three',
  'types as tags': '\n  a: !!map {}\n  b: !!seq []\n  c: !own {d: 1}\n  d: !own [1]',
  'windows line ends': '\r\n  a: |\r\n    x\r\n    y\r\n  b: 1\r',
};

for (const [name, body] of Object.entries(DOCUMENTS))
  test(`${name} as kubectl reads them`, async () => {
    expect(await compare([body])).toBe(1);
  });

const head = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n';
const STREAMS: Readonly<Record<string, string>> = {
  'begins with a separator': `---\n${head}read: 1\n---\n${head}read: 2\n`,
  'has empty documents': `---\n---\n${head}read: 1\n---\n# nothing\n---\n\n---\n${head}read: 2\n---\n`,
  'has comments behind separators': `${head}read: 1\n--- # next\n${head}read: 2\n---   \n${head}read: 3`,
  'ends documents with three points': `${head}read: 1\n...\n---\n${head}read: 2\n...\n`,
  'has a separator within a block scalar': `${head}read: |\n  x\n   ---\n  y\n---\n${head}read: 2\n`,
  'has windows line ends': `${head}read: 1\n---\n${head}read: 2\n`.replaceAll('\n', '\r\n'),
  'begins with a byte order mark': `\ufeff${head}read: 1\n---\n${head}read: 2\n`,
  'is JSON, one value after the other':
    '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},"read":1e3}\n'.repeat(3),
};

for (const [name, stream] of Object.entries(STREAMS))
  test(`a stream that ${name} is split as kubectl splits it`, async () => {
    expect(await kubectls(stream)).toEqual(ours(stream));
  });

test.each(['utf-16le', 'utf-16be'] as const)(
  'a file in %s with its byte order mark is read as kubectl reads it',
  async (encoding) => {
    const stream = `${head}read: grüße 🚢\n---\n${head}read: 2\n`;
    const file = join(folder({ 'a.yaml': encoded(`\ufeff${stream}`, encoding) }), 'a.yaml');
    const { stdout } = await cluster().kubectl([...CREATE, file]);
    expect(membersIn(stdout)).toEqual(ours(decoded(readFileSync(file))));
  },
);

test('a file in UTF-16 without its byte order mark is refused by kubectl, too', async () => {
  const file = join(folder({ 'a.yaml': encoded(head, 'utf-16le') }), 'a.yaml');
  await expect(cluster().kubectl([...CREATE, file])).rejects.toThrow('control characters are not allowed');
});
