/** How a diff reads: folded where nothing changes, with what changed within a line, in the colours of its parts. */
import { expect, test } from 'vitest';
import { diffLine } from '../../../../src/ui/screens/review/diff-line.ts';
import { diffRows } from '../../../../src/ui/screens/review/diff-rows.ts';
import { withEmphasis } from '../../../../src/ui/screens/review/emphasis.ts';
import { lineText } from '../../../../src/ui/text/line.ts';
import { yamlSpans } from '../../../../src/ui/text/yaml-spans.ts';
import { stepPreview } from '../../../support/walk-commands.ts';

const signs = (diff: string) => diffRows(stepPreview({ diff })).map(({ sign, text }) => `${sign}${text}`);

test('lines between two hunks are one row with their number, and nothing is folded before the first line', () => {
  expect(signs('@@ -1,2 +1,3 @@\n a\n+b\n c\n@@ -9,1 +10,2 @@\n d\n+e\n@@ -10,1 +12,1 @@\n-f\n+g\n')).toEqual([
    ' a',
    '+b',
    ' c',
    '~6 lines as before',
    ' d',
    '+e',
    '-f',
    '+g',
  ]);
  expect(signs('@@ -0,0 +1,2 @@\n+a\n+b\n')).toEqual(['+a', '+b']);
  expect(signs('@@ -3,0 +4,1 @@\n+a\n@@ -6,1 +7,0 @@\n-b\n')).toEqual([
    '~3 lines as before',
    '+a',
    '~2 lines as before',
    '-b',
  ]);
});

test('a file written beside the object keeps its name', () => {
  expect(signs('@@ overlays/prod/kustomization.yaml: edit @@\n+- patch.yaml\n')).toEqual([
    '@overlays/prod/kustomization.yaml: edit',
    '+- patch.yaml',
  ]);
});

const marked = (before: string, after: string) =>
  withEmphasis([
    { sign: '-', text: before },
    { sign: '+', text: after },
  ]).map(({ text, changed = [] }) => changed.map(([start, end]) => text.slice(start, end)));

test.each([
  ['  replicas: 3', '  replicas: 5', ['3'], ['5']],
  ['verbs: [get, list, "*"]', 'verbs: [get, list]', [', "*"'], []],
  ['image: shop/web:1.2', 'image: shop/web:1.3', ['2'], ['3']],
  ['hostNetwork: true', 'dnsPolicy: ClusterFirst', [], []],
])('of %j and %j the parts that differ are marked', (before, after, left, right) => {
  expect(marked(before, after)).toEqual([left, right]);
});

test('blocks of different length are not compared line by line, and every row stays', () => {
  const rows = ['-a: 1', '-b: 2', '+a: 3', ' c', '+d', '-e: 1', '+e: 2', '~2'].map((each) => ({
    sign: each[0] as '+',
    text: each.slice(1),
  }));
  const told = withEmphasis(rows);
  expect(told.map(({ sign, text }) => sign + text)).toEqual(rows.map(({ sign, text }) => sign + text));
  expect(told.map(({ changed }) => changed !== undefined)).toEqual([
    false,
    false,
    false,
    false,
    false,
    true,
    true,
    false,
  ]);
});

test('very long lines are not compared', () => {
  expect(marked(`a: ${'x'.repeat(3000)}`, `a: ${'x'.repeat(2999)}y`)).toEqual([[], []]);
});

test('a row keeps its text whatever is marked in it, and is cut at the width', () => {
  for (const width of [10, 14, 40]) {
    const row = {
      sign: '+',
      text: 'image: shop/web:1.3',
      changed: [
        [7, 11],
        [18, 19],
      ],
    } as const;
    expect('   +  image: shop/web:1.3'.startsWith(lineText(diffLine(row, width)).replace('…', ''))).toBe(true);
  }
});

test.each([
  ['  image: nginx', [['  '], ['image', 'yaml.key'], [':'], [' nginx']]],
  ['- name: "a: b"', [['- '], ['name', 'yaml.key'], [':'], [' "a: b"']]],
  ['  "app.kubernetes.io/name": web', [['  '], ['"app.kubernetes.io/name"', 'yaml.key'], [':'], [' web']]],
  ['  replicas: 3', [['  '], ['replicas', 'yaml.key'], [':'], [' 3', 'yaml.literal']]],
  ['spec:', [[''], ['spec', 'yaml.key'], [':'], ['']]],
  ['  - https://example.org:8443/a', [['  - '], ['https://example.org:8443/a']]],
  ['# a: comment', [['# a: comment', 'text.dim']]],
  ['  plain text of a block', [['  plain text of a block']]],
])('the parts of %j', (text, parts) => {
  expect(yamlSpans(text).map(({ text: each, token }) => (token === undefined ? [each] : [each, token]))).toEqual(parts);
  expect(lineText(yamlSpans(text))).toBe(text);
});
