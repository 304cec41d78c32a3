/** What became of a write, for the journal. Pure. */
import { recreatable } from '../../kube/server-owned.ts';
import { inverseFieldChanges } from '../../model/edits.ts';
import type { StepOutcome } from '../../model/journal.ts';
import type { StepPreview } from '../../model/plan.ts';
import type { RestoreResult, WriteRequest, WriteResult } from '../../model/ports.ts';
import type { KubeObject } from '../../plugin-api/index.ts';
import { nowOf } from '../context.ts';
import { sealObject, sealRequest } from '../journal/seal.ts';
import type { OpenRun } from './run.ts';

export interface StepResult {
  /** `unknown`: no answer came and the object could not be read. */
  readonly written: 'yes' | 'no' | 'unknown';
  readonly after?: KubeObject;
  readonly error?: string;
  /** Set when somebody else's change was in the way. */
  readonly isDrift?: true;
  /** Of an undo: what is not as it was before the run. */
  readonly remains?: readonly string[];
}

export interface Attempt {
  readonly result: StepResult;
  readonly answer?: WriteResult | RestoreResult;
}

export function outcomeOf(
  step: StepPreview,
  { result, answer }: Attempt,
  { kind, journal: { run }, context }: OpenRun,
): Omit<StepOutcome, 'type'> {
  const isApply = kind === 'apply';
  const common = {
    step: step.step,
    at: nowOf(context).toISOString(),
    ...(result.error ? { error: result.error } : {}),
  };
  if (result.written === 'unknown')
    return { ...common, result: isApply ? 'failed' : 'undo-failed', maybeWritten: true };
  if (result.written === 'no') return { ...common, result: isApply ? 'failed' : 'undo-failed' };
  // What is stored in another way than was to come back is not taken back: the run stays open.
  if (!isApply) return { ...common, result: result.error === undefined ? 'undone' : 'undo-failed' };
  const { after } = answer ?? {};
  const inverse = inverseOf(step, after);
  return {
    ...common,
    result: 'applied',
    ...(inverse === undefined ? {} : { inverse: sealRequest(inverse, run) }),
    ...(after?.metadata.uid === undefined ? {} : { uid: after.metadata.uid }),
    ...(step.request?.op === 'create' && after !== undefined ? { stored: sealObject(after, run) } : {}),
  };
}

/** The request that gives back what was there, by what is stored now. */
export function inverseOf(
  { request, ref, before }: StepPreview,
  after: KubeObject | undefined,
): WriteRequest | undefined {
  if (request?.op === 'delete') return before === undefined ? undefined : { op: 'create', object: recreatable(before) };
  if (after === undefined || request === undefined) return undefined;
  const uid = after.metadata.uid === undefined ? {} : { uid: after.metadata.uid };
  if (request.op === 'create') return { op: 'delete', ref, ...uid };
  return { op: 'patch', ref, ...uid, fieldChanges: inverseFieldChanges(request.fieldChanges, after, before) };
}
