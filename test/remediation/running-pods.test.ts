import { expect, test } from 'vitest';
import { applyPlan, history, previewPlan, previewUndo, undoRun } from '../../src/remediation/index.ts';
import { FakeTarget } from '../support/fake-target.ts';
import { contextFor, decision, ENFORCE, edit, namespace, WARN } from './support.ts';

const SHOP = namespace('shop');
const HEAD = 'existing pods in namespace "shop" violate the new PodSecurity enforce level "baseline:latest"';
const AGENT = 'agent-x2 (and 2 other pods): privileged';
const READY = decision('level', [edit(SHOP, ENFORCE)]);
const LOOK = decision('level', [edit(SHOP, ENFORCE)], { readiness: 'review' });
const TYPED = { typed: 'shop' };

function saying(warnings: string[]) {
  const target = new FakeTarget([SHOP], { warnings: () => warnings });
  return { target, context: contextFor(target), warnings };
}

test('a level that is ready is refused when the API server names pods that it would refuse', async () => {
  const { context, target } = saying(['unrelated: yes', HEAD, AGENT]);
  const preview = await previewPlan(context, { decisions: [READY] });
  expect(preview.refused).toMatchObject([
    {
      code: 'guard',
      decision: 'level',
      reason: expect.stringContaining(`Namespace shop that baseline:latest refuses`),
    },
  ]);
  expect(preview.refused[0]?.reason).toContain(AGENT);
  expect(await applyPlan(context, preview, TYPED)).toMatchObject({ outcome: 'refused' });
  expect(target.writes).toEqual([]);
});

test('what the server says of the pods is cut and made safe for a terminal', async () => {
  const many = [1, 2, 3, 4, 5].map((nth) => `pod-${nth}: \u001b[31m${'x'.repeat(300)}`);
  const { refused } = await previewPlan(saying([HEAD, ...many]).context, { decisions: [READY] });
  const reason = refused[0]?.reason ?? '';
  expect(reason).not.toContain('\u001b');
  expect(reason).toMatch(/pod-1: x+\.\.\.; pod-2: x+\.\.\.; pod-3: x+\.\.\.; and 2 more\.$/);
  expect(reason.length).toBeLessThan(500);
});

test('who decides to enforce it all the same is shown the pods as a caveat', async () => {
  const { context, target } = saying([HEAD, AGENT]);
  const preview = await previewPlan(context, { decisions: [LOOK] });
  expect(preview.refused).toEqual([]);
  expect(preview.caveats).toEqual([
    expect.stringContaining('names pods in Namespace shop that baseline:latest refuses'),
  ]);
  expect(preview.steps[0]?.warnings).toEqual([HEAD, AGENT]);
  expect(await applyPlan(context, preview, TYPED)).toMatchObject({ outcome: 'applied' });
  expect(target.writes).toHaveLength(1);
});

test.each([
  ['ready', READY, []],
  ['decided by a person', LOOK, [HEAD, AGENT]],
])('pods that came after the preview stop a level that was %s, before anything is written', async (_, level, seen) => {
  const { context, target, warnings } = saying([...seen]);
  const preview = await previewPlan(context, { decisions: [level] });
  expect(preview.refused).toEqual([]);
  warnings.splice(0, Number.POSITIVE_INFINITY, HEAD, AGENT, 'debug: host namespaces');
  const result = await applyPlan(context, preview, TYPED);
  expect(result).toMatchObject({
    outcome: 'refused',
    error: expect.stringMatching(/debug: host namespaces.* Nothing was changed\.$/),
  });
  expect(target.writes).toEqual([]);
  expect(await history(context)).toEqual([]);
});

test('labels that only warn refuse nobody, and taking a level back is not held up', async () => {
  const { context, warnings } = saying([]);
  const preview = await previewPlan(context, { decisions: [READY] });
  await applyPlan(context, preview, TYPED);
  warnings.push(HEAD, AGENT);
  const warn = await previewPlan(context, { decisions: [decision('warn', [edit(SHOP, WARN)])] });
  expect(warn.refused).toEqual([]);
  expect(await undoRun(context, await previewUndo(context), TYPED)).toMatchObject({ outcome: 'applied' });
});
