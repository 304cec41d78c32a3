/** What decisions would do, asked of the target; nothing is stored. */
import { canonicalJson } from '../../kube/canonical.ts';
import type { Decision } from '../../model/decision.ts';
import { withoutAcknowledged } from '../../model/guard.ts';
import type { PlanPreview, StepPreview, StepRefusal } from '../../model/plan.ts';
import type { KubeObject } from '../../plugin-api/index.ts';
import { type ChangeContext, never, type PlanInquiry, type PlanRequest } from '../context.ts';
import { refuseDoubted } from '../guards/doubts.ts';
import { refuseLockout } from '../guards/lockout.ts';
import { refuseUnrehearsed } from '../guards/rehearsal.ts';
import { refuseUsed, withUsedDoubts } from '../guards/use.ts';
import { type PlannedStep, planSteps, variantOf } from '../plan/plan.ts';
import { Rehearsing } from '../rehearsal/rehearsing.ts';
import { computed } from './describe.ts';
import { withFindingDoubts } from './doubts.ts';
import { inParallel } from './parallel.ts';
import { distinct, planPreview } from './plan-preview.ts';
import { previewStep, type SteppedOver } from './step-preview.ts';

/** Throws TargetError only when the target cannot even say which cluster it is; all else is a refusal in the preview. */
export async function previewPlan(
  context: ChangeContext,
  request: PlanRequest,
  signal: AbortSignal = never(),
): Promise<PlanPreview> {
  const cluster = await context.target.identity(signal);
  const refusals = new Map<string, StepRefusal>();
  const wanted = distinct(request.decisions);
  for (const decision of wanted) {
    const refusal = refuseDecision(decision, request);
    if (refusal !== undefined) refusals.set(decision.id, refusal);
  }
  const rehearsing = new Rehearsing({ context, signal }, cluster.version);
  const steps = await settle(wanted, { context, request, signal, refusals, seen: new Map(), rehearsing });
  const preview = planPreview({ context, cluster, steps, request, refused: [...refusals.values()] });
  return rehearsing.requests === 0 ? preview : { ...preview, rehearsed: rehearsing.requests };
}

function refuseDecision(decision: Decision, request: PlanRequest): StepRefusal | undefined {
  const { id, title, refusal } = decision;
  const open = refusal === undefined ? undefined : withoutAcknowledged([refusal], request);
  if (open !== undefined) return { decision: id, title, code: 'guard', ...open };
  const variant = variantOf(decision, request.variants);
  if (variant !== undefined && variant.changes.length > 0) return undefined;
  const reason = variant === undefined ? 'There is no such change to apply here.' : 'This changes no object.';
  return { decision: id, title, code: 'invalid', reason };
}

/** A plan on its way to steps that all may be made. */
interface Settling extends PlanInquiry {
  readonly refusals: Map<string, StepRefusal>;
  /** Steps that were looked at, by what is wanted of their objects. */
  readonly seen: Map<string, Promise<SteppedOver>>;
  readonly rehearsing: Rehearsing;
}

/** Previews all steps; a decision that is refused takes its steps with it, until every step that is left may be made. */
async function settle(decisions: readonly Decision[], settling: Settling): Promise<readonly StepPreview[]> {
  const { refusals, request } = settling;
  for (;;) {
    const taken = decisions.filter(({ id }) => !isOut(refusals.get(id)));
    const planned = planSteps(taken, request.variants);
    const previews = await previewAll(planned, settling);
    const someOut = taken.some(({ id }) => isOut(refusals.get(id)));
    if (someOut || refuseLockout({ ...settling, taken, previews })) continue;
    if (refuseUsed(previews, { ...settling, taken })) continue;
    const named = await settling.rehearsing.withChangers(withUsedDoubts(previews, settling.context));
    const rehearsed = await settling.rehearsing.steps(named);
    if (refuseUnrehearsed(rehearsed, { ...settling, taken })) continue;
    const weighed = withFindingDoubts(rehearsed, asked, settling.context);
    if (!refuseDoubted(weighed, { ...settling, taken })) return weighed;
  }
}

function asked({ request, before }: StepPreview): KubeObject | undefined {
  return request === undefined ? undefined : computed(request, before).after;
}

/** A decision that only lacks the right to be tried stays in the preview, marked; all other refused ones are left out. */
function isOut(refusal: StepRefusal | undefined): boolean {
  return refusal !== undefined && refusal.code !== 'denied';
}

async function previewAll(planned: readonly PlannedStep[], settling: Settling): Promise<readonly StepPreview[]> {
  const { seen, refusals, signal } = settling;
  let unreachable: SteppedOver | undefined;
  const look = async (step: PlannedStep): Promise<SteppedOver> => {
    signal.throwIfAborted();
    const key = canonicalJson(step.contributions);
    const known = seen.get(key);
    if (known !== undefined) return known;
    // A server that does not answer is asked once, not once a step.
    if (unreachable !== undefined) return unreachable;
    const found = previewStep(step, settling);
    seen.set(key, found);
    const { rejection } = await found;
    if (rejection?.code === 'unreachable') unreachable = { rejection };
    return found;
  };
  const found = await inParallel(planned, look);
  for (const [index, step] of planned.entries()) note(step, found[index]?.rejection, refusals);
  // Numbers and prerequisites depend on what else is in the plan.
  return planned.flatMap((step, index) => {
    const preview = found[index]?.preview;
    return preview === undefined ? [] : [renumbered(preview, step)];
  });
}

function note(step: PlannedStep, rejection: SteppedOver['rejection'], refusals: Map<string, StepRefusal>): void {
  if (rejection === undefined) return;
  const { only, ...reason } = rejection;
  for (const { decision, title } of step.contributions) {
    if (only !== undefined && only !== decision) continue;
    if (!isOut(refusals.get(decision))) refusals.set(decision, { decision, title, ...reason });
  }
}

function renumbered({ needs: _needs, ...preview }: StepPreview, { step, needs }: PlannedStep): StepPreview {
  return { ...preview, step, ...(needs.length > 0 ? { needs } : {}) };
}
