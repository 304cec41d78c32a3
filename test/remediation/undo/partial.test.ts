import { expect, test } from 'vitest';
import { refOf } from '../../../src/kube/refs.ts';
import type { KubeObject } from '../../../src/plugin-api/index.ts';
import { applyPlan, history, previewPlan, previewUndo, undoRun } from '../../../src/remediation/index.ts';
import { contents, FakeTarget } from '../../support/fake-target.ts';
import {
  accessOf,
  binding,
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
} from '../support.ts';

const SHOP = namespace('shop');
const API = deployment('api');
const DNS = policy('harden-allow-dns', 'shop', DNS_SPEC);
const DENY = policy('harden-default-deny-egress', 'shop', DENY_SPEC);

async function applied(options = {}) {
  const target = new FakeTarget([SHOP, API], options);
  const context = contextFor(target);
  const before = contents(target);
  const decisions = [
    decision('level', [edit(SHOP, WARN)]),
    decision('api', [edit(API, SET_SECCOMP)]),
    decision('boundary', [ensure(DENY), ensure(DNS)]),
  ];
  const preview = await previewPlan(context, { decisions });
  const { run } = await applyPlan(context, preview, { typed: 'shop' });
  return { target, context, before, run };
}

function drift(target: FakeTarget): void {
  const api = target.get(refOf(API)) as KubeObject & { spec: { template: { spec: object } } };
  const spec = { ...api.spec.template.spec, securityContext: { seccompProfile: { type: 'Unconfined' } } };
  target.put({ ...api, spec: { ...api.spec, template: { ...api.spec.template, spec } } } as KubeObject);
}

test('beside a change that somebody else has made, all others are taken back when that is asked for', async () => {
  const { target, context, run } = await applied();
  drift(target);
  expect(await undoRun(context, await previewUndo(context), { typed: 'shop' })).toMatchObject({ outcome: 'refused' });
  const preview = await previewUndo(context, { isPartial: true });
  expect(preview).toMatchObject({ isPartial: true, refused: [{ code: 'drift' }] });
  expect(await undoRun(context, preview, { typed: 'shop' })).toMatchObject({ outcome: 'applied' });
  expect(target.objects.size).toBe(2);
  expect(target.get(refOf(SHOP))?.metadata.labels).toEqual({});
  expect((await history(context)).find((each) => each.run === run)?.state).toBe('partly undone');
  expect((await previewUndo(context)).refused).toMatchObject([{ code: 'drift' }]);
});

test('what a change that stays needs stays too', async () => {
  const { target, context } = await applied();
  const deny = target.get(refOf(DENY)) as KubeObject;
  target.put({ ...deny, spec: { ...DENY_SPEC, podSelector: { matchLabels: { app: 'api' } } } } as KubeObject);
  const preview = await previewUndo(context, { isPartial: true });
  expect(preview.refused.map(({ code }) => code).sort()).toEqual(['drift', 'guard']);
  await undoRun(context, preview, { typed: 'shop' });
  expect([...target.objects.values()].filter(({ kind }) => kind === 'NetworkPolicy')).toHaveLength(2);
});

test('single changes are taken back one by one, and the run is open until none stands', async () => {
  const { target, context, before, run } = await applied();
  for (const step of [4, 3, 2, 1]) {
    const preview = await previewUndo(context, { run, steps: [step] });
    expect(preview.steps.map((each) => each.step)).toEqual([step]);
    expect(await undoRun(context, preview, { typed: 'shop' })).toMatchObject({ outcome: 'applied' });
    const state = (await history(context)).find((each) => each.run === run)?.state;
    expect(state).toBe(step === 1 ? 'undone' : 'partly undone');
  }
  expect(contents(target)).toEqual(before);
});

test('what a webhook strips from a change does not block its undo, and what it adds is named', async () => {
  const admit = (object: KubeObject): KubeObject => {
    if (object.kind !== 'Deployment') return object;
    const { spec } = object as KubeObject & { spec: { template: { spec: object } } };
    const { securityContext: _, ...pod } = spec.template.spec as { securityContext?: object };
    const annotations = { ...object.metadata.annotations, 'example.com/seen': 'by-the-webhook' };
    return {
      ...object,
      metadata: { ...object.metadata, annotations },
      spec: { ...spec, template: { ...spec.template, spec: pod } },
    } as KubeObject;
  };
  const target = new FakeTarget([deployment('api', 'shop'), SHOP], { admit });
  const context = contextFor(target);
  const decisions = [decision('api', [edit(API, SET_SECCOMP)]), decision('level', [edit(SHOP, WARN)])];
  const preview = await previewPlan(context, { decisions });
  expect(preview.caveats.join()).toContain('would not keep .spec.template.spec.securityContext');
  await applyPlan(context, preview, {});
  const undo = await previewUndo(context);
  expect(undo.refused).toEqual([]);
  expect(await undoRun(context, undo, {})).toMatchObject({ outcome: 'applied' });
  expect(target.get(refOf(SHOP))?.metadata.labels).toEqual({});
});

test('a webhook that adds to what it is shown leaves that behind, and nobody says as before', async () => {
  const admit = (object: KubeObject): KubeObject => {
    const annotations = { ...object.metadata.annotations, 'example.com/seen': 'by-the-webhook' };
    return { ...object, metadata: { ...object.metadata, annotations } };
  };
  const { context } = await applied({ admit });
  const result = await undoRun(context, await previewUndo(context), { typed: 'shop' });
  const remains = result.steps.flatMap((step) => step.remains ?? []);
  expect(remains).toContainEqual(expect.stringMatching(/more of Deployment shop\/api .*: \.metadata\.annotations/));
});

test('rights and traffic that come back are said before consent', async () => {
  const viewers = binding('viewers', ['ann'], 'view');
  const target = new FakeTarget([SHOP, viewers]);
  const context = contextFor(target, { access: accessOf(target) });
  const decisions = [
    decision('viewers', [{ op: 'delete', target: refOf(viewers) }]),
    decision('boundary', [ensure(DENY), ensure(DNS)]),
  ];
  const preview = await previewPlan(context, { decisions });
  await applyPlan(context, preview, { typed: preview.consent.kind === 'type' ? preview.consent.text : '' });
  expect((await previewUndo(context)).caveats).toEqual(
    expect.arrayContaining([
      'Rights come back: User ann get ClusterRole view again, by ClusterRoleBinding viewers.',
      expect.stringContaining('Traffic comes back: what NetworkPolicy shop/harden-default-deny-egress cut off'),
    ]),
  );
});

test('findings that admission puts into a change speak against it', async () => {
  const target = new FakeTarget([API], {
    admit: (object) => ({ ...object, metadata: { ...object.metadata, labels: { privileged: 'yes' } } }),
  });
  const context = contextFor(target, {
    openFindings: (put) => put.filter(({ metadata }) => metadata.labels?.privileged === 'yes').map(() => 'worse'),
    findingTexts: () => ['Deployment shop/api: runs privileged'],
  });
  const [step] = (await previewPlan(context, { decisions: [decision('d', [edit(API, SET_SECCOMP)])] })).steps;
  expect(step?.doubts).toEqual([expect.stringContaining('opens findings: Deployment shop/api: runs privileged')]);
});
