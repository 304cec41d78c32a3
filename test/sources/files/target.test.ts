import {
  chmodSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { fieldChangesOf } from '../../../src/model/edits.ts';
import type { SourceEvent, Target, WriteResult } from '../../../src/model/ports.ts';
import type { Edit, Json, KubeObject, ObjectRef } from '../../../src/plugin-api/index.ts';
import { openFiles } from '../../../src/sources/files/index.ts';
import { ALL, deployment, folder, SIGNAL, serviceAccount } from './harness.ts';

const API: ObjectRef = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'default', name: 'api' };
const WEB: ObjectRef = { ...API, name: 'web' };
const PODS = 'containers:\n- name: main\n  image: nginx # pinned';
const NO_ROOT: Edit = { op: 'set', path: ['spec', 'template', 'spec', 'securityContext', 'runAsNonRoot'], value: true };
const NO_TOKEN: Edit = { op: 'set', path: ['spec', 'template', 'spec', 'automountServiceAccountToken'], value: false };
const POLICY = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'harden-default-deny-ingress', namespace: 'default' },
  spec: { podSelector: {}, policyTypes: ['Ingress'] },
} as KubeObject;
const TWO = `${deployment(PODS)}---\n${deployment(PODS, 'web')}`;

async function edit(target: Target, ref: ObjectRef, edits: readonly Edit[], dryRun = false): Promise<WriteResult> {
  const object = await target.read(ref, SIGNAL);
  if (object === undefined) throw new Error('not there');
  return target.write({ op: 'patch', ref, fieldChanges: fieldChangesOf(object, edits) }, { dryRun }, SIGNAL);
}
function undo(target: Target, { restore }: WriteResult, dryRun = false): Promise<WriteResult> {
  if (target.restore === undefined || restore === undefined) throw new Error('nothing to restore');
  return target.restore(restore, { dryRun }, SIGNAL);
}

test('several edits of one file are taken back in reverse order to the same bytes', async () => {
  const file = join(folder({ 'a.yaml': TWO }), 'a.yaml');
  const { target } = openFiles({ paths: [file] });
  const steps = [
    await edit(target, API, [NO_ROOT]),
    await edit(target, WEB, [NO_ROOT, NO_TOKEN]),
    await edit(target, API, [NO_TOKEN]),
    await target.write({ op: 'create', object: POLICY }, { dryRun: false }, SIGNAL),
  ];
  const changed = readFileSync(file, 'utf8');
  expect(changed.match(/runAsNonRoot: true/g)).toHaveLength(2);
  expect(changed).toContain('kind: NetworkPolicy');

  // Another process: what the journal holds is all that is known.
  const { target: later } = openFiles({ paths: [file] });
  for (const step of steps.toReversed()) await undo(later, step, true);
  expect(readFileSync(file, 'utf8')).toBe(changed);
  for (const step of steps.toReversed()) await undo(later, step);
  expect(readFileSync(file, 'utf8')).toBe(TWO);
});

test('a write gives back the object before and after, and a dry run stores nothing', async () => {
  const file = join(folder({ 'a.yaml': TWO }), 'a.yaml');
  const { target } = openFiles({ paths: [file] });
  const tried = await edit(target, API, [NO_TOKEN], true);
  expect(readFileSync(file, 'utf8')).toBe(TWO);
  const done = await edit(target, API, [NO_TOKEN]);
  for (const result of [tried, done]) {
    expect(result).toMatchObject({ verified: 'local', warnings: [] });
    expect(result.before).not.toHaveProperty('spec.template.spec.automountServiceAccountToken');
    expect(result.after).toHaveProperty('spec.template.spec.automountServiceAccountToken', false);
  }
  expect(await target.read(API, SIGNAL)).toEqual(done.after);
});

test('a file that somebody else changed is not written', async () => {
  const file = join(folder({ 'a.yaml': TWO }), 'a.yaml');
  const { target } = openFiles({ paths: [file] });
  const object = (await target.read(API, SIGNAL)) as KubeObject;
  const fieldChanges = fieldChangesOf(object, [NO_ROOT]);
  writeFileSync(file, `${TWO}# a remark\n`);
  const write = target.write({ op: 'patch', ref: API, fieldChanges }, { dryRun: false }, SIGNAL);
  await expect(write).rejects.toMatchObject({ code: 'drift', message: `${file} changed since it was read` });
  expect(readFileSync(file, 'utf8')).toBe(`${TWO}# a remark\n`);
});

test('a value that changed since it was read is drift', async () => {
  const file = join(folder({ 'a.yaml': TWO }), 'a.yaml');
  const { target } = openFiles({ paths: [file] });
  const fieldChanges = [{ path: NO_TOKEN.path, before: true, after: false }];
  const write = target.write({ op: 'patch', ref: API, fieldChanges }, { dryRun: false }, SIGNAL);
  const message = `${file}:1: .spec.template.spec.automountServiceAccountToken changed since it was read`;
  await expect(write).rejects.toMatchObject({ code: 'drift', message });
});

test('undo refuses a file that was changed since', async () => {
  const file = join(folder({ 'a.yaml': TWO }), 'a.yaml');
  const { target } = openFiles({ paths: [file] });
  const step = await edit(target, API, [NO_ROOT]);
  writeFileSync(file, readFileSync(file, 'utf8').replace('nginx', 'httpd'));
  const message = `${file} changed since: its content differs from what was written`;
  await expect(undo(target, step)).rejects.toMatchObject({ code: 'drift', message });
  expect(readFileSync(file, 'utf8')).toContain('httpd');
});

test('what is no record of a file write is not restored', async () => {
  const { target } = openFiles({ paths: [folder({ 'a.yaml': TWO })] });
  const records: readonly Json[] = [null, {}, { file: 'a', ref: {}, how: 'splice', sha256: 'x', pieces: [{}] }];
  for (const restore of records)
    await expect(target.restore?.(restore, { dryRun: false }, SIGNAL)).rejects.toMatchObject({ code: 'failed' });
});

test('an object that is not in the files is gone', async () => {
  const { target } = openFiles({ paths: [folder({ 'a.yaml': TWO })] });
  const ref = { ...API, name: 'none' };
  expect(await target.read(ref, SIGNAL)).toBeUndefined();
  const write = target.write({ op: 'patch', ref, fieldChanges: [] }, { dryRun: true }, SIGNAL);
  await expect(write).rejects.toMatchObject({ code: 'gone' });
});

test('new objects go to a file of their namespace beside the first one of it', async () => {
  const path = folder({
    'a/ns.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: {name: default}\n',
    'b/api.yaml': TWO,
  });
  const { target } = openFiles({ paths: [path], recursive: true });
  const first = await target.write({ op: 'create', object: POLICY }, { dryRun: false }, SIGNAL);
  const second = { ...POLICY, metadata: { ...POLICY.metadata, name: 'harden-allow-dns' } };
  const then = await target.write({ op: 'create', object: second }, { dryRun: false }, SIGNAL);
  const role = { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: 'a' } };
  const last = await target.write({ op: 'create', object: role }, { dryRun: false }, SIGNAL);

  expect(readdirSync(join(path, 'a')).sort()).toEqual(['harden-cluster.yaml', 'harden-default.yaml', 'ns.yaml']);
  const made = readFileSync(join(path, 'a', 'harden-default.yaml'), 'utf8');
  expect(made).toBe(`${policyText('harden-default-deny-ingress')}---\n${policyText('harden-allow-dns')}`);
  expect(first.after).toEqual(POLICY);
  expect(
    await target.read({ ...API, apiVersion: POLICY.apiVersion, kind: POLICY.kind, name: 'harden-allow-dns' }, SIGNAL),
  ).toEqual(second);

  for (const step of [last, then, first]) await undo(target, step);
  expect(readdirSync(join(path, 'a'))).toEqual(['ns.yaml']);
});

function policyText(name: string, dash = '    '): string {
  return `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: ${name}
  namespace: default
spec:
  podSelector: {}
  policyTypes:
${dash}- Ingress
`;
}

test('an object that is there already is a conflict', async () => {
  const file = join(folder({ 'a.yaml': `${TWO}---\n${policyText('harden-default-deny-ingress')}` }), 'a.yaml');
  const { target } = openFiles({ paths: [file] });
  const write = target.write({ op: 'create', object: POLICY }, { dryRun: true }, SIGNAL);
  await expect(write).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining(`${file}:23`) });
});

/** A file, and what stands in it after a document was appended. */
const APPENDED: Readonly<Record<string, readonly [before: string, between: string]>> = {
  'with a separator': [serviceAccount('a'), '---\n'],
  'behind a separator that is there': [`${serviceAccount('a')}---\n`, ''],
  'after a missing last line end': [serviceAccount('a').trimEnd(), '\n---\n'],
};
for (const [name, [before, between]] of Object.entries(APPENDED))
  test(`a document is appended to a named file ${name}`, async () => {
    const file = join(folder({ 'a.yaml': before }), 'a.yaml');
    const { target } = openFiles({ paths: [file] });
    const step = await target.write({ op: 'create', object: POLICY }, { dryRun: false }, SIGNAL);
    expect(readFileSync(file, 'utf8')).toBe(`${before}${between}${policyText('harden-default-deny-ingress')}`);
    await undo(target, step);
    expect(readFileSync(file, 'utf8')).toBe(before);
  });

test('JSON gets JSON appended', async () => {
  const json = '{"apiVersion":"v1","kind":"ServiceAccount","metadata":{"name":"a"}}';
  const file = join(folder({ 'a.json': json }), 'a.json');
  const { target } = openFiles({ paths: [file] });
  await target.write({ op: 'create', object: POLICY }, { dryRun: false }, SIGNAL);
  expect(readFileSync(file, 'utf8')).toBe(`${json}\n${JSON.stringify(POLICY, null, 2)}\n`);
});

const A = serviceAccount('a');
const B = serviceAccount('b');
const C = serviceAccount('c');
const DELETED: Readonly<Record<string, readonly [before: string, after: string | undefined]>> = {
  'the first of three': [`${B}---\n${A}---\n${C}`, `${A}---\n${C}`],
  'one in the middle': [`${A}--- # b\n${B}--- # c\n${C}`, `${A}--- # b\n${C}`],
  'the last one': [`${A}---\n${C}---\n${B}`, `${A}---\n${C}`],
  'the only one': [`# b\n${B}`, undefined],
  'an item of a list': [
    `kind: List\napiVersion: v1\nitems:\n- {apiVersion: v1, kind: ServiceAccount, metadata: {name: a}}\n- {apiVersion: v1, kind: ServiceAccount, metadata: {name: b}}\n`,
    `kind: List\napiVersion: v1\nitems:\n- {apiVersion: v1, kind: ServiceAccount, metadata: {name: a}}\n`,
  ],
};
for (const [name, [before, after]] of Object.entries(DELETED))
  test(`a document that is deleted leaves the others: ${name}`, async () => {
    const file = join(folder({ 'a.yaml': before }), 'a.yaml');
    const { target } = openFiles({ paths: [file] });
    const ref = { apiVersion: 'v1', kind: 'ServiceAccount', namespace: 'default', name: 'b' };
    const step = await target.write({ op: 'delete', ref }, { dryRun: false }, SIGNAL);
    expect(existsSync(file) ? readFileSync(file, 'utf8') : undefined).toBe(after);
    expect(await target.read(ref, SIGNAL)).toBeUndefined();
    expect(step.before?.metadata.name).toBe('b');
    await undo(target, step);
    expect(readFileSync(file, 'utf8')).toBe(before);
    expect((await target.read(ref, SIGNAL))?.metadata.name).toBe('b');
  });

test('standard input is edited in memory', async () => {
  const { target, editedStdin } = openFiles({ paths: ['-'], stdin: Readable.from([TWO]) });
  const text = () => editedStdin().toString('utf8');
  const step = await edit(target, WEB, [NO_TOKEN]);
  await target.write({ op: 'create', object: POLICY }, { dryRun: false }, SIGNAL);
  const lines = text().split('\n');
  expect(lines.filter((line) => line.includes('automount'))).toHaveLength(1);
  expect(text().startsWith(deployment(PODS))).toBe(true);
  expect(text()).toContain(`---\n${policyText('harden-default-deny-ingress', '  ')}`);
  expect(await undo(target, step)).toMatchObject({ state: 'in-part' });
  expect(text()).toBe(`${TWO}---\n${policyText('harden-default-deny-ingress', '  ')}`);
});

test('mode and links of a file are kept, and no temporary file stays', async () => {
  const path = folder({ 'real/a.yaml': TWO });
  const [real, link] = [join(path, 'real', 'a.yaml'), join(path, 'link.yaml')];
  chmodSync(real, 0o640);
  symlinkSync(real, link);
  await edit(openFiles({ paths: [link] }).target, API, [NO_TOKEN]);
  expect(lstatSync(link).isSymbolicLink()).toBe(true);
  expect(statSync(real).mode & 0o777).toBe(0o640);
  expect(readFileSync(real, 'utf8')).toContain('automount');
  expect(readdirSync(join(path, 'real'))).toEqual(['a.yaml']);
});

test('a file with bytes that are no text is not edited', async () => {
  const path = folder({ 'a.yaml': Buffer.concat([Buffer.from(`${TWO}---\n`), Buffer.from([0x61, 0xff])]) });
  const write = edit(openFiles({ paths: [path] }).target, API, [NO_TOKEN]);
  await expect(write).rejects.toMatchObject({ code: 'invalid', message: expect.stringContaining('not valid UTF-8') });
});

test('streams that watch are told what was written', async () => {
  const file = join(folder({ 'a.yaml': TWO }), 'a.yaml');
  const { source, target } = openFiles({ paths: [file] });
  const stop = new AbortController();
  const events: SourceEvent[] = [];
  for await (const event of source.stream({ ...ALL, watch: true }, stop.signal)) {
    events.push(event);
    if (event.type === 'synced')
      void edit(target, API, [NO_TOKEN]).then(() =>
        target.write({ op: 'delete', ref: WEB }, { dryRun: false }, SIGNAL),
      );
    if (event.type === 'remove') stop.abort();
  }
  const after = events.slice(events.findIndex(({ type }) => type === 'synced') + 1);
  expect(after).toMatchObject([
    { type: 'upsert', kind: 'Deployment', items: [{ object: { metadata: { name: 'api' } } }] },
    { type: 'remove', kind: 'Deployment', refs: [WEB] },
  ]);
});
