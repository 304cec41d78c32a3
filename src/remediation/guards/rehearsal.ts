/** What counted as safe and is not, by what admission makes of the pods. Pure. */
import { refKey, refOfChange } from '../../kube/refs.ts';
import type { Decision } from '../../model/decision.ts';
import type { StepPreview, StepRefusal } from '../../model/plan.ts';
import type { PlanRequest } from '../context.ts';
import { onlyWarns } from '../plan/label-edits.ts';
import { variantOf } from '../plan/plan.ts';

export interface Candidates {
  readonly taken: readonly Decision[];
  /** Gets the refused ones. */
  readonly refusals: Map<string, StepRefusal>;
  readonly request: PlanRequest;
}

/**
 * True when it refused some: the plan is then another one. A doubt is for a person to weigh; what is seen to be refused is
 * not taken for ready by anybody.
 */
export function refuseUnrehearsed(steps: readonly StepPreview[], { taken, refusals, request }: Candidates): boolean {
  let isFound = false;
  for (const { ref, rehearsal } of steps) {
    const [refused] = rehearsal?.refused ?? [];
    const reason = refused ?? rehearsal?.doubts[0];
    const isUnattended = request.unattended === true;
    if (reason === undefined || (refused === undefined && !isUnattended)) continue;
    for (const decision of taken) {
      const variant = variantOf(decision, request.variants);
      const isBehind = variant?.changes.some(
        (change) => refKey(refOfChange(change)) === refKey(ref) && !onlyWarns(change),
      );
      if (isBehind !== true || !(isUnattended || variant?.readiness === 'ready')) continue;
      const code = isUnattended ? 'review' : 'guard';
      refusals.set(decision.id, { decision: decision.id, title: decision.title, code, reason });
      isFound = true;
    }
  }
  return isFound;
}

/** Pods that the operator was not told of before the consent. */
export function unseenRehearsal(seen: StepPreview, now: StepPreview): string | undefined {
  const told = new Set([...(seen.rehearsal?.refused ?? []), ...(seen.rehearsal?.doubts ?? [])]);
  return [...(now.rehearsal?.refused ?? []), ...(now.rehearsal?.doubts ?? [])].find((text) => !told.has(text));
}
