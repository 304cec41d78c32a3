/** What its trial says against a step leaves its decisions for a person. Pure. */
import type { StepPreview } from '../../model/plan.ts';
import { stepDecisions } from '../preview/plan-preview.ts';
import type { Candidates } from './rehearsal.ts';

/** True when it refused some: the plan is then another one. In the walk doubts are caveats, which a person weighs. */
export function refuseDoubted(steps: readonly StepPreview[], { taken, refusals, request }: Candidates): boolean {
  if (request.unattended !== true) return false;
  const doubted = steps.flatMap((step) =>
    stepDecisions(step).map((id) => ({ id, reason: (step.doubts ?? []).join(' ') })),
  );
  const found = taken.flatMap(({ id, title }) => {
    const reason = doubted.find((each) => each.id === id && each.reason !== '')?.reason;
    return reason === undefined ? [] : [{ decision: id, title, code: 'review' as const, reason }];
  });
  for (const refusal of found) refusals.set(refusal.decision, refusal);
  return found.length > 0;
}
