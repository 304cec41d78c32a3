import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { refOf } from '../../src/kube/refs.ts';
import type { Edit, Json, KubeObject } from '../../src/plugin-api/index.ts';
import { isCredentialName, isShownAnnotation, looksLikeCredential } from '../../src/redaction/credentials.ts';
import { applyPlan, previewPlan, previewUndo, undoRun } from '../../src/remediation/index.ts';
import { isSealed, seal } from '../../src/remediation/journal/seal.ts';
import { objectDiff } from '../../src/remediation/preview/diff.ts';
import { contents, FakeTarget } from '../support/fake-target.ts';
import { accessOf, binding, contextFor, decision, deployment, edit, NO_ESCALATION, SET_SECCOMP } from './support.ts';

const CANARIES = ['canary-plain', 'Cn4ry7ZqLm0PsW2x', 'ghp_canaryCANARYcanary0123456789abcd', 'canary-in-args-9'];
const [PLAIN = '', OPAQUE = '', TOKEN = '', ARGUMENT = ''] = CANARIES;

const SECRETIVE = deployment('api', 'shop', {
  env: [
    { name: 'INNOCENT', value: PLAIN },
    { name: 'DB_PASSWORD', value: OPAQUE },
    { name: 'FROM', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } },
  ],
  args: ['--port=8080', `--db-password=${ARGUMENT}`, '--token', ARGUMENT, `https://kim:${ARGUMENT}@db/x`],
  command: ['sh', '-c', `export TOKEN=${ARGUMENT}; run`],
  livenessProbe: { httpGet: { path: '/', httpHeaders: [{ name: 'Authorization', value: PLAIN }] } },
});
const ANNOTATED = {
  ...SECRETIVE,
  metadata: {
    ...SECRETIVE.metadata,
    annotations: {
      'example.com/note': PLAIN,
      'example.com/token': OPAQUE,
      'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify({ password: TOKEN, plain: PLAIN }),
    },
  },
} as KubeObject;

function filesBelow(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    .join('\n');
}

const CONTAINER = ['spec', 'template', 'spec', 'containers', { key: 'name', is: 'api' }] as const;

test('planted values are in no diff, no journal, no undo script, no progress and no result', async () => {
  const viewers = binding('viewers', ['ann', 'ben'], 'view');
  const noted = {
    ...viewers,
    metadata: { ...viewers.metadata, annotations: { 'x/api-key': OPAQUE, note: TOKEN } },
  } as KubeObject;
  const target = new FakeTarget([ANNOTATED, noted]);
  const context = contextFor(target, { access: accessOf(target) });
  const said: unknown[] = [];
  const unset: Edit = { op: 'unset', path: [...CONTAINER, 'env', { key: 'name', is: 'DB_PASSWORD' }] };
  const preview = await previewPlan(context, {
    decisions: [
      decision('d', [edit(SECRETIVE, NO_ESCALATION, SET_SECCOMP, unset)]),
      decision('drop', [{ op: 'delete', target: refOf(noted) }]),
    ],
  });
  said.push(
    preview.steps.map(({ diff, warnings, byOthers }) => ({ diff, warnings, byOthers })),
    preview.caveats,
  );
  expect(preview.steps[0]?.diff).toContain('***');
  const doubts = [
    expect.stringContaining('undo cannot give it back'),
    expect.stringMatching(/without .metadata.annotations.*x.api-key.*note/),
  ];
  expect(preview.steps.flatMap((step) => step.doubts ?? [])).toEqual(doubts);
  expect(preview.caveats).toEqual(expect.arrayContaining(doubts));
  said.push(await applyPlan(context, preview, { typed: 'dev', onProgress: (progress) => said.push(progress) }));
  expect(target.writes).toHaveLength(2);
  const undo = await previewUndo(context);
  expect(undo.refused).toMatchObject([{ reason: expect.stringContaining('never kept') }]);
  said.push(undo.refused, await undoRun(context, undo, { typed: 'dev' }));
  const partial = await previewUndo(context, { isPartial: true });
  const result = await undoRun(context, partial, { typed: 'dev' });
  said.push(partial.caveats, result);
  expect(result.steps.map(({ remains }) => remains)).toEqual([[expect.stringContaining('annotations["x/api-key"]')]]);
  expect(target.get(refOf(noted))).toMatchObject({ subjects: viewers.subjects });
  const all = `${JSON.stringify(said)}\n${filesBelow(context.stateFolder)}`;
  expect(all).toContain('$sha256');
  for (const canary of CANARIES) expect(all).not.toContain(canary);
});

test('a change beside credentials is taken back although they are never kept', async () => {
  const target = new FakeTarget([ANNOTATED]);
  const context = contextFor(target);
  const before = contents(target);
  const preview = await previewPlan(context, {
    decisions: [decision('d', [edit(SECRETIVE, NO_ESCALATION, SET_SECCOMP)])],
  });
  await applyPlan(context, preview, {});
  const undo = await previewUndo(context);
  const all = `${filesBelow(context.stateFolder)}${preview.steps[0]?.diff}${undo.steps[0]?.diff}`;
  for (const canary of CANARIES) expect(all).not.toContain(canary);
  expect(await undoRun(context, undo, {})).toMatchObject({ outcome: 'applied' });
  expect(contents(target)).toEqual(before);
});

test('a credential that we replace by another one is told apart by its hash only', async () => {
  const path = [...CONTAINER, 'env', { key: 'name', is: 'INNOCENT' }, 'value'];
  const target = new FakeTarget([SECRETIVE]);
  const context = contextFor(target);
  const preview = await previewPlan(context, {
    decisions: [decision('d', [edit(SECRETIVE, { op: 'set', path, value: 'new-canary' })])],
  });
  expect(preview.steps[0]?.diff).toMatch(/-.*\(before\).*\n\+.*\(after\)/);
  await applyPlan(context, preview, {});
  expect((await previewUndo(context)).refused).toMatchObject([{ code: 'invalid' }]);
  expect(filesBelow(context.stateFolder)).not.toContain('new-canary');
});

test.each([
  ['password', true],
  ['DB_PASSWD', true],
  ['api-key', true],
  ['apiKey', true],
  ['AWS_SECRET_ACCESS_KEY', true],
  ['auth', true],
  ['GITHUB_TOKEN', true],
  ['dsn', true],
  ['connectionString', true],
  ['author', false],
  ['port', false],
  ['monkey', false],
  ['keyboard', false],
  ['replicas', false],
])('%s is a name of credentials: %s', (name, expected) => {
  expect(isCredentialName(name)).toBe(expected);
});

test.each([
  ['AKIAIOSFODNN7EXAMPLE', true],
  ['-----BEGIN RSA PRIVATE KEY-----', true],
  ['postgres://u:p4ss@db:5432/x', true],
  ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.sig', true],
  ['password=abc', true],
  ['wJalrXUtnFEMIK7MDENGbPxRfiCY', true],
  ['RuntimeDefault', false],
  ['registry.k8s.io/kube-apiserver:v1.36.3', false],
  ['--port=8080', false],
  ['/var/run/secrets/kubernetes.io', false],
  ['6f0c5a4e-0000-4000-8000-000000000001', false],
  ['https://example.com/a', false],
])('%s looks like a credential: %s', (value, expected) => {
  expect(looksLikeCredential(value)).toBe(expected);
});

test.each([
  ['example.com/enabled', 'true', true],
  ['example.com/note', 'anything at all', false],
  ['pod-security.kubernetes.io/x', 'restricted', true],
  ['kubernetes.io/token', 'x', false],
  ['container.apparmor.security.beta.kubernetes.io/api', 'runtime/default', true],
  ['evilkubernetes.io/x', 'y', false],
])('the annotation %s=%s is shown: %s', (key, value, expected) => {
  expect(isShownAnnotation(key, value)).toBe(expected);
});

test('the same value has one seal in a run and another in the next', () => {
  const value = (run: string): Json => seal({ env: [{ name: 'A', value: 'b' }] }, [], run);
  expect(value('one')).toEqual(value('one'));
  expect(value('one')).not.toEqual(value('two'));
  expect(isSealed(value('one'))).toBe(true);
  expect(isSealed({ env: [{ name: 'A', valueFrom: {} }] })).toBe(false);
});

test('control sequences of a cluster are in no diff', () => {
  const evil = (text: string) =>
    ({
      ...deployment('api'),
      spec: { replicas: 1, note: `${text}\u001b[2J\u009b1m\u202e\r\n\tx` },
    }) as unknown as KubeObject;
  const diff = objectDiff(evil('a'), evil('b'));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
  expect(diff).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  expect(diff).toContain('+');
});

test('what the server keeps for itself makes no line of a diff', () => {
  const one = { ...deployment('api'), status: { replicas: 1 } } as unknown as KubeObject;
  const two = {
    ...one,
    metadata: {
      ...one.metadata,
      uid: 'x',
      resourceVersion: '9',
      generation: 4,
      creationTimestamp: 'now',
      managedFields: [],
      annotations: {
        'deployment.kubernetes.io/revision': '2',
        'kubectl.kubernetes.io/last-applied-configuration': '{}',
      },
    },
    status: { replicas: 2 },
  } as unknown as KubeObject;
  expect(objectDiff(one, two)).toBe('');
});

test('a new object is all additions and a deleted one all removals', () => {
  const lines = (diff: string) =>
    new Set(
      diff
        .split('\n')
        .slice(1)
        .map((line) => line[0]),
    );
  expect(lines(objectDiff(undefined, deployment('api')))).toEqual(new Set(['+']));
  expect(lines(objectDiff(deployment('api'), undefined))).toEqual(new Set(['-']));
});
