/** The line and the column of a finding's field, in every form in which manifests are written. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Position } from '../../../../src/model/finding.ts';
import type { FieldPath, ObjectRef } from '../../../../src/plugin-api/index.ts';
import { openFiles } from '../../../../src/sources/files/index.ts';
import { ALL, folder, SIGNAL } from '../harness.ts';

const WEB: ObjectRef = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'web' };
const CONTAINER: FieldPath = ['spec', 'template', 'spec', 'containers', { key: 'name', is: 'side' }];
const PRIVILEGED: FieldPath = [...CONTAINER, 'securityContext', 'privileged'];
const MISSING: FieldPath = [...CONTAINER, 'securityContext', 'runAsNonRoot'];
const NO_CONTAINER: FieldPath = [...CONTAINER.slice(0, -1), { key: 'name', is: 'other' }, 'image'];

const BLOCK = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  template:
    spec:
      containers:
      - name: main
        image: web:1
      - name: side # the other one
        image: side:1
        securityContext:
          privileged: true
`;
const FLOW = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec: {template: {spec: {containers: [{name: main, image: a},
  {name: side, securityContext: {privileged: true}}]}}}
`;
const OBJECT = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'shop' },
  spec: { template: { spec: { containers: [{ name: 'side', image: 'a', securityContext: { privileged: true } }] } } },
};
const OTHER = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'a', namespace: 'shop' } };
const OTHERS = 'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: a, namespace: shop}\n';
const indented = (text: string) => `- ${text.trimEnd().replaceAll('\n', '\n  ')}\n`;
const LIST = `apiVersion: v1\nkind: List\nitems:\n${indented(OTHERS)}${indented(BLOCK)}`;

async function positions(
  text: string | Buffer,
  paths: readonly FieldPath[],
): Promise<readonly (Position | undefined)[]> {
  const file = join(folder({ 'a.yaml': text }), 'a.yaml');
  const { source } = openFiles({ paths: [file] });
  for await (const _ of source.stream(ALL, SIGNAL)) SIGNAL.throwIfAborted();
  return Promise.all(paths.map(async (path) => source.positionOf?.(WEB, path, SIGNAL)));
}

function wordAt(text: string, position: Position | undefined): string {
  const line = text.split(/\r?\n/)[(position?.line ?? 0) - 1] ?? '';
  return line.slice((position?.column ?? 0) - 1).slice(0, 16);
}

const FORMS: Readonly<Record<string, string>> = {
  'a block document': BLOCK,
  'a later document': `${OTHERS}---\n# more\n${BLOCK}`,
  'Windows line ends': BLOCK.replaceAll('\n', '\r\n'),
  'flow style': FLOW,
  'a byte order mark': `\ufeff${BLOCK}`,
  'an item of a list': LIST,
  'an item of a list in a later document': `${OTHERS.replace('name: a', 'name: b')}---\n${LIST}`,
  'an item of a list in a list': `apiVersion: v1\nkind: List\nitems:\n${indented(LIST)}`,
  JSON: JSON.stringify(OBJECT, null, 2),
  'JSON with tabs': JSON.stringify(OBJECT, null, '\t'),
  'compact JSON': JSON.stringify(OBJECT),
  'an item of compact JSON': JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [OTHER, OBJECT, OTHER] }),
  'JSON, one value after the other': `${JSON.stringify(OTHER)}\n${JSON.stringify(OBJECT, null, 1)}\n`,
  'an anchor of another item': LIST.replace('name: a,', 'name: &n a,').replace('image: web:1', 'image: *n'),
};

test.each(Object.entries(FORMS))('%s: the field, else the last part of its path that is written', async (_, text) => {
  const [privileged, missing, none] = await positions(text, [PRIVILEGED, MISSING, NO_CONTAINER]);
  expect(wordAt(text, privileged)).toMatch(/^"?privileged"?:/);
  expect(wordAt(text, missing)).toMatch(/^"?securityContext/);
  expect(wordAt(text, none)).toMatch(/^"?containers"?:/);
});

test('the column counts code units of UTF-16, and so does that of a file in UTF-16', async () => {
  const text = BLOCK.replace(
    '- name: side # the other one\n        image',
    '- {name: side, image: "🚢ü", securityContext: {privileged: true}}\n      - name: x\n        image',
  );
  const before = '      - {name: side, image: "🚢ü", securityContext: {';
  for (const bytes of [text, Buffer.from(`\ufeff${text}`, 'utf16le')])
    expect(await positions(bytes, [PRIVILEGED])).toEqual([{ line: 10, column: before.length + 1 }]);
});

test('a field that comes from a merge is told where it is merged into', async () => {
  const text = BLOCK.replace(
    'securityContext:\n          privileged: true',
    'securityContext:\n          <<: {privileged: true}',
  );
  const [position] = await positions(text, [PRIVILEGED]);
  expect(wordAt(text, position)).toMatch(/^securityContext:/);
});

test('a file that is not there any more has no lines', async () => {
  const file = join(folder({ 'a.yaml': BLOCK }), 'a.yaml');
  const { source } = openFiles({ paths: [file] });
  for await (const _ of source.stream(ALL, SIGNAL)) SIGNAL.throwIfAborted();
  writeFileSync(file, `# one line more\n${BLOCK}`);
  expect(await source.positionOf?.(WEB, PRIVILEGED, SIGNAL)).toBeUndefined();
});

test('a long list is looked up item by item', async () => {
  const one = (name: string) => indented(BLOCK.replace('name: web', `name: ${name}`));
  const text = `apiVersion: v1\nkind: List\nitems:\n${Array.from({ length: 12_000 }, (_, at) => one(`w${at}`)).join('')}${one('web')}`;
  const [position] = await positions(text, [PRIVILEGED]);
  expect(wordAt(text, position)).toMatch(/^privileged:/);
});
