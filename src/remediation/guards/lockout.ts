/** Decisions that would lock somebody out, alone or together with those before them. */

import { isRbac } from '../../kube/rbac.ts';
import { refKey, refOfChange } from '../../kube/refs.ts';
import type { Decision } from '../../model/decision.ts';
import { EditError, withFieldChanges } from '../../model/edits.ts';
import type { StepPreview, StepRefusal } from '../../model/plan.ts';
import type { Change, KubeObject } from '../../plugin-api/index.ts';
import type { ChangeContext, PlanRequest } from '../context.ts';
import { planFieldChanges } from '../plan/field-changes.ts';
import { variantOf } from '../plan/plan.ts';
import { type AccessChange, accessRefusal } from './access.ts';

interface Candidates {
  readonly taken: readonly Decision[];
  readonly previews: readonly StepPreview[];
  /** Gets the refused ones. */
  readonly refusals: Map<string, StepRefusal>;
  readonly context: ChangeContext;
  readonly request: PlanRequest;
}

/** True when it refused some: the plan is then another one. */
export function refuseLockout({ taken, previews, refusals, context, request }: Candidates): boolean {
  const steps = previews.filter(({ ref, effect }) => isRbac(ref) && effect !== 'unchanged');
  const together = accessRefusal(steps, context);
  if (together === undefined) return false;
  const refuse = ({ id, title }: Decision, reason: string) =>
    refusals.set(id, { decision: id, title, code: 'guard', reason });
  const about = taken.filter((decision) => changesOf(decision, request).length > 0);
  let made: ReadonlyMap<string, AccessChange> = new Map(
    steps.map(({ ref, before }) => [refKey(ref), { ref, ...(before === undefined ? {} : { before, after: before }) }]),
  );
  let isFound = false;
  for (const decision of about) {
    const next = withChanges(made, changesOf(decision, request));
    const reason = accessRefusal([...next.values()], context);
    if (reason === undefined) made = next;
    else {
      refuse(decision, reason);
      isFound = true;
    }
  }
  // What the server would store locks out although what was asked for does not: none of them is safe.
  if (!isFound) for (const decision of about) refuse(decision, together);
  return about.length > 0;
}

function changesOf(decision: Decision, { variants }: PlanRequest): readonly Change[] {
  return (variantOf(decision, variants)?.changes ?? []).filter((change) => isRbac(refOfChange(change)));
}

function withChanges(
  made: ReadonlyMap<string, AccessChange>,
  changes: readonly Change[],
): ReadonlyMap<string, AccessChange> {
  const next = new Map(made);
  for (const change of changes) {
    const ref = refOfChange(change);
    const known = next.get(refKey(ref));
    const after = afterChange(change, known?.after);
    next.set(refKey(ref), {
      ref,
      ...(known?.before === undefined ? {} : { before: known.before }),
      ...(after === undefined ? {} : { after }),
    });
  }
  return next;
}

function afterChange(change: Change, current: KubeObject | undefined): KubeObject | undefined {
  if (change.op === 'ensure') return change.object as unknown as KubeObject;
  if (change.op === 'delete' || current === undefined) return undefined;
  try {
    return withFieldChanges(current, planFieldChanges(current, change.edits));
  } catch (error) {
    if (error instanceof EditError) return current;
    throw error;
  }
}
