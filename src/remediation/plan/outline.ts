/** The changes of a plan in their order, before the target is asked. Pure. */
import type { Decision } from '../../model/decision.ts';
import type { OutlineStep } from '../../model/plan.ts';
import { planSteps, worstDisruption } from './plan.ts';

export function outlineOf(decisions: readonly Decision[]): readonly OutlineStep[] {
  return planSteps(decisions).map(({ step, ref, contributions, needs }) => ({
    step,
    ref,
    decisions: [...new Set(contributions.map(({ decision }) => decision))],
    disruption: worstDisruption(contributions.map(({ disruption }) => disruption)),
    needs,
  }));
}
