import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { refOf } from '../../src/kube/refs.ts';
import type { RunProgress } from '../../src/model/plan.ts';
import type { KubeObject } from '../../src/plugin-api/index.ts';
import {
  applyPlan,
  type ChangeContext,
  history,
  previewPlan,
  previewUndo,
  undoRun,
} from '../../src/remediation/index.ts';
import { contents, type FakeOptions, FakeTarget } from '../support/fake-target.ts';
import { MemoryFiles } from './journal/memory-files.ts';
import {
  accessOf,
  binding,
  CLUSTER_ADMIN,
  contextFor,
  DENY_SPEC,
  decision,
  deployment,
  edit,
  ensure,
  NO_ESCALATION,
  namespace,
  policy,
  SET_SECCOMP,
  WARN,
  withoutUser,
} from './support.ts';

const SHOP = namespace('shop', { team: 'a' });
const API = deployment('api');
const WEB = deployment('web');
const DECISIONS = [
  decision('level', [edit(SHOP, WARN)]),
  decision('api', [edit(API, SET_SECCOMP, NO_ESCALATION)]),
  decision('web', [edit(WEB, SET_SECCOMP)]),
];

async function prepare(options: FakeOptions = {}, more: Partial<ChangeContext> = {}) {
  const target = new FakeTarget([SHOP, API, WEB], options);
  const context = contextFor(target, more);
  return { target, context, before: contents(target), preview: await previewPlan(context, { decisions: DECISIONS }) };
}
const phases = ({ steps }: { steps: readonly { phase: string }[] }) => steps.map(({ phase }) => phase);

test('the journal and the undo script are on disk before the first write, for the operator alone', async () => {
  const seen: string[] = [];
  const { context, preview } = await prepare({
    before: (call, nth) => {
      if (call !== 'write' || nth !== 1) return;
      const [run] = readdirSync(join(context.stateFolder, 'runs'));
      const folder = join(context.stateFolder, 'runs', run ?? '');
      seen.push(...readdirSync(folder).sort(), ...readdirSync(join(folder, 'undo')).sort());
      expect(readFileSync(join(folder, 'journal.jsonl'), 'utf8').trimEnd().split('\n')).toHaveLength(2);
      expect(statSync(folder).mode & 0o777).toBe(0o700);
      for (const name of ['journal.jsonl', 'undo.sh']) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    },
  });
  const result = await applyPlan(context, preview, {});
  expect(result.run).toMatch(/^\d{8}T\d{6}Z-[0-9a-f]{4}$/);
  expect(result.folder).toBe(join(context.stateFolder, 'runs', result.run));
  expect(seen.slice(0, 3)).toEqual(['journal.jsonl', 'undo', 'undo.sh']);
  expect(seen).toContain('01-undo.json');
  expect(readdirSync(context.stateFolder)).toEqual(['runs']);
});

test('progress tells every phase of every step, in order', async () => {
  const { context, preview } = await prepare();
  const seen: RunProgress[] = [];
  await applyPlan(context, preview, { onProgress: (progress) => seen.push(progress) });
  const second = seen.map(({ steps }) => steps[1]?.phase).filter((phase, at, all) => phase !== all[at - 1]);
  expect(second).toEqual(['waiting', 'checked', 'saved', 'written', 'verified']);
  expect(seen.at(-1)).toMatchObject({ done: true, kind: 'apply' });
  expect(seen.at(-1)?.steps.every(({ tookMs }) => typeof tookMs === 'number')).toBe(true);
});

const OTHER: readonly (readonly [string, object])[] = [
  ['cluster', { id: 'another' }],
  ['server', { server: 'https://elsewhere' }],
  ['certificate authority', { ca: 'bb' }],
  ['user', { user: 'mallory' }],
];
test.each(OTHER)('another %s than in the preview refuses the run', async (word, change) => {
  const { target, context, preview } = await prepare();
  target.cluster = { ...target.cluster, ...change };
  const result = await applyPlan(context, preview, {});
  expect(result).toMatchObject({ outcome: 'refused', error: expect.stringContaining(`the ${word} is another`) });
  expect(target.writes).toEqual([]);
});

test('a server that is gone between preview and apply: nothing is written, no run is recorded', async () => {
  for (const call of ['identity', 'read', 'dry-run'] as const) {
    const nth = { identity: 2, read: 4, 'dry-run': 4 }[call];
    const { target, context, preview } = await prepare({ faults: [{ call, nth, code: 'unreachable', times: 99 }] });
    const result = await applyPlan(context, preview, {});
    expect(result).toMatchObject({ outcome: 'refused', error: expect.stringContaining('Nothing was changed.') });
    expect(target.writes).toEqual([]);
    expect(await history(context, { all: true })).toEqual([]);
  }
});

test('an object that was deleted, or made again, since the preview refuses the run', async () => {
  const { target, context, preview } = await prepare();
  target.remove({ apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: 'web' });
  expect(await applyPlan(context, preview, {})).toMatchObject({
    outcome: 'refused',
    error: expect.stringContaining('was deleted'),
  });
  target.put(WEB);
  expect(await applyPlan(context, preview, {})).toMatchObject({
    outcome: 'refused',
    error: expect.stringContaining('created again'),
  });
  expect(target.writes).toEqual([]);
});

test('a field that changed since the preview is named', async () => {
  const { target, context, preview } = await prepare();
  target.put(namespace('shop', { team: 'a', 'pod-security.kubernetes.io/warn': 'baseline' }));
  expect(await applyPlan(context, preview, {})).toMatchObject({
    outcome: 'refused',
    error: expect.stringContaining('changed since you saw it: .metadata.labels["pod-security.kubernetes.io/warn"].'),
  });
});

test.each([
  [{ annotations: { 'argocd.argoproj.io/tracking-id': 'shop:x' } }, 'is managed by Argo CD application shop since'],
  [
    { ownerReferences: [{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'x', uid: 'u', controller: true }] },
    'is written by Deployment x',
  ],
  [{ deletionTimestamp: 'now' }, 'is being deleted'],
])('an object that came under a guard since the preview refuses the run: %j', async (metadata, reason) => {
  const { target, context, preview } = await prepare();
  target.put({ ...WEB, metadata: { ...WEB.metadata, ...metadata } });
  expect(await applyPlan(context, preview, {})).toMatchObject({
    outcome: 'refused',
    error: expect.stringContaining(reason),
  });
  expect(target.writes).toEqual([]);
});

test('who would be locked out is judged again before the first write', async () => {
  const admins = binding('admins', ['ann', 'ben', 'cy']);
  const others = binding('others', ['dan']);
  const target = new FakeTarget([CLUSTER_ADMIN, binding('admins', ['ann', 'cy']), others]);
  const context = contextFor(target, { access: accessOf(target) });
  const preview = await previewPlan(context, { decisions: [decision('d', [withoutUser(admins, 'cy')])] });
  expect(preview.refused).toEqual([]);
  target.remove(refOf(others));
  expect(await applyPlan(context, preview, { typed: 'dev' })).toMatchObject({
    outcome: 'refused',
    error: expect.stringContaining('would leave one administrator'),
  });
  expect(target.writes).toEqual([]);
});

test('a change beside the changed fields is no drift: the image may move on', async () => {
  const { target, context, preview } = await prepare();
  const { spec } = API as unknown as { spec: object };
  target.put({ ...API, spec: { ...spec, replicas: 9 } } as KubeObject);
  expect(await applyPlan(context, preview, {})).toMatchObject({ outcome: 'applied' });
});

test('admission that answers otherwise than at the preview refuses the run', async () => {
  let isStrict = false;
  const admit = (object: KubeObject) =>
    isStrict && object.kind === 'Namespace' ? { ...object, metadata: { ...object.metadata, labels: {} } } : object;
  const { target, context, preview } = await prepare({ admit });
  isStrict = true;
  expect(await applyPlan(context, preview, {})).toMatchObject({
    outcome: 'refused',
    error: expect.stringContaining('in another way than shown'),
  });
  expect(target.writes).toEqual([]);
});

test('what is stored otherwise than asked is seen, stops the run, and is taken back', async () => {
  let isOther = false;
  const admit = (object: KubeObject) =>
    isOther && object.kind === 'Namespace'
      ? {
          ...object,
          metadata: { ...object.metadata, labels: { team: 'a', 'pod-security.kubernetes.io/warn': 'baseline' } },
        }
      : object;
  const { target, context, preview, before } = await prepare({
    admit,
    before: (call, nth) => {
      isOther = call === 'write' && nth === 1;
    },
  });
  const result = await applyPlan(context, preview, {});
  expect(result).toMatchObject({ outcome: 'failed', error: expect.stringContaining('in another way than shown') });
  expect(phases(result)).toEqual(['failed', 'skipped', 'skipped']);
  const undo = await previewUndo(context);
  expect((await undoRun(context, undo, {})).outcome).toBe('applied');
  expect(contents(target)).toEqual(before);
});

test('the first failure stops the run: what is before it is applied, what is after it is skipped', async () => {
  const { target, context, preview } = await prepare({
    faults: [{ call: 'write', nth: 2, code: 'invalid', message: 'no' }],
  });
  const result = await applyPlan(context, preview, {});
  expect(phases(result)).toEqual(['verified', 'failed', 'skipped']);
  expect(result).toMatchObject({ outcome: 'failed', error: expect.stringContaining('not accepted: no.') });
  expect(target.writes).toHaveLength(1);
  const [run] = await history(context);
  expect(run?.steps.map(({ state }) => state)).toEqual(['applied', 'failed']);
});

test.each([
  ['arrived', true, ['verified', 'verified', 'verified'], 'applied'],
  ['did not arrive', false, ['verified', 'failed', 'skipped'], 'failed'],
] as const)(
  'a connection lost in the middle of a write that %s is told from the object',
  async (_, written, expected, outcome) => {
    const { target, context, preview, before } = await prepare({
      faults: [
        { call: 'write', nth: 2, code: 'unreachable', written },
        { call: 'read', nth: 7, code: 'unreachable' },
      ],
    });
    const result = await applyPlan(context, preview, {});
    expect(phases(result)).toEqual(expected);
    expect(result.outcome).toBe(outcome);
    const undo = await previewUndo(context);
    await undoRun(context, undo, {});
    expect(contents(target)).toEqual(before);
  },
);

test.each([true, false])(
  'a server that stays away is recorded as unknown, and undo finds out (written: %s)',
  async (written) => {
    const { target, context, preview, before } = await prepare({
      faults: [
        { call: 'write', nth: 2, code: 'unreachable', written },
        { call: 'read', nth: 7, code: 'unreachable', times: 3 },
      ],
    });
    const result = await applyPlan(context, preview, {});
    expect(result).toMatchObject({ outcome: 'failed', error: expect.stringContaining('could not be read back') });
    expect((await history(context))[0]?.steps.map(({ state }) => state)).toEqual(['applied', 'intended']);
    const undo = await previewUndo(context);
    expect(undo.steps.map(({ effect }) => effect)).toEqual([written ? 'patch' : 'unchanged', 'patch']);
    expect((await undoRun(context, undo, {})).outcome).toBe('applied');
    expect(contents(target)).toEqual(before);
  },
);

const FREE_SPACE = 'Free some space or set XDG_STATE_HOME to another folder.';
const fullDisk = (nth: number) => new MemoryFiles().failAt({ nth, how: 'full' });
test('a journal that cannot be written stops everything before the first write', async () => {
  // Of a run of three steps: the folder, the lock, the run, the header, undo.sh, undo/ and its nine files, the first intent.
  for (let nth = 1; nth <= 25; nth++) {
    const { target, context, preview } = await prepare();
    const result = await applyPlan({ ...context, files: fullDisk(nth) }, preview, {});
    if (result.outcome === 'failed') {
      expect(result.error).toMatch(/^The journal cannot be written in .*: the disk is full\. .* was written/);
      expect(result.error).toMatch(/\. Free some space or set XDG_STATE_HOME to another folder\.$/);
      expect(nth).toBeGreaterThan(10);
      expect(target.writes).toHaveLength(1);
      return;
    }
    expect({ ...result, error: result.error?.replace(/\/runs\/[^:]*/, '') }).toMatchObject({
      outcome: 'journal-unwritable',
      error: `The journal cannot be written in ${context.stateFolder}: the disk is full. Nothing was changed. ${FREE_SPACE}`,
    });
    expect(phases(result).filter((phase) => phase !== 'skipped')).toEqual([]);
    expect(target.writes).toEqual([]);
  }
  throw new Error('the disk was never full after the first write');
});

test('a state folder that may not be written: nothing is applied', async () => {
  const { target, context, preview } = await prepare();
  writeFileSync(join(context.stateFolder, '..', 'file'), '');
  const stateFolder = join(context.stateFolder, '..', 'file', 'below');
  expect(await applyPlan({ ...context, stateFolder }, preview, {})).toMatchObject({
    outcome: 'journal-unwritable',
    error: `The journal cannot be written in ${stateFolder}: a part of its path is not a folder. Nothing was changed. Check the path or set XDG_STATE_HOME to another folder.`,
  });
  expect(target.writes).toEqual([]);
});

test('an interrupt stops after the current change; what is applied stays in the journal', async () => {
  const stop = new AbortController();
  const { target, context, preview } = await prepare({
    before: (call, nth) => {
      if (call === 'write' && nth === 2) stop.abort();
    },
  });
  const result = await applyPlan(context, preview, { signal: stop.signal });
  expect(phases(result)).toEqual(['verified', 'verified', 'skipped']);
  expect(result).toMatchObject({ outcome: 'failed', error: 'Stopped after 2 of 3 changes.' });
  expect(target.writes).toHaveLength(2);
});

test('an interrupt before the first write changes nothing', async () => {
  const stop = new AbortController();
  const { target, context, preview } = await prepare({
    before: (call, nth) => {
      if (call === 'identity' && nth === 2) stop.abort();
    },
  });
  expect(await applyPlan(context, preview, { signal: stop.signal })).toMatchObject({ outcome: 'refused' });
  expect(target.writes).toEqual([]);
});

test('another process that is writing holds the lock; one that is dead does not', async () => {
  const { target, context, preview } = await prepare();
  mkdirSync(context.stateFolder, { recursive: true });
  const lock = (holder: object) => writeFileSync(join(context.stateFolder, 'lock'), JSON.stringify(holder));
  lock({ pid: 1, host: hostname(), token: 'x' });
  expect(await applyPlan(context, preview, {})).toMatchObject({
    outcome: 'refused',
    error: expect.stringContaining('rocess 1 on'),
  });
  lock({ pid: 4_000_000, host: 'another-host', token: 'x' });
  expect(await applyPlan(context, preview, {})).toMatchObject({ outcome: 'refused' });
  writeFileSync(join(context.stateFolder, 'lock'), '');
  expect(await applyPlan(context, preview, {})).toMatchObject({
    outcome: 'refused',
    error: expect.stringContaining('remove'),
  });
  expect(target.writes).toEqual([]);
  // The same pid in an earlier life, as in a container where it is always 1.
  lock({ pid: process.pid, host: hostname(), token: 'x' });
  expect(await applyPlan(context, preview, {})).toMatchObject({ outcome: 'applied' });
  expect(readdirSync(context.stateFolder)).toEqual(['runs']);
});

test('a lock of a dead process is taken over', async () => {
  const { context, preview } = await prepare();
  mkdirSync(context.stateFolder, { recursive: true });
  writeFileSync(join(context.stateFolder, 'lock'), JSON.stringify({ pid: 4_000_000, host: hostname(), token: 'x' }));
  expect(await applyPlan(context, preview, {})).toMatchObject({ outcome: 'applied' });
});

test('two runs at once: one writes, the other is refused', async () => {
  const { target, context, preview } = await prepare();
  const results = await Promise.all([applyPlan(context, preview, {}), applyPlan(context, preview, {})]);
  expect(results.map(({ outcome }) => outcome).sort()).toEqual(['applied', 'refused']);
  expect(target.writes).toHaveLength(3);
});

test('findings gone and new are those of the objects as they are stored, also when the scan saw them meanwhile', async () => {
  const API_KEY = 'web';
  const target = new FakeTarget([SHOP, API, WEB]);
  const openFindings = (put: readonly KubeObject[]) => {
    const isFixed = (name: string) =>
      JSON.stringify([
        target.get({ apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name }),
        put.filter(({ metadata }) => metadata.name === name),
      ]).includes('seccomp');
    return [...(isFixed('api') ? ['new'] : ['api']), ...(isFixed(API_KEY) ? [] : ['web'])];
  };
  const context = contextFor(target, { openFindings });
  const preview = await previewPlan(context, { decisions: DECISIONS });
  expect(preview).toMatchObject({ resolves: ['api', 'web'], introduces: ['new'] });
  expect(await applyPlan(context, preview, {})).toMatchObject({ resolved: ['api', 'web'], introduced: ['new'] });
});

test('a policy that somebody else made between precheck and write is left alone', async () => {
  const deny = policy('p', 'shop', DENY_SPEC);
  const target = new FakeTarget([], {
    before: (call, _, fake) => {
      if (call === 'write') fake.put(policy('p', 'shop', { podSelector: {} }));
    },
  });
  const context = contextFor(target);
  const preview = await previewPlan(context, { decisions: [decision('d', [ensure(deny)])] });
  expect(await applyPlan(context, preview, {})).toMatchObject({ outcome: 'refused' });
  expect(target.writes).toEqual([]);
  expect((await previewUndo(context)).steps).toEqual([]);
});
