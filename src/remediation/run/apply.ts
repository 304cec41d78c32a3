/** Executes exactly what was previewed. */
import type { PlanPreview, RunResult, StepPreview } from '../../model/plan.ts';
import type { ChangeContext, RunOptions } from '../context.ts';
import { stepDecisions } from '../preview/plan-preview.ts';
import { executeRun } from './execute.ts';

/** Refused decisions of the preview are left out; their steps may still be shown in it. */
export async function applyPlan(context: ChangeContext, preview: PlanPreview, options: RunOptions): Promise<RunResult> {
  const steps = writableSteps(preview);
  if (steps.length > 0) return executeRun({ kind: 'apply', preview, steps }, context, options);
  const [refusal] = preview.refused;
  const none = { run: '', kind: 'apply' as const, steps: [], resolved: [], introduced: [] };
  return refusal === undefined
    ? { ...none, outcome: 'nothing' }
    : { ...none, outcome: 'refused', error: refusal.reason };
}

/** A decision is made whole or not at all: one that shares an object with a refused one goes with it. */
function writableSteps({ steps, refused }: PlanPreview): readonly StepPreview[] {
  const out = new Set(refused.map(({ decision }) => decision));
  for (let size = -1; size !== out.size; ) {
    size = out.size;
    for (const step of steps) {
      const decisions = stepDecisions(step);
      if (decisions.some((id) => out.has(id))) for (const id of decisions) out.add(id);
    }
  }
  return steps.filter(
    (step) =>
      step.effect !== 'unchanged' && step.request !== undefined && !stepDecisions(step).some((id) => out.has(id)),
  );
}
