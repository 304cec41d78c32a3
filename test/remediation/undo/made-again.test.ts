/** Objects that a run deleted, made again as far as the journal keeps them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { refOf } from '../../../src/kube/refs.ts';
import type { KubeObject } from '../../../src/plugin-api/index.ts';
import { applyPlan, previewPlan, previewUndo, undoRun } from '../../../src/remediation/index.ts';
import { FakeTarget } from '../../support/fake-target.ts';
import { accessOf, binding, contextFor, decision } from '../support.ts';

/** Deleted by a run that was undone: what its journal held, and what is there now. */
async function deletedAndUndone(metadata: Partial<KubeObject['metadata']>) {
  const viewers = binding('viewers', ['ann'], 'view');
  const noted = { ...viewers, metadata: { ...viewers.metadata, ...metadata } };
  const target = new FakeTarget([noted]);
  const context = contextFor(target, { access: accessOf(target) });
  const drop = decision('drop', [{ op: 'delete', target: refOf(noted) }]);
  const { folder = '' } = await applyPlan(context, await previewPlan(context, { decisions: [drop] }), { typed: 'dev' });
  expect(target.objects.size).toBe(0);
  await undoRun(context, await previewUndo(context), { typed: 'dev' });
  const [made] = target.objects.values();
  return { made, noted, journal: readFileSync(join(folder, 'journal.jsonl'), 'utf8') };
}

test('annotations that are known to hold no credential come back, and so do labels', async () => {
  const metadata = { annotations: { 'example.com/replaced': 'true' }, labels: { a: 'b' } };
  const { made, noted } = await deletedAndUndone(metadata);
  expect(made?.metadata).toMatchObject(metadata);
  expect({ ...made, metadata: {} }).toEqual({ ...noted, metadata: {} });
});

test('a label that is a credential costs neither the object nor its other labels', async () => {
  const { made, journal } = await deletedAndUndone({ labels: { team: 'web', 'api-token': 'canary4711x' } });
  expect(journal).not.toContain('canary4711x');
  expect(made?.metadata.labels).toEqual({ team: 'web' });
});
