import { appendFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { refOf } from '../../../src/kube/refs.ts';
import { TargetError } from '../../../src/model/ports.ts';
import type { Edit, Json, KubeObject } from '../../../src/plugin-api/index.ts';
import {
  applyPlan,
  ChangeError,
  history,
  previewPlan,
  previewUndo,
  type UndoRequest,
  undoRun,
} from '../../../src/remediation/index.ts';
import { contents, FakeTarget } from '../../support/fake-target.ts';
import {
  accessOf,
  binding,
  CLUSTER_ADMIN,
  contextFor,
  DENY_SPEC,
  DNS_SPEC,
  decision,
  deployment,
  edit,
  ensure,
  namespace,
  policy,
  SET_SECCOMP,
  WARN,
  withoutUser,
} from '../support.ts';

const SHOP = namespace('shop', { team: 'a' });
const API = deployment('api');
const DENY = policy('harden-default-deny-egress', 'shop', DENY_SPEC);
const DNS = policy('harden-allow-dns', 'shop', DNS_SPEC);
const LABEL = decision('level', [edit(SHOP, WARN)]);
const WORKLOAD = decision('api', [edit(API, SET_SECCOMP)]);
const BOUNDARY = decision('boundary', [ensure(DENY), ensure(DNS)]);

async function applied(decisions = [LABEL, WORKLOAD, BOUNDARY], objects: readonly KubeObject[] = [SHOP, API]) {
  const target = new FakeTarget(objects);
  const context = contextFor(target, { access: accessOf(target) });
  const before = contents(target);
  const preview = await previewPlan(context, { decisions });
  const { consent } = preview;
  const result = await applyPlan(context, preview, consent.kind === 'type' ? { typed: consent.text } : {});
  expect(result.outcome).toBe('applied');
  return { target, context, before, run: result.run, folder: result.folder ?? '' };
}

test('undo takes the last run; a named one is found by its name or its last digits', async () => {
  const { context, run: first, target, before } = await applied([LABEL]);
  const second = await applyPlan(context, await previewPlan(context, { decisions: [WORKLOAD] }), {});
  expect((await previewUndo(context)).undoes).toBe(second.run);
  expect((await previewUndo(context, { run: first })).undoes).toBe(first);
  expect((await previewUndo(context, { run: second.run.slice(-4).toUpperCase() })).undoes).toBe(second.run);
  await undoRun(context, await previewUndo(context, { run: first }), { typed: 'shop' });
  await undoRun(context, await previewUndo(context, { run: second.run }), {});
  expect(contents(target)).toEqual(before);
});

test('after an undo the run before it is not taken back by accident', async () => {
  const { context, target, run } = await applied([LABEL]);
  const { run: last } = await applyPlan(context, await previewPlan(context, { decisions: [WORKLOAD] }), {});
  await undoRun(context, await previewUndo(context), {});
  const now = contents(target);
  const again = await previewUndo(context);
  const told = `Nothing to undo: run ${last} is already undone.`;
  expect(again.caveats).toEqual([`${told} Run ${run} before it still stands: name it to take it back.`]);
  expect(await undoRun(context, again, {})).toMatchObject({ outcome: 'nothing' });
  expect(contents(target)).toEqual(now);
});

test('with no run at all there is nothing to undo', async () => {
  const context = contextFor(new FakeTarget([]));
  const preview = await previewUndo(context);
  expect(preview.caveats).toEqual(['Nothing to undo: no run on this cluster.']);
  expect(await undoRun(context, preview, {})).toMatchObject({ outcome: 'nothing', kind: 'undo' });
});

test('history tells what was done and what was taken back, newest first, of this cluster', async () => {
  const { context, target, run } = await applied();
  await undoRun(context, await previewUndo(context, { steps: [4] }), { typed: 'shop' });
  const runs = await history(context);
  expect(runs.map(({ kind }) => kind)).toEqual(['undo', 'apply']);
  expect(runs[0]).toMatchObject({ undoes: run, steps: [{ step: 4, state: 'undone' }] });
  expect(runs[1]?.steps.map(({ step, state }) => `${step} ${state}`)).toEqual([
    '1 applied',
    '2 applied',
    '3 applied',
    '4 undone',
  ]);
  target.cluster = { ...target.cluster, id: 'another' };
  expect(await history(context)).toEqual([]);
  expect(await history(context, { all: true })).toHaveLength(2);
});

test('single changes are taken back alone, the rest later', async () => {
  const { context, target, before } = await applied();
  const one = await previewUndo(context, { steps: [4] });
  expect(one.steps.map(({ ref }) => ref.kind)).toEqual(['Deployment']);
  await undoRun(context, one, {});
  const rest = await previewUndo(context);
  expect(rest.steps.map(({ step }) => step)).toEqual([3, 2, 1]);
  await undoRun(context, rest, { typed: 'shop' });
  expect(contents(target)).toEqual(before);
});

test('an allowance does not go while the denial that depends on it stays', async () => {
  const { context, target } = await applied();
  const now = contents(target);
  const preview = await previewUndo(context, { steps: [2] });
  expect(preview.refused).toMatchObject([
    { code: 'guard', reason: expect.stringContaining('Change 3 depends on change 2') },
  ]);
  expect(await undoRun(context, preview, {})).toMatchObject({ outcome: 'refused' });
  expect(contents(target)).toEqual(now);
  expect((await previewUndo(context, { steps: [2, 3] })).refused).toEqual([]);
});

const THROWN: readonly (readonly [string, (run: string) => UndoRequest, RegExp])[] = [
  ['a run that is not there', () => ({ run: '20200101T000000Z-0000' }), /There is no run 20200101T000000Z-0000/],
  ['a step that is not there', (run) => ({ run, steps: [9] }), /has no change 9/],
];
test.each(THROWN)('%s is an error in words', async (_, args, message) => {
  const { context, run } = await applied();
  await expect(previewUndo(context, args(run))).rejects.toThrow(message);
  await expect(previewUndo(context, args(run))).rejects.toThrow(ChangeError);
});

test('a run of another cluster, and an undo, are not taken back', async () => {
  const { context, target, run } = await applied();
  const undo = await undoRun(context, await previewUndo(context), { typed: 'shop' });
  await expect(previewUndo(context, { run: undo.run })).rejects.toThrow(/is itself an undo/);
  target.cluster = { ...target.cluster, id: 'another' };
  await expect(previewUndo(context, { run })).rejects.toThrow(/another cluster/);
  expect((await previewUndo(context)).caveats).toEqual(['Nothing to undo: no run on this cluster.']);
});

test('a torn last line is read over; the object tells what became of the step', async () => {
  const { context, target, before, folder } = await applied([LABEL, WORKLOAD]);
  const path = join(folder, 'journal.jsonl');
  const end = readFileSync(path, 'utf8').split('\n').at(-2)?.length ?? 0;
  truncateSync(path, readFileSync(path).length - end - 20);
  expect((await history(context))[0]?.steps.map(({ state }) => state)).toEqual(['applied', 'intended']);
  await undoRun(context, await previewUndo(context), { typed: 'shop' });
  expect(contents(target)).toEqual(before);
});

test('a journal damaged in the middle is not trusted', async () => {
  const { context, folder, target } = await applied([LABEL]);
  const path = join(folder, 'journal.jsonl');
  const lines = readFileSync(path, 'utf8').split('\n');
  writeFileSync(path, [lines[0], '{"type":"intent"', ...lines.slice(1)].join('\n'));
  await expect(previewUndo(context)).rejects.toThrow(/Line 2 of .* is damaged/);
  appendFileSync(path, 'x');
  expect(target.writes).toHaveLength(1);
});

test('a created object that somebody has changed stays, with the difference shown', async () => {
  const { context, target } = await applied([BOUNDARY]);
  target.put({ ...DNS, spec: { ...DNS_SPEC, egress: [{}] } } as KubeObject);
  const preview = await previewUndo(context);
  expect(preview.refused).toMatchObject([{ code: 'drift', diff: expect.stringContaining('-') }]);
  expect(await undoRun(context, preview, { typed: 'shop' })).toMatchObject({ outcome: 'refused' });
  expect(target.get(refOf(DENY))).toBeDefined();
});

test('a created object that was deleted and made again by somebody is not ours', async () => {
  const { context, target } = await applied([BOUNDARY]);
  target.remove(refOf(DNS));
  target.put(DNS);
  expect((await previewUndo(context)).refused).toMatchObject([
    { code: 'drift', reason: expect.stringContaining('created again') },
  ]);
});

test('a changed object that was made again is not the one that the run changed', async () => {
  const { context, target } = await applied([LABEL]);
  const changed = target.get(refOf(SHOP));
  target.remove(refOf(SHOP));
  const { uid: _, ...metadata } = changed?.metadata ?? SHOP.metadata;
  target.put({ ...SHOP, metadata });
  expect((await previewUndo(context)).refused).toMatchObject([
    { code: 'drift', reason: expect.stringContaining('created again') },
  ]);
});

test('what somebody else has taken back already needs nothing more', async () => {
  const { context, target, before } = await applied([LABEL, BOUNDARY]);
  target.put(SHOP);
  target.remove(refOf(DENY));
  target.remove(refOf(DNS));
  const preview = await previewUndo(context);
  expect(preview.steps.map(({ effect }) => effect)).toEqual(['unchanged', 'unchanged', 'unchanged']);
  expect(await undoRun(context, preview, {})).toMatchObject({ outcome: 'nothing' });
  expect(contents(target)).toEqual(before);
});

test.each([
  ['Deployment', { paused: true }, 'is paused'],
  ['Deployment', { strategy: { type: 'Recreate' } }, 'stop before new ones start'],
  ['Deployment', {}, undefined],
  ['StatefulSet', { updateStrategy: { type: 'OnDelete' } }, 'change when they are deleted'],
  ['StatefulSet', { replicas: 1 }, 'one replica'],
  ['ReplicaSet', {}, 'stay as they are until they are deleted'],
])('giving back a template of a %s with %j: the caveat says %s', async (kind, spec, expected) => {
  const { spec: known } = API as unknown as { spec: object };
  const object = { ...API, kind, spec: { ...known, ...spec } } as KubeObject;
  const { context } = await applied([decision('d', [edit(object, SET_SECCOMP)])], [object]);
  const { caveats } = await previewUndo(context);
  expect(caveats).toEqual(expected === undefined ? [] : [expect.stringContaining(expected)]);
});

const RESTRICTED = {
  op: 'set',
  path: ['metadata', 'labels', 'pod-security.kubernetes.io/enforce'],
  value: 'restricted',
} as const;
const MEET: readonly Edit[] = [
  {
    op: 'set',
    path: ['spec', 'template', 'spec', 'securityContext'],
    value: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
  },
  ...['proxy', 'api'].map(
    (is): Edit => ({
      op: 'set',
      path: ['spec', 'template', 'spec', 'containers', { key: 'name', is }, 'securityContext'],
      value: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
    }),
  ),
];

test('a template is not given back while its namespace would refuse its pods', async () => {
  const { context, target, before, run } = await applied([decision('api', [edit(API, ...MEET)])]);
  const enforce = await previewPlan(context, { decisions: [decision('enforce', [edit(SHOP, RESTRICTED)])] });
  await applyPlan(context, enforce, { typed: 'shop' });
  const undo = await previewUndo(context, { run });
  expect(undo.refused).toMatchObject([{ code: 'guard', reason: expect.stringContaining('enforces restricted now') }]);
  expect(await undoRun(context, undo, {})).toMatchObject({ outcome: 'refused' });
  await undoRun(context, await previewUndo(context), { typed: 'shop' });
  await undoRun(context, await previewUndo(context, { run }), {});
  expect(contents(target)).toEqual(before);
});

test('a template and the enforcement of one run go back together', async () => {
  const { context, target, before } = await applied([
    decision('api', [edit(API, ...MEET)]),
    decision('level', [edit(SHOP, RESTRICTED)]),
  ]);
  const undo = await previewUndo(context);
  expect(undo.refused).toEqual([]);
  await undoRun(context, undo, { typed: 'shop' });
  expect(contents(target)).toEqual(before);
});

test('an undo that would lock somebody out is refused like any other change', async () => {
  const admins = binding('admins', ['ann', 'ben', 'cy']);
  const target = new FakeTarget([CLUSTER_ADMIN, admins]);
  const context = contextFor(target, { access: accessOf(target) });
  // The run gives a right: taking it back would take it from the caller.
  const mine = binding('mine', ['kim'], 'cluster-admin');
  const give = decision('give', [ensure(mine)]);
  await applyPlan(context, await previewPlan(context, { decisions: [give] }), { typed: 'dev' });
  const preview = await previewUndo(context);
  expect(preview.refused).toMatchObject([{ code: 'guard', reason: expect.stringContaining('take rights from you') }]);
  expect(await undoRun(context, preview, { typed: 'dev' })).toMatchObject({ outcome: 'refused' });
  expect(target.get(refOf(mine))).toBeDefined();
});

test('undo asks for the same consent and is refused where nothing may be written', async () => {
  const admins = binding('admins', ['ann', 'ben', 'cy']);
  const target = new FakeTarget([CLUSTER_ADMIN, admins]);
  const context = contextFor(target, { access: accessOf(target) });
  const trim = decision('trim', [withoutUser(admins, 'cy')], { disruption: 'access' });
  await applyPlan(context, await previewPlan(context, { decisions: [trim] }), { typed: 'dev' });
  const preview = await previewUndo(context);
  expect(preview.consent).toEqual({ kind: 'type', text: 'dev' });
  expect(await undoRun(context, preview, {})).toMatchObject({ outcome: 'refused' });
  for (const mode of ['read-only', 'plan-only'] as const) {
    expect(await undoRun({ ...context, mode }, preview, { typed: 'dev' })).toMatchObject({ outcome: 'refused' });
  }
  target.calls['dry-run'] = 0;
  await previewUndo({ ...context, mode: 'read-only' });
  expect(target.calls['dry-run']).toBe(0);
  expect(target.writes).toHaveLength(1);
});

test('who may not give back what was there is told so', async () => {
  const { context, target } = await applied([LABEL]);
  const denied = new FakeTarget([...target.objects.values()], {
    faults: [{ call: 'dry-run', nth: 1, code: 'denied', message: 'escalation' }],
  });
  denied.objects.clear();
  for (const [key, object] of target.objects) denied.objects.set(key, object);
  const preview = await previewUndo({ ...context, target: denied });
  expect(preview.refused).toMatchObject([{ code: 'denied', reason: expect.stringContaining('escalation') }]);
});

test('a failure in the middle of an undo is recorded, and the next undo finishes it', async () => {
  const { context, target, before } = await applied();
  const flaky = new FakeTarget([], { faults: [{ call: 'write', nth: 2, code: 'failed', message: 'boom' }] });
  for (const [key, object] of target.objects) flaky.objects.set(key, object);
  const result = await undoRun({ ...context, target: flaky }, await previewUndo({ ...context, target: flaky }), {
    typed: 'shop',
  });
  expect(result).toMatchObject({ outcome: 'failed', error: expect.stringContaining('boom') });
  const rest = await previewUndo({ ...context, target: flaky });
  expect(rest.steps.map(({ step }) => step)).toEqual([3, 2, 1]);
  await undoRun({ ...context, target: flaky }, rest, { typed: 'shop' });
  expect(contents(flaky)).toEqual(before);
});

test('an allowance does not go while the denial of a later run depends on it', async () => {
  const { context, target, run } = await applied([decision('dns', [ensure(DNS)])]);
  const preview = await previewPlan(context, { decisions: [decision('deny', [ensure(DENY), ensure(DNS)])] });
  expect(preview.steps.map(({ effect }) => effect)).toEqual(['unchanged', 'create']);
  const later = await applyPlan(context, preview, {});
  const undo = await previewUndo(context, { run });
  expect(undo.refused).toMatchObject([
    { code: 'guard', reason: expect.stringContaining(`of run ${later.run} depends on this`) },
  ]);
  expect(await undoRun(context, undo, {})).toMatchObject({ outcome: 'refused' });
  target.remove(refOf(DENY));
  expect((await previewUndo(context, { run })).refused).toEqual([]);
});

const RESTORE = {
  file: '/manifests/app.yaml',
  ref: refOf(SHOP) as unknown as Json,
  before: '0'.repeat(64),
  after: '1'.repeat(64),
  pieces: [{ at: 1, length: 2, old: 'x' }],
} satisfies Json;

/** A target that restores by bytes: `isMoved` says that other bytes changed since. */
function restoring(isMoved: boolean) {
  const restored: Json[] = [];
  const fake = new FakeTarget([SHOP], { type: 'files' });
  const write = fake.write.bind(fake);
  const target = Object.assign(fake, {
    write: async (...args: Parameters<typeof write>) => ({ ...(await write(...args)), restore: RESTORE }),
    restore: async (restore: Json, { dryRun }: { dryRun: boolean }) => {
      if (isMoved) throw new TargetError('drift', 'app.yaml changed');
      const before = fake.get(refOf(SHOP));
      if (!dryRun) {
        restored.push(restore);
        fake.put(SHOP);
      }
      const result = { after: SHOP, warnings: [], verified: 'local' as const, state: 'exact' as const };
      return before === undefined ? result : { ...result, before };
    },
  });
  return { target, restored, context: contextFor(target) };
}

test('where the target keeps what it needs to restore, undo hands that back instead of a patch', async () => {
  const { target, restored, context } = restoring(false);
  const result = await applyPlan(context, await previewPlan(context, { decisions: [LABEL] }), {});
  expect(result.outcome).toBe('applied');
  const preview = await previewUndo(context);
  expect(preview.steps).toMatchObject([{ restore: RESTORE, diff: expect.stringContaining('-') }]);
  expect(await undoRun(context, preview, {})).toMatchObject({ outcome: 'applied' });
  expect(restored).toEqual([RESTORE]);
  expect(target.writes).toHaveLength(1);
});

test('where other bytes of the file changed since, the values alone are given back, and it is said', async () => {
  const { target, context } = restoring(true);
  const before = contents(target);
  await applyPlan(context, await previewPlan(context, { decisions: [LABEL] }), {});
  const preview = await previewUndo(context);
  expect(preview.steps[0]).toMatchObject({ warnings: [expect.stringContaining('layout')] });
  expect(preview.steps[0]?.restore).toBeUndefined();
  expect(await undoRun(context, preview, {})).toMatchObject({ outcome: 'applied' });
  expect(contents(target)).toEqual(before);
});
