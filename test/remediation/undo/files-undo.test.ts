/** An undo of files goes by the paths and the bytes of the journal. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import type { Decision } from '../../../src/model/decision.ts';
import type { ObjectRef } from '../../../src/plugin-api/index.ts';
import {
  applyPlan,
  type ChangeContext,
  history,
  previewPlan,
  previewUndo,
  undoRun,
} from '../../../src/remediation/index.ts';
import { openFiles } from '../../../src/sources/files/index.ts';
import { decision, edit, SET_SECCOMP, stateFolder } from '../support.ts';

const ref = (name: string): ObjectRef => ({ apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name });
const text = (name: string, note = '') => `# ${name}
apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: shop}
spec:
  template:
    spec:
      securityContext: null # ${name}, nobody knows why
      containers: [{name: main, image: "main:1"}]${note}
`;
const BINDING: ObjectRef = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'RoleBinding',
  namespace: 'shop',
  name: 'b',
};
const bindingText = (annotations: string) => `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: b
  namespace: shop
${annotations}roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
`;

async function applied(files: Readonly<Record<string, string>>, decisions: readonly Decision[]) {
  const folder = mkdtempSync(join(tmpdir(), 'harden-undo-'));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  const state = stateFolder();
  const open = (recursive = true): ChangeContext => ({
    target: openFiles({ paths: [folder], recursive }).target,
    mode: 'apply',
    stateFolder: state,
    tool: 'test',
  });
  const context = open();
  const result = await applyPlan(context, await previewPlan(context, { decisions }), {});
  expect(result.outcome).toBe('applied');
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  return { folder, open, read, run: result.folder ?? '', journal: join(result.folder ?? '', 'journal.jsonl') };
}

const BOTH = [decision('a', [edit(ref('a'), SET_SECCOMP)]), decision('b', [edit(ref('b'), SET_SECCOMP)])];
const FILES = { 'a.yaml': text('a'), 'below/b.yaml': text('b') };

test('files in folders that are not read this time are given back all the same', async () => {
  const { open, read } = await applied(FILES, BOTH);
  const context = open(false);
  const result = await undoRun(context, await previewUndo(context), {});
  expect(result.steps.map(({ remains }) => remains)).toEqual([[], []]);
  expect([read('a.yaml'), read('below/b.yaml')]).toEqual([text('a'), text('b')]);
});

test('a file that cannot be read as YAML any more is not taken for one without the object', async () => {
  const { open, read, folder } = await applied(FILES, BOTH);
  writeFileSync(join(folder, 'a.yaml'), 'spec: [\n');
  const refused = await previewUndo(open());
  expect(refused.refused).toMatchObject([{ reason: expect.stringContaining('is not found in') }]);
  expect((await undoRun(open(), refused, {})).outcome).toBe('refused');
  const context = open();
  await undoRun(context, await previewUndo(context, { isPartial: true }), {});
  expect(read('below/b.yaml')).toBe(text('b'));
  expect((await history(open()))[1]?.state).toBe('partly undone');
});

test('lines are found again in a file that others have changed, comments of the lines included', async () => {
  const { open, read, folder } = await applied(FILES, BOTH);
  const changed = `# new\n${read('a.yaml')}---\n${text('other')}`;
  writeFileSync(join(folder, 'a.yaml'), changed);
  const context = open();
  const result = await undoRun(context, await previewUndo(context), {});
  expect(read('a.yaml')).toBe(`# new\n${text('a')}---\n${text('other')}`);
  expect(result.steps.flatMap(({ remains = [] }) => remains)).toEqual([expect.stringContaining('not as before')]);
});

test('one change of a file with several goes without the others', async () => {
  const both = `${text('a')}---\n${text('b')}`;
  const { open, read } = await applied({ 'app.yaml': both }, BOTH);
  for (const step of [1, 2]) {
    const context = open();
    await undoRun(context, await previewUndo(context, { steps: [step] }), {});
  }
  expect(read('app.yaml')).toBe(both);
});

test.each([
  ['an annotation that looks like one', '  annotations: {pin: "4711", plain: canary-9}\n', 'canary-9'],
  ['an address', '  annotations:\n    ci: "https://ci/hook?token:canary-8"\n', 'canary-8'],
  ['a comment', '  # password: canary-7\n', 'canary-7'],
])(
  'no credential of a deleted document gets into the journal, and the rest comes back: %s',
  async (_, more, canary) => {
    const drop = decision('drop', [{ op: 'delete', target: BINDING }]);
    const files = { 'app.yaml': `${text('a')}---\n${bindingText(more)}---\n${text('b')}` };
    const { open, read, run } = await applied(files, [...BOTH, drop]);
    const all = spawnSync('cat', [join(run, 'journal.jsonl'), join(run, 'undo.sh')], { encoding: 'utf8' }).stdout;
    const beside = spawnSync('sh', ['-c', `cat '${run}'/undo/*`], { encoding: 'utf8' }).stdout;
    expect(all + beside).not.toContain(canary);
    const context = open();
    const undo = await previewUndo(context);
    expect(undo.refused).toEqual([]);
    expect((await undoRun(context, undo, {})).outcome).toBe('applied');
    const [first, second, third] = read('app.yaml').split('---\n');
    expect([first, third]).toEqual([text('a'), text('b')]);
    expect(second).toContain('name: b');
    expect(second).not.toContain(canary);
  },
);

test('the script gives the bytes back with a shell alone, or nothing when a file was changed since', async () => {
  const { open, read, run, folder } = await applied(FILES, BOTH);
  const written = read('a.yaml');
  writeFileSync(join(folder, 'a.yaml'), `${written}# more\n`);
  const refused = spawnSync('sh', [join(run, 'undo.sh')], { encoding: 'utf8' });
  expect(refused).toMatchObject({ status: 1, stderr: expect.stringContaining('changed since, left alone: 1') });
  expect(read('below/b.yaml')).not.toBe(text('b'));
  writeFileSync(join(folder, 'a.yaml'), written);
  expect(spawnSync('sh', [join(run, 'undo.sh')]).status).toBe(0);
  expect([read('a.yaml'), read('below/b.yaml')]).toEqual([text('a'), text('b')]);
  const context = open();
  expect(await undoRun(context, await previewUndo(context), {})).toMatchObject({ outcome: 'nothing' });
  expect((await history(open())).find(({ kind }) => kind === 'apply')?.state).toBe('undone');
});

test('nothing is written outside of what was given, whatever a link or a path says', async () => {
  const { folder, open } = await applied(FILES, BOTH);
  const outside = join(mkdtempSync(join(tmpdir(), 'harden-outside-')), 'c.yaml');
  writeFileSync(outside, text('c'));
  symlinkSync(outside, join(folder, 'c.yaml'));
  const context = open();
  const preview = await previewPlan(context, { decisions: [decision('c', [edit(ref('c'), SET_SECCOMP)])] });
  expect(preview.refused).toMatchObject([
    { code: 'denied', reason: expect.stringContaining(`${outside}, outside of`) },
  ]);
  const hash = 'a'.repeat(64);
  const planted = { file: outside, ref: ref('c') as never, before: hash, after: null, pieces: [] };
  const target = openFiles({ paths: [folder] }).target;
  await expect(target.restore?.(planted, { dryRun: false }, new AbortController().signal)).rejects.toMatchObject({
    code: 'denied',
  });
  expect(readFileSync(outside, 'utf8')).toBe(text('c'));
});

test('a file that is gone is missing, and not a change that has nothing to take back', async () => {
  const { folder, open } = await applied(FILES, BOTH);
  rmSync(join(folder, 'a.yaml'));
  expect((await previewUndo(open())).refused).toMatchObject([{ reason: expect.stringContaining('is not found in') }]);
});
