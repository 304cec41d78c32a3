import { expect, test } from 'vitest';
import { applyPlan, previewPlan, previewUndo, undoRun } from '../../../src/remediation/index.ts';
import { contents, FakeTarget } from '../../support/fake-target.ts';
import {
  contextFor,
  DENY_SPEC,
  DNS_SPEC,
  DROP_ALL,
  decision,
  deployment,
  edit,
  ensure,
  NO_ESCALATION,
  namespace,
  policy,
  SET_SECCOMP,
  WARN,
} from '../support.ts';

const SHOP = namespace('shop', { team: 'a' });
const API = deployment('api');
const DECISIONS = [
  decision('workload', [edit(API, NO_ESCALATION, DROP_ALL)]),
  decision('seccomp', [edit(API, SET_SECCOMP)]),
  decision('level', [edit(SHOP, WARN)], { disruption: 'none' }),
  decision('boundary', [
    ensure(policy('harden-default-deny-egress', 'shop', DENY_SPEC)),
    ensure(policy('harden-allow-dns', 'shop', DNS_SPEC)),
  ]),
];

test('a plan is previewed, applied, found done the second time, and taken back exactly', async () => {
  const target = new FakeTarget([SHOP, API]);
  const context = contextFor(target);
  const before = contents(target);

  const preview = await previewPlan(context, { decisions: DECISIONS });
  expect(preview.refused).toEqual([]);
  expect(preview.steps.map(({ ref, effect }) => `${effect} ${ref.name}`)).toEqual([
    'patch shop',
    'create harden-allow-dns',
    'create harden-default-deny-egress',
    'patch api',
  ]);
  expect(target.writes).toEqual([]);

  const result = await applyPlan(context, preview, {});
  expect(result).toMatchObject({ outcome: 'applied', kind: 'apply' });
  expect(result.steps.map(({ phase }) => phase)).toEqual(['verified', 'verified', 'verified', 'verified']);
  expect(target.writes).toHaveLength(4);

  const again = await previewPlan(context, { decisions: DECISIONS });
  expect(again.steps.map(({ effect }) => effect)).toEqual(['unchanged', 'unchanged', 'unchanged', 'unchanged']);
  expect(await applyPlan(context, again, {})).toMatchObject({ outcome: 'nothing' });

  const undo = await previewUndo(context);
  expect(undo.steps.map(({ step, effect }) => `${step} ${effect}`)).toEqual([
    '4 patch',
    '3 delete',
    '2 delete',
    '1 patch',
  ]);
  const undone = await undoRun(context, undo, { typed: 'shop' });
  expect(undone).toMatchObject({ outcome: 'applied', kind: 'undo' });
  expect(contents(target)).toEqual(before);

  const nothing = await previewUndo(context);
  expect(await undoRun(context, nothing, { typed: 'shop' })).toMatchObject({ outcome: 'nothing' });
});
