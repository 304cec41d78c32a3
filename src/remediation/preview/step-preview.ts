/** One step looked at: the object read, guarded, the request built and tried without storing anything. */
import { refOf } from '../../kube/refs.ts';
import type { Owner } from '../../model/decision.ts';
import { applierIn, refuseChange, refuseObject } from '../../model/guard.ts';
import type { StepPreview } from '../../model/plan.ts';
import { TargetError, type WriteRequest, type WriteResult } from '../../model/ports.ts';
import type { Change, KubeObject, ObjectRef } from '../../plugin-api/index.ts';
import type { Inquiry, PlanInquiry } from '../context.ts';
import { runningPodsRejection } from '../guards/running-pods.ts';
import { areCompatible, impossible } from '../plan/field-changes.ts';
import { type Contribution, combineContributions, type PlannedStep, worstDisruption } from '../plan/plan.ts';
import { buildRequest } from '../plan/request.ts';
import { nameOf, sentence } from '../words.ts';
import { computed, describe } from './describe.ts';
import { type Rejection, rejectionOf } from './rejection.ts';

export interface SteppedOver {
  readonly preview?: StepPreview;
  readonly rejection?: Rejection;
}

export async function previewStep(step: PlannedStep, inquiry: PlanInquiry): Promise<SteppedOver> {
  const { context, request, signal } = inquiry;
  const merged = combineContributions(step.contributions);
  if (merged === undefined) throw new RangeError('a step needs a contribution');
  if ('conflict' in merged) return { rejection: conflictOf(...merged.conflict) };
  const { change } = merged;
  const early = refuseChange(change, step.ref, request);
  if (early !== undefined) return { rejection: { code: 'guard', ...early } };
  try {
    const current = await context.target.read(step.ref, signal);
    return await previewOn(current, { step, change }, inquiry);
  } catch (error) {
    if (!(error instanceof TargetError)) throw error;
    return { rejection: rejectionOf(error, step.ref) };
  }
}

async function previewOn(
  current: KubeObject | undefined,
  { step, change }: { readonly step: PlannedStep; readonly change: Change },
  inquiry: PlanInquiry,
): Promise<SteppedOver> {
  const { context, request } = inquiry;
  const { ref } = step;
  const owners = current === undefined ? [] : ownersOf(current, change, context);
  const refusal = current === undefined ? undefined : refuseObject(current, ref, owners, request, context.target.type);
  if (refusal !== undefined) return { rejection: { code: 'guard', ...refusal } };
  // What is deleted holds no two values.
  const clash = current === undefined || change.op === 'delete' ? undefined : clashOf(step.contributions, current);
  if (clash !== undefined) return { rejection: clash };
  const built = buildRequest(change, ref, current);
  if (built.kind === 'refused') return { rejection: { code: built.code, reason: built.reason } };
  const base = baseOf(step, change);
  if (built.kind === 'unchanged') {
    const verified = context.target.type === 'live' ? 'server' : 'local';
    return { preview: { ...base, effect: 'unchanged', diff: '', byOthers: [], warnings: [], verified } };
  }
  const tried = await tryOut(built.request, { ref, current }, inquiry);
  const preview = describe({ base, request: built.request, result: tried.result, current });
  const rejection = tried.rejection ?? runningPodsRejection(step, preview.warnings);
  return { preview, ...(rejection === undefined ? {} : { rejection }) };
}

/** As the scan knows them, and as the object says now. */
function ownersOf(current: KubeObject, change: Change, { facts }: PlanInquiry['context']): readonly Owner[] {
  const ref = refOf(current);
  return [facts?.(ref)?.owner, applierIn(current, change)].filter((owner) => owner !== undefined);
}

/** Two decisions that cannot both hold on this object. */
function clashOf(contributions: readonly Contribution[], current: KubeObject): Rejection | undefined {
  const edits = contributions.flatMap(({ change, ...rest }) => (change.op === 'edit' ? [{ ...rest, change }] : []));
  for (const { change, decision } of edits) {
    const reason = edits.length > 1 ? impossible(current, change.edits) : undefined;
    if (reason !== undefined)
      return {
        code: 'invalid',
        reason: sentence(`${nameOf(change.target)} cannot be changed so: ${reason}`),
        only: decision,
      };
  }
  for (const [at, later] of edits.entries()) {
    for (const earlier of edits.slice(0, at)) {
      if (areCompatible(current, [earlier.change.edits, later.change.edits])) continue;
      return conflictOf(earlier, later);
    }
  }
  return undefined;
}

function conflictOf(earlier: Contribution, later: Contribution): Rejection {
  const names = ({ checks, title }: Contribution) => (checks.length === 0 ? title : checks.join(', '));
  const reason = `${names(earlier)} and ${names(later)} want different things of one object: one of them can be applied.`;
  return { code: 'invalid', reason, only: later.decision };
}

interface Tried {
  readonly result: WriteResult;
  readonly rejection?: Rejection;
}

async function tryOut(
  request: WriteRequest,
  { ref, current }: { readonly ref: ObjectRef; readonly current: KubeObject | undefined },
  { context, signal }: Inquiry,
): Promise<Tried> {
  // --read-only: not even a dry run.
  if (context.mode === 'read-only') return { result: computed(request, current) };
  try {
    return { result: await context.target.write(request, { dryRun: true }, signal) };
  } catch (error) {
    if (!(error instanceof TargetError) || error.code !== 'denied') throw error;
    return { result: computed(request, current), rejection: rejectionOf(error, ref) };
  }
}

function baseOf(step: PlannedStep, change: Change) {
  const decisions = [...new Set(step.contributions.map(({ decision }) => decision))];
  const titles = [...new Set(step.contributions.map(({ title }) => title))];
  return {
    step: step.step,
    decision: decisions[0] ?? '',
    ...(decisions.length > 1 ? { decisions } : {}),
    title: titles.join('; '),
    checks: [...new Set(step.contributions.flatMap(({ checks }) => checks))].sort(),
    ref: step.ref,
    change,
    ...(step.needs.length > 0 ? { needs: step.needs } : {}),
    disruption: worstDisruption(step.contributions.map(({ disruption }) => disruption)),
  };
}
