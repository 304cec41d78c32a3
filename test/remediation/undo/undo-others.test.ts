import { expect, test } from 'vitest';
import { refOf } from '../../../src/kube/refs.ts';
import type { KubeObject } from '../../../src/plugin-api/index.ts';
import { applyPlan, previewPlan, previewUndo, undoRun } from '../../../src/remediation/index.ts';
import { FakeTarget } from '../../support/fake-target.ts';
import {
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
const DENY = policy('harden-default-deny-egress', 'shop', DENY_SPEC);
const DNS = policy('harden-allow-dns', 'shop', DNS_SPEC);
const BOUNDARY = decision('boundary', [ensure(DENY), ensure(DNS)]);

function cluster(objects: readonly KubeObject[] = []) {
  const target = new FakeTarget([SHOP, ...objects]);
  const context = contextFor(target);
  /** What somebody does without this tool, as `undo.sh` does. */
  const removeAll = () => {
    for (const object of [DENY, DNS]) target.remove(refOf(object));
  };
  const apply = async () => {
    const result = await applyPlan(context, await previewPlan(context, { decisions: [BOUNDARY] }), {});
    expect(result.outcome).toBe('applied');
    return result.run;
  };
  return { target, context, apply, removeAll };
}

test('policies that were removed and made again by a later run rest only on that run', async () => {
  const { target, context, apply, removeAll } = cluster();
  const first = await apply();
  removeAll();
  const second = await apply();
  expect((await previewUndo(context, { run: second })).refused).toEqual([]);
  expect((await previewUndo(context, { run: first })).refused).toMatchObject([
    { code: 'guard', reason: expect.stringContaining(`of run ${second} depends on this`) },
    { code: 'drift', reason: expect.stringContaining('created again') },
    { code: 'drift', reason: expect.stringContaining('created again') },
  ]);
  expect(await undoRun(context, await previewUndo(context, { run: second }), { typed: 'shop' })).toMatchObject({
    outcome: 'applied',
  });
  expect(target.get(refOf(DENY))).toBeUndefined();
  expect((await previewUndo(context, { run: first })).refused).toEqual([]);
});

test('a policy that somebody else made again is not the one that a run made', async () => {
  const { target, context, apply } = cluster();
  const dns = decision('dns', [ensure(DNS)]);
  const { run } = await applyPlan(context, await previewPlan(context, { decisions: [dns] }), {});
  await apply();
  expect((await previewUndo(context, { run })).refused).toHaveLength(1);
  target.remove(refOf(DENY));
  target.put(DENY);
  expect((await previewUndo(context, { run })).refused).toEqual([]);
});

test('what was deleted since has nothing to take back, and keeps nothing else from being taken back', async () => {
  const api = deployment('api');
  const { target, context } = cluster([api]);
  const decisions = [decision('api', [edit(api, SET_SECCOMP)]), decision('level', [edit(SHOP, WARN)]), BOUNDARY];
  await applyPlan(context, await previewPlan(context, { decisions }), { typed: 'shop' });
  target.remove(refOf(api));
  target.remove(refOf(DENY));
  const undo = await previewUndo(context);
  expect(undo.refused).toEqual([]);
  expect(undo.caveats).toEqual([
    'Deployment shop/api no longer exists: nothing to undo.',
    'NetworkPolicy shop/harden-default-deny-egress no longer exists: nothing to undo.',
  ]);
  expect(await undoRun(context, undo, { typed: 'shop' })).toMatchObject({ outcome: 'applied' });
  expect([...target.objects.values()].map(({ kind }) => kind)).toEqual(['Namespace']);
  expect(target.get(refOf(SHOP))?.metadata.labels).toEqual({});
});

test('who changed a field since is named, where the server keeps it', async () => {
  const API = deployment('api');
  const target = new FakeTarget([SHOP, API]);
  const context = contextFor(target);
  const { run } = await applyPlan(
    context,
    await previewPlan(context, { decisions: [decision('seccomp', [edit(API, SET_SECCOMP)])] }),
    {},
  );
  const now = structuredClone(target.get(refOf(API))) as unknown as {
    metadata: Record<string, unknown>;
    spec: { template: { spec: { securityContext: { seccompProfile: { type: string } } } } };
  };
  now.spec.template.spec.securityContext.seccompProfile.type = 'Unconfined';
  const fieldsV1 = {
    'f:spec': { 'f:template': { 'f:spec': { 'f:securityContext': { 'f:seccompProfile': { 'f:type': {} } } } } },
  };
  now.metadata.managedFields = [{ manager: 'flux\u001b[31m-controller', operation: 'Update', fieldsV1 }];
  target.put(now as unknown as KubeObject);
  expect((await previewUndo(context, { run })).refused).toMatchObject([
    { code: 'drift', reason: 'Deployment shop/api was changed by flux-controller since.' },
  ]);
});
