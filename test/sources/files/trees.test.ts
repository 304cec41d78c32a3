/** Folders as people keep them: charts, values, tests and what is not to be read stand among the manifests. */
import { execFileSync } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ALL, folder, type Scanned, scan, serviceAccount } from './harness.ts';

async function scanFolder(files: Readonly<Record<string, string>>, exclude: readonly string[] = []): Promise<Scanned> {
  return short(folder(files), exclude);
}

async function short(path: string, exclude: readonly string[] = []): Promise<Scanned> {
  const scanned = await scan({ paths: [path], recursive: true, exclude }, ALL);
  const cut = (texts: readonly string[]): readonly string[] => texts.map((text) => text.replaceAll(path, 'DIR'));
  return { ...scanned, errors: cut(scanned.errors), warnings: cut(scanned.warnings), notes: cut(scanned.notes) };
}

const GOOD = serviceAccount('good');

const FOREIGN: Readonly<Record<string, string>> = {
  'values.yaml': 'image: nginx\n',
  'compose.yaml': 'services:\n  web:\n    image: nginx\n',
  'provisioning.yaml': 'apiVersion: 1\ndatasources: []\n',
  'ci.yml': 'on: push\njobs: {}\n',
  'schema.json': '{"$schema": "x", "type": "object"}',
  'list.json': '[1, {"a": 2}]',
  'assert.yaml': 'apiVersion: v1\nname: half a type, nothing of an object\n',
  'kind.yaml': 'kind: 5\nspec: {}\n',
  'tags.yaml': 'site: !custom [a\n',
  'unclosed.yaml': 'a: {b\n',
  'text.yaml': 'only words\n',
  'empty.yaml': '',
  'binary.yaml': 'a\u0000b',
};

test('what is no Kubernetes object is told in one line, and spoils nothing', async () => {
  const { names, errors, warnings } = await scanFolder({ 'a.yaml': GOOD, ...FOREIGN });
  expect(names).toEqual(['serviceaccount/good']);
  expect(errors).toEqual([]);
  expect(warnings).toEqual([
    expect.stringMatching(/^13 documents were skipped, no Kubernetes object .* and 8 more files$/),
  ]);
});

test('an object whose very kind is sealed is not judged', async () => {
  const sealed = 'ENC[AES256_GCM,data:b2Zm,type:str]';
  const pod = 'spec: {containers: [{name: a, image: b}]}\nsops: {mac: "ENC[x]"}\n';
  const scanned = await scanFolder({
    'a.yaml': `apiVersion: apps/v1\nkind: ${sealed}\nmetadata: {name: a}\n${pod}`,
    'b.yaml': `apiVersion: ${sealed}\nkind: ${sealed}\nmetadata: {name: b}\n${pod}`,
    'c.yaml': 'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: c}\n',
  });
  expect(scanned.errors).toEqual([]);
  expect(scanned.warnings[0]).toContain('2 documents were skipped, no Kubernetes object');
});

test('a folder of nothing else is no mistake, an object that lacks a half of its type is one', async () => {
  const { errors, warnings } = await scanFolder(FOREIGN);
  expect(errors).toEqual([]);
  expect(warnings[1]).toMatch(/^no Kubernetes objects found in DIR\./);
  const { errors: half } = await scanFolder({ 'a.yaml': 'kind: Deployment\nmetadata: {name: a}\nspec: {}\n' });
  expect(half).toEqual(['DIR/a.yaml: document 1, line 1: .apiVersion is missing']);
});

const TEMPLATE = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Release.Name }}\n';

test('the templates of a chart are one line with the command that renders it, those of its sub-charts among them', async () => {
  const { errors, warnings, events } = await scanFolder({
    'shop/Chart.yaml': 'apiVersion: v2\nname: shop\n',
    'shop/templates/a.yaml': TEMPLATE,
    'shop/templates/sub/b.yaml': `{{- if .Values.on }}\n${TEMPLATE}{{- end }}\n`,
    'shop/templates/c.yaml': 'name: {{ include "x" . }}\n',
    'shop/templates/d.yaml': 'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: "{{ .Values.name }}"}\n',
    'shop/charts/db/Chart.yaml': 'apiVersion: v2\nname: db\n',
    'shop/charts/db/templates/e.yaml': TEMPLATE,
    'bare/templates/f.yaml': TEMPLATE,
    'loose/g.yaml': TEMPLATE,
  });
  expect(errors).toEqual([]);
  expect(warnings.slice(0, 3)).toEqual([
    'Chart DIR/bare: 1 template was not judged. Render it and judge the result: helm template DIR/bare | kubectl harden scan -f -',
    'Chart DIR/shop: 5 templates were not judged. Render it and judge the result: helm template DIR/shop | kubectl harden scan -f -',
    'DIR/loose: 1 template was not judged. Render it first.',
  ]);
  const unread = events.flatMap((event) => (event.type === 'message' ? (event.unread ?? []) : []));
  expect(unread).toHaveLength(7);
});

test('braces in a script make no template of a document that is broken elsewhere', async () => {
  const text = `apiVersion: v1\nkind: ConfigMap\ndata:\n  a: |\n    {{ $x }}\n    b\n    c\n    d\nmetadata: {name: [\n`;
  const { errors } = await scanFolder({ 'a.yaml': GOOD, 'b.yaml': text });
  expect(errors).toEqual([expect.stringMatching(/^DIR\/b\.yaml: document 1, line \d+: not valid YAML/)]);
});

test('what .gitignore and --exclude name is left out, which is said', async () => {
  const path = folder({
    '.gitignore': 'build/\n*.tmp.yaml\n!keep.tmp.yaml\n/top.yaml\n',
    'a.yaml': GOOD,
    'build/b.yaml': serviceAccount('built'),
    'c.tmp.yaml': serviceAccount('temporary'),
    'keep.tmp.yaml': serviceAccount('kept'),
    'top.yaml': serviceAccount('top'),
    'deep/top.yaml': serviceAccount('deep'),
    'deep/.gitignore': '*.yaml\n!top.yaml\n',
    'deep/x.yaml': serviceAccount('ex'),
    'test/e.yaml': serviceAccount('test'),
  });
  const { names, notes } = await short(path, ['test', '**/nothing-*']);
  expect(names).toEqual(['serviceaccount/good', 'serviceaccount/deep', 'serviceaccount/kept']);
  expect(notes.filter((note) => note.startsWith('Left out'))).toEqual([
    'Left out by .gitignore: DIR/build/, DIR/c.tmp.yaml, DIR/deep/x.yaml, DIR/top.yaml.',
    'Left out by --exclude: DIR/test/.',
  ]);
});

test('rules of the repository above count, but not against the folder that was named', async () => {
  const path = folder({
    '.gitignore': 'x.yaml\nrendered/\n',
    'k8s/x.yaml': serviceAccount('ex'),
    'k8s/y.yaml': serviceAccount('why'),
    'rendered/z.yaml': serviceAccount('zed'),
    '.git/HEAD': '',
  });
  expect((await scan({ paths: [join(path, 'k8s')] })).names).toEqual(['serviceaccount/why']);
  expect((await scan({ paths: [join(path, 'rendered')] })).names).toEqual(['serviceaccount/zed']);
  expect((await scan({ paths: [join(path, 'k8s/x.yaml')] })).names).toEqual(['serviceaccount/ex']);
});

test('a pipe or a socket in a folder is not waited for', async () => {
  const path = folder({ 'a.yaml': GOOD });
  execFileSync('mkfifo', [join(path, 'pipe.yaml')]);
  const server = createServer().listen(join(path, 'socket.yaml'));
  onTestFinished(() => void server.close());
  await new Promise((done) => server.once('listening', done));
  const { names, errors, warnings } = await short(path);
  expect([names, errors]).toEqual([['serviceaccount/good'], []]);
  expect(warnings).toEqual([
    'DIR/pipe.yaml is a named pipe: it was not read',
    'DIR/socket.yaml is a socket: it was not read',
  ]);
});

test('of a long name only the beginning is repeated', async () => {
  const { errors } = await scanFolder({
    'a.yaml': `apiVersion: v1\nkind: Pod\nmetadata: {name: ${'n'.repeat(500_000)}}\nspec: {}\n`,
  });
  expect(errors[0]?.length).toBeLessThan(1100);
});

test('the container that uses a name again is refused, as by the API server', async () => {
  const pod = (spec: string): string => `apiVersion: v1\nkind: Pod\nmetadata: {name: twins}\nspec:\n${spec}`;
  const { errors } = await scanFolder({
    'a.yaml': pod('  containers:\n  - {name: a, image: x}\n  - {name: a, image: why}\n'),
    'b.yaml': pod('  initContainers: [{name: a, image: x}]\n  containers:\n  - {name: a, image: why}\n'),
    'c.yaml': pod('  containers: [{name: a, image: x}]\n  volumes:\n  - {name: v}\n  - {name: v}\n'),
  });
  const refused = 'is used twice in the pod: the API server refuses it';
  expect(errors).toEqual([
    `DIR/a.yaml: document 1, line 7: Pod twins: .spec.containers[1].name "a" ${refused}`,
    `DIR/b.yaml: document 1, line 7: Pod twins: .spec.containers[0].name "a" ${refused}`,
    `DIR/c.yaml: document 1, line 8: Pod twins: .spec.volumes[1].name "v" ${refused}`,
  ]);
});

test('every item of a list tells its own line', async () => {
  const item = (name: string): string => `{apiVersion: v1, kind: ServiceAccount, metadata: {name: ${name}}}`;
  const block = `apiVersion: v1\nkind: List\nitems:\n# first\n- ${item('a')}\n\n- ${item('b')}\n`;
  const flow = `apiVersion: v1\nkind: List\nitems: [\n  ${item('c')},\n  ${item('d')}]\n`;
  const json =
    '{"apiVersion": "v1", "kind": "List", "items": [\n{"apiVersion": "v1", "kind": "ServiceAccount", "metadata": {"name": "e"}}]}';
  const { items } = await scanFolder({ 'a.yaml': block, 'b.yaml': flow, 'c.json': json });
  expect(items.map(({ object, facts }) => [object.metadata.name, facts?.origin?.line])).toEqual([
    ['a', 5],
    ['b', 7],
    ['c', 4],
    ['d', 5],
    ['e', 2],
  ]);
});
