/** One write: what was meant is on disk before it goes out, what became of it is on disk before the next. */
import { inverseTouches } from '../model/edits.ts';
import type { StepOutcome } from '../model/journal.ts';
import type { StepPhase, StepPreview } from '../model/plan.ts';
import { TargetError, type WriteRequest, type WriteResult } from '../model/ports.ts';
import type { KubeObject } from '../plugin-api/index.ts';
import { recreatable } from './content.ts';
import type { ChangeContext } from './context.ts';
import { deviation, standingOf } from './evaluate-step.ts';
import type { RunJournal } from './journal/run-journal.ts';
import { sealObject, sealRequest } from './journal/seal.ts';
import { rejectionOf } from './step-preview.ts';
import { messageOf, nameOf, sentence } from './words.ts';

export interface StepResult {
  /** `unknown`: no answer came and the object could not be read. */
  readonly written: 'yes' | 'no' | 'unknown';
  readonly after?: KubeObject;
  readonly error?: string;
  /** Set when somebody else's change was in the way. */
  readonly isDrift?: true;
}

const WRITE_TIMEOUT_MS = 60_000;
const READ_TIMEOUT_MS = 10_000;
const READ_BACK_PAUSES_MS = [0, 500, 2_000];

export async function writeStep(
  step: StepPreview,
  kind: 'apply' | 'undo',
  journal: RunJournal,
  context: ChangeContext,
  onPhase: (phase: StepPhase) => void,
): Promise<StepResult> {
  const { request } = step;
  if (request === undefined) throw new RangeError('a step without a request is not written');
  intend(step, request, journal);
  onPhase('saved');
  const attempt = await send(step, request, context);
  if (attempt.result.written === 'yes') onPhase('written');
  const outcome = outcomeOf(step, kind, attempt, journal.run, (context.now ?? (() => new Date()))());
  try {
    journal.outcome(outcome);
  } catch (error) {
    const text = `The journal could not be written on: ${messageOf(error)}`;
    return { ...attempt.result, error: attempt.result.error ?? text };
  }
  return attempt.result;
}

function intend(step: StepPreview, request: WriteRequest, { intent, run }: RunJournal): void {
  const { decision, decisions, title, checks, ref, disruption, needs, before } = step;
  intent({
    step: step.step,
    decision,
    ...(decisions === undefined ? {} : { decisions }),
    title,
    checks,
    ref,
    disruption,
    request: sealRequest(request, run),
    ...(needs === undefined ? {} : { needs }),
    ...(request.op === 'delete' && before !== undefined ? { before: sealObject(recreatable(before), run) } : {}),
  });
}

interface Attempt {
  readonly result: StepResult;
  readonly answer?: WriteResult;
}

async function send(step: StepPreview, request: WriteRequest, context: ChangeContext): Promise<Attempt> {
  const { target } = context;
  // Not the operator's signal: a change that has begun is brought to its end.
  const signal = AbortSignal.timeout(WRITE_TIMEOUT_MS);
  try {
    const answer =
      step.restore !== undefined && target.restore !== undefined
        ? await target.restore(step.restore, { dryRun: false }, signal)
        : await target.write(request, { dryRun: false }, signal);
    const differs = step.restore === undefined ? deviation(step, answer) : undefined;
    const error = differs === undefined ? {} : { error: sentence(`${nameOf(step.ref)}: ${differs}`) };
    return { answer, result: { written: 'yes', ...(answer.after ? { after: answer.after } : {}), ...error } };
  } catch (error) {
    const reason = error instanceof TargetError ? rejectionOf(error, step).reason : messageOf(error);
    if (!mayHaveArrived(error)) return { result: { written: 'no', error: reason, ...driftMark(error) } };
    return readBack(step, reason, context);
  }
}

function mayHaveArrived(error: unknown): boolean {
  return !(error instanceof TargetError) || error.maybeWritten || error.code === 'failed';
}

function driftMark(error: unknown): { isDrift?: true } {
  const codes: readonly unknown[] = ['drift', 'gone', 'conflict'];
  return error instanceof TargetError && codes.includes(error.code) ? { isDrift: true } : {};
}

/** No answer came: the object tells whether it was written, when it can be read. */
async function readBack(step: StepPreview, reason: string, context: ChangeContext): Promise<Attempt> {
  const name = nameOf(step.ref);
  for (const pause of READ_BACK_PAUSES_MS) {
    await (context.pause ?? sleep)(pause);
    try {
      const current = await context.target.read(step.ref, AbortSignal.timeout(READ_TIMEOUT_MS));
      const standing = standingOf(step, current);
      if (standing === 'written') {
        const after = current === undefined ? {} : { after: current };
        return { answer: { ...after, warnings: [], verified: 'server' }, result: { written: 'yes', ...after } };
      }
      if (standing === 'not-written') return { result: { written: 'no', error: reason } };
      return { result: { written: 'unknown', error: `${reason} ${name} holds something else now.` } };
    } catch {
      // Tried again: the server may be on its way back.
    }
  }
  return { result: { written: 'unknown', error: `${reason} Whether ${name} was written could not be read back.` } };
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function outcomeOf(
  step: StepPreview,
  kind: 'apply' | 'undo',
  { result, answer }: Attempt,
  run: string,
  now: Date,
): Omit<StepOutcome, 'type'> {
  const isApply = kind === 'apply';
  const common = { step: step.step, at: now.toISOString(), ...(result.error ? { error: result.error } : {}) };
  if (result.written === 'unknown')
    return { ...common, result: isApply ? 'failed' : 'undo-failed', maybeWritten: true };
  if (result.written === 'no') return { ...common, result: isApply ? 'failed' : 'undo-failed' };
  if (!isApply) return { ...common, result: 'undone' };
  const { after, restore } = answer ?? {};
  const inverse = inverseOf(step, after);
  return {
    ...common,
    result: 'applied',
    ...(inverse === undefined ? {} : { inverse: sealRequest(inverse, run) }),
    ...(restore === undefined ? {} : { restore }),
    ...(after?.metadata.uid === undefined ? {} : { uid: after.metadata.uid }),
    ...(step.request?.op === 'create' && after !== undefined ? { stored: sealObject(after, run) } : {}),
  };
}

/** The request that gives back what was there, by what is stored now. */
function inverseOf({ request, ref, before }: StepPreview, after: KubeObject | undefined): WriteRequest | undefined {
  if (request?.op === 'delete') return before === undefined ? undefined : { op: 'create', object: recreatable(before) };
  if (after === undefined || request === undefined) return undefined;
  const uid = after.metadata.uid === undefined ? {} : { uid: after.metadata.uid };
  if (request.op === 'create') return { op: 'delete', ref, ...uid };
  return { op: 'patch', ref, ...uid, touches: inverseTouches(request.touches, after) };
}
