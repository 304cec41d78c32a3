/** One write: what was meant is on disk before it goes out, what became of it is on disk before the next. */
import { recreatable } from '../../kube/server-owned.ts';
import type { StepPreview } from '../../model/plan.ts';
import { TargetError, type WriteRequest } from '../../model/ports.ts';
import type { ChangeContext } from '../context.ts';
import type { RunJournal } from '../journal/run-journal.ts';
import { sealObject, sealRequest } from '../journal/seal.ts';
import { unwritable } from '../journal/trouble.ts';
import { deviation } from '../preview/evaluate-step.ts';
import { rejectionOf } from '../preview/rejection.ts';
import { hasScript, writtenFiles } from '../undo/undo-script.ts';
import { messageOf, nameOf, sentence } from '../words.ts';
import { type Attempt, outcomeOf, type StepResult } from './outcome.ts';
import { readBack } from './read-back.ts';
import type { OpenRun } from './run.ts';

const WRITE_TIMEOUT_MS = 60_000;

/** Throws when what was meant cannot be noted: then nothing was sent. */
export async function writeStep(step: StepPreview, run: OpenRun): Promise<StepResult> {
  const { kind, journal, context, board } = run;
  const { request } = step;
  if (request === undefined) throw new RangeError('a step without a request is not written');
  intend(step, request, journal);
  board.set(step.step, 'saved');
  const attempt = await send(step, request, context);
  if (attempt.result.written === 'yes') board.set(step.step, 'written');
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
  return attempt.result;
}

function intend(step: StepPreview, request: WriteRequest, { intent, run }: RunJournal): void {
  const { decision, decisions, title, checks, ref, disruption, needs, before, rehearsal } = step;
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
    ...(rehearsal === undefined ? {} : { rehearsed: rehearsal.tried }),
    ...(request.op === 'delete' && before !== undefined ? { before: sealObject(recreatable(before), run) } : {}),
  });
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
    const reason = error instanceof TargetError ? rejectionOf(error, step.ref).reason : messageOf(error);
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
