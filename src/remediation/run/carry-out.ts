/** The one way in which anything is written: consent, cluster, precheck, journal, then change by change. */
import type { PlanPreview, RunResult, StepPreview } from '../../model/plan.ts';
import type { KubeObject, ObjectRef } from '../../plugin-api/index.ts';
import type { ChangeContext, Consent, OnProgress } from '../context.ts';
import { type JournalFiles, nodeFiles } from '../journal/files.ts';
import { LockedError, takeLock } from '../journal/lock.ts';
import { openRunJournal, type RunJournal } from '../journal/run-journal.ts';
import { unwritable } from '../journal/trouble.ts';
import { consentFor, consentMissing, isProductionName } from '../plan/consent.ts';
import { compareFindings, openNow } from '../preview/findings.ts';
import { hasScript, undoFiles } from '../undo/undo-script.ts';
import { messageOf } from '../words.ts';
import { otherCluster, precheck } from './precheck.ts';
import { createProgress, type ProgressBoard } from './progress.ts';
import { writeStep } from './write-step.ts';

const NOTHING = 'Nothing was changed.';

export interface Job {
  readonly kind: 'apply' | 'undo';
  readonly preview: PlanPreview;
  /** Those of the preview that are to be written. */
  readonly steps: readonly StepPreview[];
  /** Looks again at steps that need no write, and tells which of them the journal may call taken back. */
  readonly settled?: (signal: AbortSignal) => Promise<readonly number[]>;
}

export async function carryOut(
  job: Job,
  context: ChangeContext,
  consent: Consent,
  onProgress: OnProgress | undefined,
  signal: AbortSignal,
): Promise<RunResult> {
  const now = context.now ?? (() => new Date());
  const board = createProgress(job.kind, job.steps, onProgress, now);
  const refusal = refuseRun(job, context, consent);
  if (refusal !== undefined) return ended(job, board, 'refused', refusal);
  const files = context.files ?? nodeFiles;
  let release: (() => void) | undefined;
  try {
    files.makeFolder(context.stateFolder);
    release = takeLock(context.stateFolder, files);
  } catch (error) {
    if (error instanceof LockedError) return ended(job, board, 'refused', `${messageOf(error)} ${NOTHING}`);
    return ended(job, board, 'journal-unwritable', unwritable(context.stateFolder, error, NOTHING));
  }
  try {
    return await locked(job, context, board, files, signal);
  } finally {
    giveBack(release);
  }
}

/** A lock that cannot be removed is stale as soon as this process ends. */
function giveBack(release: () => void): void {
  try {
    release();
  } catch {
    // Nothing depends on it: the next run finds a lock without a living process.
  }
}

function refuseRun({ preview, steps }: Job, context: ChangeContext, consent: Consent): string | undefined {
  if (context.mode !== 'apply') return `Nothing is written in ${context.mode} mode.`;
  const { cluster } = preview;
  const isProduction = (context.isProduction ?? isProductionName)(cluster.context);
  return consentMissing(consentFor({ type: context.target.type, cluster, isProduction, steps }), consent);
}

async function locked(
  job: Job,
  context: ChangeContext,
  board: ProgressBoard,
  files: JournalFiles,
  signal: AbortSignal,
): Promise<RunResult> {
  let settled: readonly number[] = [];
  try {
    const other = otherCluster(job.preview.cluster, await context.target.identity(signal));
    if (other !== undefined) return ended(job, board, 'refused', `Nothing was changed: ${other}.`);
    const onChecked = ({ step }: StepPreview) => board.set(step, 'checked');
    const bad = await precheck(job.preview, job.steps, context, onChecked, signal);
    if (bad !== undefined) {
      board.set(bad.step.step, 'skipped', { error: bad.error });
      return ended(job, board, 'refused', `${bad.error} ${NOTHING}`);
    }
    const outdated = context.outdated?.();
    if (outdated !== undefined) return ended(job, board, 'refused', `${outdated} ${NOTHING}`);
    settled = (await job.settled?.(signal)) ?? [];
  } catch (error) {
    if (signal.aborted) return ended(job, board, 'refused', `Stopped before the first write. ${NOTHING}`);
    return ended(job, board, 'refused', `${messageOf(error)} ${NOTHING}`);
  }
  let journal: RunJournal;
  try {
    journal = open(job, settled, context, files);
  } catch (error) {
    return ended(job, board, 'journal-unwritable', unwritable(context.stateFolder, error, NOTHING));
  }
  board.setRun(journal.run);
  return writeAll(job, context, journal, board, signal);
}

function open(
  { kind, preview, steps }: Job,
  settled: readonly number[],
  context: ChangeContext,
  files: JournalFiles,
): RunJournal {
  const { undoes, cluster } = preview;
  const at = (context.now ?? (() => new Date()))().toISOString();
  const header = {
    at,
    tool: context.tool,
    cluster,
    planned: steps.length,
    ...(undoes === undefined ? {} : { undoes }),
  };
  const filesOf = (run: string) => (hasScript(kind, context.target.type) ? undoFiles(run, cluster, steps) : {});
  const journal = openRunJournal(context.stateFolder, header, filesOf, files);
  try {
    for (const step of settled) journal.outcome({ step, at, result: 'undone' });
  } catch (error) {
    journal.discard();
    throw error;
  }
  return journal;
}

async function writeAll(
  job: Job,
  context: ChangeContext,
  journal: RunJournal,
  board: ProgressBoard,
  signal: AbortSignal,
): Promise<RunResult> {
  const openBefore = openNow(context, [], []);
  const put: KubeObject[] = [];
  const removed: ObjectRef[] = [];
  let isClean = true;
  const finish = (outcome: RunResult['outcome'], error?: string): RunResult => {
    const { resolves, introduces } = compareFindings(openBefore, openNow(context, put, removed));
    const result = ended(job, board, outcome, error);
    return { ...result, run: journal.run, folder: journal.folder, resolved: resolves, introduced: introduces };
  };
  const neverBegun = (outcome: RunResult['outcome'], error: string): RunResult => {
    journal.discard();
    return ended(job, board, outcome, error);
  };
  for (const [index, step] of job.steps.entries()) {
    if (signal.aborted) {
      if (index === 0) return neverBegun('refused', `Stopped before the first write. ${NOTHING}`);
      return finish(isClean ? 'refused' : 'failed', stoppedText(index, job));
    }
    let result: Awaited<ReturnType<typeof writeStep>>;
    try {
      result = await writeStep(step, job.kind, journal, context, (phase) => board.set(step.step, phase));
    } catch (error) {
      // Only the intent can fail so: it was not on disk, so nothing was sent.
      const place = index === 0 ? context.stateFolder : journal.folder;
      const text = unwritable(place, error, isClean ? NOTHING : stoppedText(index, job));
      board.set(step.step, isClean ? 'skipped' : 'failed', { error: text });
      if (index === 0) return neverBegun('journal-unwritable', text);
      return finish(isClean ? 'journal-unwritable' : 'failed', text);
    }
    if (result.written !== 'no') isClean = false;
    if (result.written === 'yes') {
      if (result.after !== undefined) put.push(result.after);
      else removed.push(step.ref);
    }
    if (result.error !== undefined) {
      const isRefused = isClean && result.isDrift === true;
      const mayStand = result.written === 'no' ? {} : { mayStand: true as const };
      board.set(step.step, isRefused ? 'skipped' : 'failed', { error: result.error, ...mayStand });
      return finish(isRefused ? 'refused' : 'failed', result.error);
    }
    board.set(step.step, 'verified');
  }
  return finish('applied');
}

function stoppedText(done: number, { steps }: Job): string {
  return `Stopped after ${done} of ${steps.length} changes.`;
}

function ended(job: Job, board: ProgressBoard, outcome: RunResult['outcome'], error?: string): RunResult {
  board.end();
  return {
    run: '',
    kind: job.kind,
    outcome,
    steps: board.steps(),
    ...(error === undefined ? {} : { error }),
    resolved: [],
    introduced: [],
  };
}
