/**
 * Trees drawn by lot: every change that can be offered is made, what is built differs in the wanted fields only, and
 * undo gives every byte back. `KUSTOMIZE_TREES=500` draws more, `KUSTOMIZE_FROM=100` others.
 */
import { basename, dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { knownNamespace } from '../../../src/kube/unplaced.ts';
import { withFieldChanges } from '../../../src/model/edits.ts';
import type { PlanPreview } from '../../../src/model/plan.ts';
import type { KubeObject } from '../../../src/plugin-api/index.ts';
import type { Session } from '../../../src/session/index.ts';
import { KUSTOMIZATION_FILES } from '../../../src/sources/files/kustomize/kustomization.ts';
import { SEED } from '../../support/setup/seed.ts';
import { drawTree } from './drawn/tree.ts';
import { built, bytesOf, inSession, SIGNAL, temporary, tree } from './harness.ts';

const { KUSTOMIZE_TREES = '2', KUSTOMIZE_FROM = '0' } = process.env;
type Files = ReturnType<typeof bytesOf>;

const seen = { trees: 0, patch: 0, create: 0, delete: 0, refused: [] as string[] };

/** Without what is refused, as `--apply` does it. */
async function previewed(
  session: Session,
): Promise<{ readonly preview: PlanPreview; readonly reasons: readonly string[] }> {
  const reasons: string[] = [];
  let wanted = session
    .snapshot()
    .decisions.filter(({ variants }) => variants.some(({ changes }) => changes.length > 0))
    .map(({ id }) => id);
  for (;;) {
    const preview = await session.commands.preview(wanted, { includeSystem: true }, SIGNAL);
    const out = new Set(preview.refused.map(({ decision }) => decision));
    reasons.push(...preview.refused.map(({ reason }) => reason));
    if (out.size === 0) return { preview, reasons };
    wanted = wanted.filter((id) => !out.has(id));
  }
}

function documents(text: string): readonly string[] {
  return text.split(/^---\n/m);
}

function parsed(text: string): KubeObject {
  return parseAllDocuments(text, { version: '1.1' }).map((document) => document.toJS() as KubeObject)[0] as KubeObject;
}

function isOf({ kind, metadata }: KubeObject, step: PlanPreview['steps'][number]): boolean {
  const { ref } = step;
  return (
    kind === ref.kind && metadata.name === ref.name && (metadata.namespace ?? '') === knownNamespace(ref.namespace)
  );
}

/** What was built before with only the wanted fields changed is what is built now. */
function demandOnlyWanted(before: string, after: string, { steps }: PlanPreview): void {
  const wanted = documents(before).flatMap(
    (text): readonly { readonly text: string; readonly object?: KubeObject }[] => {
      const object = parsed(text);
      const step = steps.find((each) => isOf(object, each) && each.request !== undefined);
      if (step?.request?.op === 'delete') return [];
      return step?.request?.op === 'patch'
        ? [{ text, object: withFieldChanges(object, step.request.fieldChanges) }]
        : [{ text }];
    },
  );
  const created = steps.flatMap(({ request, after: made }) =>
    request?.op === 'create' && made !== undefined ? [made] : [],
  );
  const now = documents(after).filter((text) => {
    const object = parsed(text);
    return !created.some(({ kind, metadata }) => kind === object.kind && metadata.name === object.metadata.name);
  });
  expect(now).toHaveLength(wanted.length);
  for (const [index, { text, object }] of wanted.entries()) {
    if (object === undefined) expect(now[index]).toBe(text);
    else expect(parsed(now[index] ?? '')).toEqual(object);
  }
}

/** What stood there is as it was, but for the kustomization of the folder; what is new stands beside it. */
function demandOnlyThere(before: Files, after: Files, top: string): void {
  const changed = Object.keys({ ...before, ...after }).filter((path) => before[path] !== after[path]);
  for (const path of changed) {
    expect(dirname(path)).toBe(top);
    if (path in before) expect(KUSTOMIZATION_FILES).toContain(basename(path));
  }
}

async function tried(seed: number): Promise<void> {
  const { files, top } = drawTree(seed);
  const path = tree(files);
  const folder = join(path, top);
  const before = built(folder);
  // What kustomize refuses is no tree.
  if (before === undefined) return;
  const bytes = bytesOf(path);
  const state = temporary('kustomize-state-');
  const { preview, resolved } = await inSession(folder, state, async (session) => {
    expect(session.snapshot().messages.filter(({ level }) => level === 'error')).toEqual([]);
    const { preview, reasons } = await previewed(session);
    seen.refused.push(...reasons.map((reason) => `${seed}: ${reason}`));
    expect(bytesOf(path)).toEqual(bytes);
    const result = await session.commands.apply(preview, {}, SIGNAL);
    expect(result.error).toBeUndefined();
    return { preview, resolved: result.resolved };
  });
  seen.trees++;
  const changes = preview.steps.filter(({ effect }) => effect !== 'unchanged');
  for (const { effect } of changes) if (effect !== 'unchanged') seen[effect]++;
  if (changes.length === 0) return;
  demandOnlyThere(bytes, bytesOf(path), top);
  demandOnlyWanted(before, built(folder) ?? '', preview);
  await inSession(folder, state, async (session) => {
    const open = new Set(session.snapshot().decisions.flatMap(({ findings }) => findings));
    for (const id of resolved) expect(open).not.toContain(id);
    const undo = await session.commands.previewUndo(undefined, undefined, SIGNAL);
    expect(undo.refused).toEqual([]);
    const result = await session.commands.undo(undo, {}, SIGNAL);
    expect(result.outcome).toBe('applied');
  });
  expect(bytesOf(path)).toEqual(bytes);
}

const from = Number(KUSTOMIZE_FROM);
const seeds = Array.from({ length: Number(KUSTOMIZE_TREES) }, (_, index) => from + index);

test.each(seeds)('tree %i is changed in the wanted fields only, and given back byte for byte', async (number) => {
  await tried(SEED * 1000 + number);
});

test('most of what was drawn could be built and changed', () => {
  process.stdout.write(`${JSON.stringify(seen)}\n`);
  expect(seen.trees).toBeGreaterThan(seeds.length / 2);
  expect(seen.refused.length).toBeLessThan(seen.patch);
});
