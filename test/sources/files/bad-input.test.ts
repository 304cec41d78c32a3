import { chmodSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { deployment, folder, scan, scanText, serviceAccount } from './harness.ts';

const GOOD = serviceAccount('good');
const PODS = 'containers:\n- name: api\n  image: nginx';

/** Documents that cannot be read, each before and after a good one: what is said of it. */
const DOCUMENTS: Readonly<Record<string, readonly [text: string, said: string]>> = {
  'truncated YAML': [
    'kind: Pod\nmetadata: {name: a, labels: {a: "b',
    'line 8: not valid YAML: unexpected end of the stream within a double quoted scalar. Fix it there or above.',
  ],
  'a tab as indent': [
    'kind: Pod\nmetadata:\n\tname: a',
    'line 8: not valid YAML: tab characters must not be used in indentation. Fix it there or above.',
  ],
  'a duplicate key': [
    deployment(`${PODS}\n  securityContext:\n    privileged: true\n    privileged: false`),
    'line 18: the key privileged appears twice. Keep one of them.',
  ],
  'a duplicate key that begins like a comment': [
    '"#k": 1\n"#k": 2',
    'line 7: the key #k appears twice. Keep one of them.',
  ],
  'an unknown alias': ['kind: *nobody', 'line 6: not valid YAML: unidentified alias. Fix it there or above.'],
  'an alias of itself': ['kind: &a [*a]', 'line 6: an anchor contains an alias of itself'],
  infinity: ['kind: Pod\nx: .inf', 'line 7: .inf is not a number that JSON can hold'],
  'a hidden line end': [
    '# harmless \u2028spec: {}',
    'line 6: the invisible character U+2028 ends a line for kubectl: remove it',
  ],
  'a colon that is part of a text for kubectl': [
    'kind: Pod\nx: "a:]"\ny: {privileged:, a: b} # c:,',
    'line 8: a key without a value needs a space after its colon: kubectl reads the colon as part of the key',
  ],
  'a list of objects': ['- {apiVersion: v1, kind: Pod}', 'line 6: it is a list, not an object'],
  'no apiVersion': ['kind: Pod\nmetadata: {name: a}', 'line 6: .apiVersion is missing'],
  'no kind': ['apiVersion: v1\nmetadata: {name: a}', 'line 6: .kind is missing'],
  'a number as kind': ['apiVersion: v1\nkind: 5\nmetadata: {name: a}', 'line 7: .kind must be a string'],
  'no metadata': ['apiVersion: v1\nkind: ServiceAccount', 'line 6: ServiceAccount: .metadata is missing'],
  'no name': [
    'apiVersion: v1\nkind: ServiceAccount\nmetadata: {}',
    'line 8: ServiceAccount: .metadata.name is missing',
  ],
  'a list as metadata': ['apiVersion: v1\nkind: Pod\nmetadata: []', 'line 8: Pod: .metadata must be a map, not a list'],
  'a number as name': [
    'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: 014}',
    'line 8: ServiceAccount: .metadata.name must be a string, not a number',
  ],
  'a namespace that leads elsewhere': [
    'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: a, namespace: ../../etc}',
    'line 8: ServiceAccount a: .metadata.namespace is not a valid namespace',
  ],
  'a label that is no string': [
    'apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: a, labels: {a/b: yes}}',
    'line 8: ServiceAccount a: .metadata.labels["a/b"] must be a string, not true',
  ],
  'containers that are a map': [
    deployment('containers:\n  name: a'),
    'line 13: Deployment api: .spec.template.spec.containers must be a list, not a map',
  ],
  'no containers': [
    `${deployment('serviceAccountName: a')}  selector: {matchLabels: {app: api}}\n`,
    'line 12: Deployment api: .spec.template.spec.containers is missing',
  ],
  'a quoted boolean': [
    deployment(`${PODS}\n  securityContext: {privileged: "true"}`),
    'line 16: Deployment api: .spec.template.spec.containers[0].securityContext.privileged must be true or false, not a string',
  ],
  'replicas in words': [
    deployment(PODS).replace('spec:\n', 'spec:\n  replicas: three\n'),
    'line 11: Deployment api: .spec.replicas must be a whole number, not a string',
  ],
  'an environment value that is no string': [
    deployment(`${PODS}\n  env: [{name: A, value: 5}]`),
    'line 16: Deployment api: .spec.template.spec.containers[0].env[0].value must be a string, not a number',
  ],
  'rules without verbs': [
    'apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: a}\nrules: [{resources: ["*"]}]',
    'line 9: Role a: .rules[0].verbs is missing',
  ],
  'text behind a separator': [
    'apiVersion: v1\nkind: Namespace\nmetadata: {name: x}\n--- {a: b}',
    'line 9: only spaces and a comment may follow ---. Begin the document on the next line.',
  ],
  'a second document without separator': [
    'kind: Pod\n...\nkind: Secret',
    'line 7: a second document begins without ---: kubectl would ignore it',
  ],
  'a list of a single value': ['apiVersion: v1\nkind: List\nitems: 5', 'line 8: .items must be a list, not a number'],
  'a list that is a map': ['apiVersion: v1\nkind: PodList\nitems: {a: b}', 'line 8: .items must be a list, not a map'],
  'a list in a list that is none': [
    'apiVersion: v1\nkind: List\nitems: [{apiVersion: v1, kind: List, items: 7}]',
    'line 8: items[0].items must be a list, not a number',
  ],
  'a wrong item of a list': [
    'apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Namespace, metadata: {name: a}}\n- {apiVersion: v1, kind: Pod, metadata: {name: 1}}',
    'line 10: items[1]: Pod: .metadata.name must be a string, not a number',
  ],
};

for (const [name, [text, said]] of Object.entries(DOCUMENTS))
  test(`${name} is reported with its place, and the rest is read`, async () => {
    const { names, errors } = await scanText(`${serviceAccount('first')}---\n${text}\n---\n${GOOD}`);
    expect(names).toContain('serviceaccount/first');
    expect(names).toContain('serviceaccount/good');
    expect(errors[0]).toBe(`a.yaml: document ${name.startsWith('text behind') ? 3 : 2}, ${said}`);
  });

const FILES: Readonly<Record<string, readonly [content: string | Buffer, said: string]>> = {
  'an empty file': ['', 'a.yaml: it is empty. Add objects or leave it out.'],
  'a binary file': [
    Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2]),
    'a.yaml: it is a binary file. Name YAML or JSON files.',
  ],
  'broken JSON': [
    '{"kind": "Pod",\n "spec": [}',
    'a.yaml: document 1, line 2: not valid JSON: a character that JSON does not allow here. Fix it there or above.',
  ],
  'truncated JSON': [
    '{"kind": "Pod",\n "spec": "',
    'a.yaml: document 1, line 2: not valid JSON: a string is not closed. Fix it there or above.',
  ],
  'a duplicate key in JSON': [
    '{"apiVersion": "v1",\n "kind": "Pod",\n "metadata": {"name": "a", "name": "b"}}',
    'a.yaml: document 1, line 3: the key name appears twice. Keep one of them.',
  ],
  'a chart template': [
    'apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Release.Name }}\n',
    'a.yaml: document 1, line 4: it is a Helm template: render it first (helm template CHART | kubectl harden scan -f -)',
  ],
  'a template in quotes': [
    'apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: "{{ .Release.Name }}"\n',
    'a.yaml: document 1, line 4: ServiceAccount {{ .Release.Name }}: .metadata.name is a template that was not rendered',
  ],
  'values of a chart': [
    'image: nginx\nreplicas: 2\n',
    'no Kubernetes objects found in a.yaml. Objects have an apiVersion and a kind.',
  ],
};

for (const [name, [content, said]] of Object.entries(FILES))
  test(`${name} is no clean bill`, async () => {
    const { names, errors } = await scanText(content);
    expect(names).toEqual([]);
    expect(errors).toEqual([said]);
  });

test('comments alone are no objects', async () => {
  const { errors } = await scanText('# nothing\n---\n\n---\n# here\n');
  expect(errors).toHaveLength(1);
  expect(errors[0]).toMatch(/^no Kubernetes objects found in .*a\.yaml\. Objects have an apiVersion and a kind\.$/);
});

test('an empty standard input is no clean bill', async () => {
  const { errors } = await scan({ paths: ['-'], stdin: Readable.from([]) });
  expect(errors).toEqual(['standard input: it is empty. Add objects or leave it out.']);
});

test('text that is not valid UTF-8 spoils only its document', async () => {
  const bad = Buffer.from(serviceAccount('bad', '  labels: {a: "\xff"}\n'), 'latin1');
  const { names, errors } = await scanText(
    Buffer.concat([Buffer.from(`${GOOD}---\n`), bad, Buffer.from(`---\n${serviceAccount('other')}`)]),
  );
  expect(names).toEqual(['serviceaccount/good', 'serviceaccount/other']);
  expect(errors).toEqual(['a.yaml: document 2, line 10: it is not valid UTF-8 text. Save it as UTF-8.']);
});

test('an alias bomb ends at once', async () => {
  const level = (index: number): string =>
    `l${index}: &l${index} [${Array(9)
      .fill(`*l${index - 1}`)
      .join(', ')}]`;
  const bomb = [
    'l0: &l0 [x, x, x, x, x, x, x, x, x]',
    ...Array.from({ length: 9 }, (_, index) => level(index + 1)),
  ].join('\n');
  const { names, errors } = await scanText(`kind: Bomb\napiVersion: v1\n${bomb}\n---\n${GOOD}`);
  expect(names).toEqual(['serviceaccount/good']);
  expect(errors).toEqual(['a.yaml: document 1, line 1: its aliases expand to more than 100000 values']);
});

test('merges that multiply end at once', async () => {
  const base = Array.from({ length: 1000 }, (_, index) => `  k${index}: 1`).join('\n');
  const uses = Array.from({ length: 1000 }, (_, index) => `u${index}: {<<: *base}`).join('\n');
  const { errors } = await scanText(`base: &base\n${base}\n${uses}\n---\n${GOOD}`);
  expect(errors[0]).toMatch(/its merges \(<<\) bring more than 100000 keys$/);
});

test('deep nesting is refused', async () => {
  const { names, errors } = await scanText(`${GOOD}---\na: ${'['.repeat(5000)}${']'.repeat(5000)}\n`);
  expect(names).toEqual(['serviceaccount/good']);
  expect(errors).toEqual(['a.yaml: document 2, line 6: it is nested deeper than 100 levels']);
});

test('ten thousand documents are read', async () => {
  const documents = Array.from({ length: 10_000 }, (_, index) => serviceAccount(`a${index}`));
  const { names, errors } = await scanText(documents.join('---\n'));
  expect(names).toHaveLength(10_000);
  expect(errors).toEqual([]);
});

test('of ten thousand broken documents the first twenty are told', async () => {
  const { names, errors } = await scanText(`${GOOD}${'---\nkind: [\n'.repeat(10_000)}`);
  expect(names).toEqual(['serviceaccount/good']);
  expect(errors).toHaveLength(21);
  expect(errors[20]).toBe('a.yaml: 9980 more documents could not be read');
});

test('a missing file and an unreadable folder are told, other files are read', async () => {
  const path = folder({ 'a.yaml': GOOD, 'closed/b.yaml': GOOD });
  chmodSync(join(path, 'closed'), 0o000);
  const { names, errors } = await scan({ paths: [join(path, 'none.yaml'), path], recursive: true });
  chmodSync(join(path, 'closed'), 0o755);
  expect(names).toContain('serviceaccount/good');
  expect(errors[0]).toBe(`${path}/none.yaml: there is no such file or folder. Check the path.`);
  // Root reads every folder.
  if (process.getuid?.() !== 0)
    expect(errors[1]).toBe(`${path}/closed: permission denied. Grant yourself the permission.`);
});

test('links that lead in a circle end', async () => {
  const path = folder({ 'sub/a.yaml': GOOD });
  symlinkSync(path, join(path, 'sub', 'again'));
  symlinkSync('self.yaml', join(path, 'self.yaml'));
  const { names, errors } = await scan({ paths: [path], recursive: true });
  expect(names).toEqual(['serviceaccount/good']);
  expect(errors).toEqual([`${path}/self.yaml: its symbolic links form a loop. Fix the links.`]);
});

test('control sequences of a manifest never reach a message', async () => {
  const { errors } = await scanText('apiVersion: v1\nkind: Pod\nmetadata: {name: "\\e[31mred", labels: []}\n');
  expect(errors).toEqual(['a.yaml: document 1, line 3: Pod red: .metadata.labels must be a map, not a list']);
});

test('an address is not read, and a way to read it is told', async () => {
  const { errors } = await scan({ paths: ['https://example.com/a.yaml'] });
  expect(errors).toEqual([
    'https://example.com/a.yaml: URLs are not supported. Fetch it first: curl -fsSL ADDRESS | kubectl harden scan -f -',
  ]);
});

test('a folder without manifests is told, and how deeper folders are read', async () => {
  const path = folder({ 'notes.txt': '', 'sub/notes.txt': '' });
  const flat = `no Kubernetes objects found in ${path}. Manifests are files named .yaml, .yml or .json.`;
  expect((await scan({ paths: [path] })).errors).toEqual([`${flat} With -R those in sub-folders are read too.`]);
  expect((await scan({ paths: [path], recursive: true })).errors).toEqual([flat]);
});

test('a file or folder whose name is not UTF-8 is told as such, and the rest is read', async () => {
  const path = folder({ 'good.yaml': GOOD, 'more/a.yaml': GOOD });
  const strange = (name: string) => Buffer.concat([Buffer.from(`${path}/caf`), Buffer.from([0xe9]), Buffer.from(name)]);
  writeFileSync(strange('.yaml'), GOOD);
  writeFileSync(strange('.txt'), 'notes');
  renameSync(join(path, 'more'), strange(''));
  const { names, errors } = await scan({ paths: [path], recursive: true });
  expect(names).toEqual(['serviceaccount/good']);
  const said = 'its name is not valid UTF-8, so that it cannot be opened. Rename it.';
  expect(errors.map((text) => text.replace(`${path}/`, '')).sort()).toEqual([
    `caf\ufffd.yaml: ${said}`,
    `caf\ufffd: ${said}`,
  ]);
});
