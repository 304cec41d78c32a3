/** The changes of a run, one after the other, until the last or the first that does not go as shown. */
import type { RunResult, StepPreview } from '../../model/plan.ts';
import type { KubeObject, ObjectRef } from '../../plugin-api/index.ts';
import { nowOf } from '../context.ts';
import { unwritable } from '../journal/trouble.ts';
import { compareFindings, openNow } from '../preview/findings.ts';
import type { StepResult } from './outcome.ts';
import { ended, NOTHING, type OpenRun } from './run.ts';
import { refusedNow } from './still-allowed.ts';
import { writeStep } from './write-step.ts';

/** What was written so far. */
interface Written {
  readonly put: KubeObject[];
  readonly removed: ObjectRef[];
  /** No change may stand. */
  isClean: boolean;
}

export async function writeSteps(run: OpenRun): Promise<RunResult> {
  const openBefore = openNow(run.context, [], []);
  const written: Written = { put: [], removed: [], isClean: true };
  const end = await firstEnd(run, written);
  if (end.isNeverBegun) {
    run.journal.discard();
    return ended(run, end.outcome, end.error);
  }
  noteEnd(run);
  const { resolves, introduces } = compareFindings(openBefore, openNow(run.context, written.put, written.removed));
  const { run: id, folder } = run.journal;
  return { ...ended(run, end.outcome, end.error), run: id, folder, resolved: resolves, introduced: introduces };
}

/** Without the line an undo looks at what the journal does not tell of: nothing is lost where it cannot be written. */
function noteEnd({ journal, context }: OpenRun): void {
  try {
    journal.end(nowOf(context).toISOString());
  } catch {
    // The trouble to tell is the one of the change.
  }
}

interface End {
  readonly outcome: RunResult['outcome'];
  readonly error?: string;
  /** Not even the intent of the first change is on disk. */
  readonly isNeverBegun?: true;
}

async function firstEnd(run: OpenRun, written: Written): Promise<End> {
  for (const [index, step] of run.steps.entries()) {
    const end = run.signal.aborted ? stopped(run, index, written) : await endOf(run, step, { index, written });
    if (end !== undefined) return end;
  }
  return { outcome: 'applied' };
}

function stopped(run: OpenRun, done: number, { isClean }: Written): End {
  if (done > 0) return { outcome: isClean ? 'refused' : 'failed', error: stoppedText(done, run) };
  return { outcome: 'refused', error: `Stopped before the first write. ${NOTHING}`, isNeverBegun: true };
}

interface Progress {
  readonly index: number;
  readonly written: Written;
}

/** Undefined: it was written as shown, and the next one may be. */
async function endOf(run: OpenRun, step: StepPreview, { index, written }: Progress): Promise<End | undefined> {
  let result: StepResult;
  try {
    const refusal = await refusedNow(step, run);
    result = refusal === undefined ? await writeStep(step, run) : { written: 'no', error: refusal, isDrift: true };
  } catch (error) {
    return notNoted(run, step, { index, written, error });
  }
  note(step, result, written);
  const { error } = result;
  if (error === undefined) {
    const { remains } = result;
    run.board.set(step.step, 'verified', remains === undefined ? undefined : { remains });
    return undefined;
  }
  const isRefused = written.isClean && result.isDrift === true;
  const mayStand = result.written === 'no' ? {} : { mayStand: true as const };
  run.board.set(step.step, isRefused ? 'skipped' : 'failed', { error, ...mayStand });
  return { outcome: isRefused ? 'refused' : 'failed', error };
}

/** Only the intent can fail so: it was not on disk, so nothing was sent. */
function notNoted(
  run: OpenRun,
  { step }: StepPreview,
  { index, written: { isClean }, error }: Progress & { readonly error: unknown },
): End {
  const isFirst = index === 0;
  const place = isFirst ? run.context.stateFolder : run.journal.folder;
  const text = unwritable(place, error, isClean ? NOTHING : stoppedText(index, run));
  run.board.set(step, isClean ? 'skipped' : 'failed', { error: text });
  const outcome = isFirst || isClean ? 'journal-unwritable' : 'failed';
  return { outcome, error: text, ...(isFirst ? { isNeverBegun: true as const } : {}) };
}

function note({ ref }: StepPreview, result: StepResult, written: Written): void {
  if (result.written !== 'no') written.isClean = false;
  if (result.written !== 'yes') return;
  if (result.after === undefined) written.removed.push(ref);
  else written.put.push(result.after);
}

function stoppedText(done: number, { steps }: OpenRun): string {
  return `Stopped after ${done} of ${steps.length} changes.`;
}
