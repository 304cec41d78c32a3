/** One write: what was meant is on disk before it goes out, what became of it is on disk before the next. */
import { recreatable } from '../../kube/server-owned.ts';
import type { StepPreview } from '../../model/plan.ts';
import { TargetError, type WriteRequest } from '../../model/ports.ts';
import type { Json } from '../../plugin-api/index.ts';
import type { ChangeContext } from '../context.ts';
import { sealObject, sealRequest, unkeptIn } from '../journal/seal.ts';
import { sealRestore } from '../journal/seal-text.ts';
import { unwritable } from '../journal/trouble.ts';
import { contentHash } from '../preview/content.ts';
import { rejectionOf } from '../preview/rejection.ts';
import { fileScript } from '../undo/file-script.ts';
import { hasScript, writtenFiles } from '../undo/undo-script.ts';
import { messageOf, nameOf } from '../words.ts';
import { deviated } from './deviated.ts';
import { type Attempt, inverseOf, outcomeOf, type StepResult } from './outcome.ts';
import { readBack } from './read-back.ts';
import type { OpenRun } from './run.ts';

const WRITE_TIMEOUT_MS = 60_000;
const READ_TIMEOUT_MS = 10_000;

/** Throws when what was meant cannot be noted: then nothing was sent. */
export async function writeStep(step: StepPreview, run: OpenRun): Promise<StepResult> {
  const { kind, journal, context, board } = run;
  const { request } = step;
  if (request === undefined) throw new RangeError('a step without a request is not written');
  const restore = await intend(step, request, run);
  board.set(step.step, 'saved');
  const attempt = await send(step, { request, restore }, run);
  if (attempt.result.written === 'yes') board.set(step.step, 'written');
  const remains = attempt.answer === undefined ? undefined : run.remains?.(step, attempt.answer);
  const outcome = outcomeOf(step, attempt, run);
  // It was written: any other result has an error of its own.
  let state = `${nameOf(step.ref)} was written, which is not noted: an undo looks at the object to tell.`;
  try {
    journal.outcome(outcome);
    state = `${nameOf(step.ref)} was written and noted; undo.sh does not know which object that is, undo does.`;
    if (hasScript(kind, context.target.type)) journal.replace(writtenFiles(step, outcome.uid, journal.run));
  } catch (error) {
    return { ...attempt.result, error: attempt.result.error ?? unwritable(journal.folder, error, state) };
  }
  return { ...attempt.result, ...(remains === undefined ? {} : { remains }) };
}

/** All that an undo needs is on disk before the write: what comes after it may never be noted. */
async function intend(step: StepPreview, request: WriteRequest, run: OpenRun): Promise<Json | undefined> {
  const { decision, decisions, title, checks, ref, disruption, needs, rehearsal } = step;
  const { journal, context, kind } = run;
  const restore = kind === 'undo' ? undefined : await restoreFor(step, request, context);
  journal.intent({
    step: step.step,
    decision,
    ...(decisions === undefined ? {} : { decisions }),
    title,
    checks,
    ref,
    disruption,
    request: sealRequest(request, journal.run),
    ...(needs === undefined ? {} : { needs }),
    ...(rehearsal === undefined ? {} : { rehearsed: rehearsal.tried }),
    ...(kind === 'undo' ? {} : wayBack(step, request, journal.run)),
    ...(restore === undefined ? {} : { restore }),
  });
  // After it: where the journal is cut later, the script tells that the change began.
  if (restore !== undefined) journal.add(fileScript(step, restore));
  return restore;
}

/** By the file as it is now: changes before this one may have moved what it touches. */
async function restoreFor(
  { before }: StepPreview,
  request: WriteRequest,
  { target }: ChangeContext,
): Promise<Json | undefined> {
  if (target.restore === undefined) return undefined;
  const { restore } = await target.write(request, { dryRun: true }, AbortSignal.timeout(WRITE_TIMEOUT_MS));
  return sealRestore(restore, request, before);
}

/** From what the dry run returned; the outcome tells it again from what was stored. */
function wayBack(step: StepPreview, request: WriteRequest, run: string) {
  const { before, after, byOthers } = step;
  const inverse = request.op === 'delete' ? undefined : inverseOf(step, after);
  const unkept = request.op !== 'delete' || before === undefined ? [] : unkeptIn(before);
  return {
    ...(request.op === 'delete' && before !== undefined ? { before: sealObject(recreatable(before), run) } : {}),
    ...(inverse === undefined ? {} : { inverse: sealRequest(inverse, run) }),
    ...(request.op === 'create' && after !== undefined ? { stored: sealObject(after, run) } : {}),
    ...(before === undefined ? {} : { was: contentHash(before, run) }),
    ...(unkept.length === 0 ? {} : { unkept }),
    ...(byOthers.length === 0 ? {} : { byOthers }),
  };
}

async function send(
  step: StepPreview,
  { request, restore }: { readonly request: WriteRequest; readonly restore: Json | undefined },
  run: OpenRun,
): Promise<Attempt> {
  const { context } = run;
  const { target } = context;
  // Not the operator's signal: a change that has begun is brought to its end.
  const signal = AbortSignal.timeout(WRITE_TIMEOUT_MS);
  try {
    const answer =
      step.restore !== undefined && target.restore !== undefined
        ? await target.restore(step.restore, { dryRun: false }, signal)
        : await target.write(request, { dryRun: false }, signal);
    const error =
      step.restore === undefined ? await deviated(step, answer, run, AbortSignal.timeout(READ_TIMEOUT_MS)) : undefined;
    return {
      answer,
      result: {
        written: 'yes',
        ...(answer.after ? { after: answer.after } : {}),
        ...(error === undefined ? {} : { error }),
      },
    };
  } catch (error) {
    const reason = error instanceof TargetError ? rejectionOf(error, step.ref).reason : messageOf(error);
    if (!mayHaveArrived(error, step.restore ?? restore))
      return { result: { written: 'no', error: reason, ...driftMark(error) } };
    return readBack(step, { reason, restore }, context);
  }
}

/** Of a file that was written what comes after may fail in any way, and say so. */
function mayHaveArrived(error: unknown, restore: Json | undefined): boolean {
  if (!(error instanceof TargetError) || error.maybeWritten || error.code === 'failed') return true;
  return restore !== undefined && error.code === 'denied';
}

function driftMark(error: unknown): { isDrift?: true } {
  const codes: readonly unknown[] = ['drift', 'gone', 'conflict'];
  return error instanceof TargetError && codes.includes(error.code) ? { isDrift: true } : {};
}
