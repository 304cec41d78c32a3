/** The one way in which anything is written: consent, cluster, precheck, journal, then change by change. */
import type { PlannedStep } from '../../model/journal.ts';
import type { RunResult, StepPreview } from '../../model/plan.ts';
import { type ChangeContext, type Consent, filesOf, never, nowOf, type RunOptions } from '../context.ts';
import { LockedError, takeLock } from '../journal/lock.ts';
import { openRunJournal, type RunJournal } from '../journal/run-journal.ts';
import { sweepState } from '../journal/sweep.ts';
import { distrusted, unwritable } from '../journal/trouble.ts';
import { consentFor, consentMissing } from '../plan/consent.ts';
import { contentHash } from '../preview/content.ts';
import { sweepTrials } from '../trial/sweep.ts';
import { refusedByTrial } from '../trial/trial.ts';
import { firstFiles } from '../undo/undo-script.ts';
import { messageOf } from '../words.ts';
import { otherCluster, precheck } from './precheck.ts';
import { createProgress } from './progress.ts';
import { ended, type Job, NOTHING, type Run } from './run.ts';
import { writeSteps } from './write-steps.ts';

export async function executeRun(job: Job, context: ChangeContext, options: RunOptions): Promise<RunResult> {
  const board = createProgress(job, () => nowOf(context), options.onProgress);
  const run: Run = { ...job, context, board, signal: options.signal ?? never() };
  const refusal = refuseRun(run, options);
  if (refusal !== undefined) return ended(run, 'refused', refusal);
  let release: () => void;
  try {
    filesOf(context).makeFolder(context.stateFolder);
    const open = filesOf(context).distrust?.(context.stateFolder);
    if (open !== undefined) return ended(run, 'refused', `${distrusted(open)} ${NOTHING}`);
    release = takeLock(context.stateFolder, filesOf(context));
    sweepState(context.stateFolder, filesOf(context));
  } catch (error) {
    if (error instanceof LockedError) return ended(run, 'refused', `${messageOf(error)} ${NOTHING}`);
    return ended(run, 'journal-unwritable', unwritable(context.stateFolder, error, NOTHING));
  }
  try {
    return await executeLocked(run);
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

function refuseRun({ preview, steps, context }: Run, consent: Consent): string | undefined {
  if (context.mode !== 'apply') return `Nothing is written in ${context.mode} mode.`;
  return consentMissing(consentFor(context, preview.cluster, steps), consent);
}

async function executeLocked(run: Run): Promise<RunResult> {
  const { context } = run;
  let settled: readonly number[];
  try {
    await sweepTrials(context, run.signal);
    const reason = (await refuseNow(run)) ?? (await refusedTrial(run));
    if (reason !== undefined) return ended(run, 'refused', reason);
    settled = (await run.settled?.(run.signal)) ?? [];
  } catch (error) {
    if (run.signal.aborted) return ended(run, 'refused', `Stopped before the first write. ${NOTHING}`);
    return ended(run, 'refused', `${messageOf(error)} ${NOTHING}`);
  }
  // Nothing to write, and perhaps to note that nothing stands any more.
  if (run.steps.length === 0 && settled.length === 0) return ended(run, 'nothing');
  let journal: RunJournal;
  try {
    journal = openJournal(run, settled, await context.target.roots?.());
  } catch (error) {
    return ended(run, 'journal-unwritable', unwritable(context.stateFolder, error, NOTHING));
  }
  if (run.steps.length === 0) return ended(run, 'nothing');
  run.board.setRun(journal.run);
  return writeSteps({ ...run, journal });
}

/** Why what was consented to is not written now. */
async function refuseNow(run: Run): Promise<string | undefined> {
  const { preview, context, board, signal } = run;
  const other = otherCluster(preview.cluster, await context.target.identity(signal));
  if (other !== undefined) return `Nothing was changed: ${other}.`;
  const bad = await precheck(run);
  if (bad !== undefined) board.set(bad.step.step, 'skipped', { error: bad.error });
  const reason = bad?.error ?? context.outdated?.();
  return reason === undefined ? undefined : `${reason} ${NOTHING}`;
}

async function refusedTrial(run: Run): Promise<string | undefined> {
  const reason = await refusedByTrial(run);
  return reason === undefined ? undefined : `${reason} ${NOTHING}`;
}

function openJournal(
  { kind, preview, steps, context }: Run,
  settled: readonly number[],
  roots: readonly string[] | undefined,
): RunJournal {
  const { undoes, cluster } = preview;
  const at = nowOf(context).toISOString();
  const header = (run: string) => ({
    at,
    tool: context.tool,
    cluster,
    source: context.target.type,
    ...(roots === undefined ? {} : { roots }),
    planned: steps.length,
    ...(undoes === undefined ? { plan: steps.map((step) => plannedStep(step, run)) } : { undoes }),
  });
  const furtherFiles = (run: string) => firstFiles(run, { kind, type: context.target.type, cluster, steps });
  const place = { stateFolder: context.stateFolder, files: filesOf(context) };
  const journal = openRunJournal(place, { at, header }, furtherFiles);
  try {
    for (const step of settled) journal.outcome({ step, at, result: 'undone' });
  } catch (error) {
    journal.discard();
    throw error;
  }
  return journal;
}

function plannedStep({ step, title, ref, before }: StepPreview, run: string): PlannedStep {
  return { step, title, ref, ...(before === undefined ? {} : { was: contentHash(before, run) }) };
}
