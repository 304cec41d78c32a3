/** What the checks say about objects as they would be, or are, stored. */
import type { StepPreview } from '../../model/plan.ts';
import type { KubeObject, ObjectRef } from '../../plugin-api/index.ts';
import type { ChangeContext } from '../context.ts';

export interface FindingsChange {
  readonly resolves: readonly string[];
  readonly introduces: readonly string[];
  readonly introducedTexts?: readonly string[];
}

/** Findings gone and new when the checks run on what the dry run returned. */
export function findingsAfter(steps: readonly StepPreview[], context: ChangeContext): FindingsChange {
  const [put, removed] = stored(steps);
  if (context.openFindings === undefined || put.length + removed.length === 0) return { resolves: [], introduces: [] };
  const change = compareFindings(context.openFindings([], []), context.openFindings(put, removed));
  const { introduces } = change;
  if (introduces.length === 0 || context.findingTexts === undefined) return change;
  return { ...change, introducedTexts: context.findingTexts(introduces, put, removed) };
}

/** The objects as these steps leave them, and those that they delete. */
export function stored(steps: readonly StepPreview[]): readonly [readonly KubeObject[], readonly ObjectRef[]] {
  const changed = steps.filter(({ effect }) => effect !== 'unchanged');
  const put = changed.flatMap(({ effect, after }) => (after === undefined || effect === 'delete' ? [] : [after]));
  return [put, changed.filter(({ effect }) => effect === 'delete').map(({ ref }) => ref)];
}

export function compareFindings(before: readonly string[], after: readonly string[]): FindingsChange {
  const [was, is] = [new Set(before), new Set(after)];
  return {
    resolves: [...was].filter((id) => !is.has(id)),
    introduces: [...is].filter((id) => !was.has(id)),
  };
}

/** Open findings with the objects as they are stored now, whether or not the scan has seen them yet. */
export function openNow(
  context: ChangeContext,
  put: readonly KubeObject[],
  removed: readonly ObjectRef[],
): readonly string[] {
  return context.openFindings?.(put, removed) ?? [];
}
