/** Takes a run back: in reverse order, exactly; as a whole, or as far as it goes when that was asked for. */
import { shortHash } from '../../kube/canonical.ts';
import type { PlanPreview, RunResult, StepPreview, StepRefusal } from '../../model/plan.ts';
import type { ClusterIdentity } from '../../model/ports.ts';
import { type ChangeContext, ChangeError, type Inquiry, never, type RunOptions, type UndoRequest } from '../context.ts';
import { accessCaveats } from '../guards/access.ts';
import type { RecordedRun, RecordedStep } from '../journal/read.ts';
import { consequences } from '../preview/plan-preview.ts';
import { templateCaveats } from '../preview/template-caveats.ts';
import { executeRun } from '../run/execute.ts';
import { comesBack } from './comes-back.ts';
import { findRun, standingBefore, standingSteps } from './history.ts';
import { lookAtSteps } from './look.ts';
import { lookAtMissing, NONE_MISSING } from './missing.ts';
import { remainsOf } from './remains.ts';
import { previewUndoStep } from './undo-step-preview.ts';

/**
 * What taking back a run would do: the last one of this cluster without `run`, only some of its steps with `steps`; with
 * `isPartial` all that can be taken back.
 */
export async function previewUndo(
  context: ChangeContext,
  { run, steps, isPartial = false, signal = never() }: UndoRequest = {},
): Promise<PlanPreview> {
  const cluster = await context.target.identity(signal);
  const recorded = findRun(context, cluster, run);
  const chosen = recorded === undefined ? [] : chosenSteps(recorded, steps);
  if (recorded === undefined) return undoPreview(context, { cluster, recorded, chosen, isPartial, ...NONE_MISSING });
  const inquiry = { context, signal };
  const missing = steps === undefined ? await lookAtMissing(recorded, inquiry) : NONE_MISSING;
  const known = await lookAtSteps({ run: recorded, chosen, isPartial, version: cluster.version }, inquiry);
  const looked = {
    steps: [...known.steps, ...missing.steps],
    refused: [...missing.refused, ...known.refused],
    notes: [...missing.notes, ...known.notes],
  };
  return undoPreview(context, { cluster, recorded, chosen, isPartial, ...looked });
}

function chosenSteps(run: RecordedRun, steps: readonly number[] | undefined): readonly RecordedStep[] {
  const standing = standingSteps(run);
  if (steps === undefined) return standing;
  const known = new Set(run.steps.map(({ intent }) => intent.step));
  const unknown = steps.find((step) => !known.has(step));
  if (unknown !== undefined) throw new ChangeError(`Run ${run.header.run} has no change ${unknown}.`);
  return standing.filter(({ intent }) => steps.includes(intent.step));
}

interface Looked {
  readonly cluster: ClusterIdentity;
  readonly recorded: RecordedRun | undefined;
  readonly chosen: readonly RecordedStep[];
  readonly isPartial: boolean;
  readonly steps: readonly StepPreview[];
  readonly refused: readonly StepRefusal[];
  readonly notes: readonly string[];
}

function undoPreview(context: ChangeContext, looked: Looked): PlanPreview {
  const { cluster, recorded, chosen, isPartial, steps, refused, notes } = looked;
  const changes = steps.filter(({ effect }) => effect !== 'unchanged');
  const run = recorded?.header.run;
  return {
    id: shortHash([cluster.id, run ?? '', ...changes.map(({ step }) => String(step))]),
    ...(run === undefined ? {} : { undoes: run }),
    ...(isPartial ? { isPartial } : {}),
    ...consequences({ context, cluster, steps, refused }),
    caveats: [
      ...notes,
      ...(recorded === undefined ? [] : missingLines(recorded)),
      ...(changes.length > 0 || refused.length > 0
        ? [...changes.flatMap(comesBack), ...changes.flatMap(templateCaveats), ...accessCaveats(changes, context)]
        : [nothingText(context, recorded, chosen.length)]),
    ],
    evidence: [],
  };
}

function nothingText(context: ChangeContext, recorded: RecordedRun | undefined, standing: number): string {
  if (recorded === undefined) return 'Nothing to undo: no run on this cluster.';
  const { run } = recorded.header;
  if (standing > 0) return `Nothing to undo: nothing of run ${run} stands any more.`;
  const earlier = standingBefore(context, recorded)?.header.run;
  const next = earlier === undefined ? '' : ` Run ${earlier} before it still stands: name it to take it back.`;
  return `Nothing to undo: run ${run} is already undone.${next}`;
}

/** Of a run that was stopped. */
function missingLines({ header, steps, missing }: RecordedRun): readonly string[] {
  const { planned = steps.length, run } = header;
  const isEnded = missing.length > 0 || steps.some(({ outcome }) => outcome?.result === 'failed');
  if (isEnded || planned <= steps.length) return [];
  return [`Run ${run} was to make ${planned} changes; its journal tells of ${steps.length}, and no other began by it.`];
}

/** All or nothing, unless the preview is one of what can be taken back: with one refusal in it nothing is written. */
export async function undoRun(context: ChangeContext, preview: PlanPreview, options: RunOptions): Promise<RunResult> {
  const none = { run: '', kind: 'undo' as const, steps: [], resolved: [], introduced: [] };
  const [refusal] = preview.refused;
  if (refusal !== undefined && preview.isPartial !== true)
    return { ...none, outcome: 'refused', error: `${refusal.reason} Nothing was changed.` };
  const { undoes, cluster } = preview;
  if (undoes === undefined || preview.steps.length === 0) return { ...none, outcome: 'nothing' };
  const steps = preview.steps.filter(({ effect }) => effect !== 'unchanged');
  if (steps.length === 0 && context.mode !== 'apply') return { ...none, outcome: 'nothing' };
  const run = findRun(context, cluster, undoes);
  const recorded = new Map(run?.steps.map((step) => [step.intent.step, step]));
  const settled = async (signal: AbortSignal) => {
    const inquiry = { context, signal };
    await context.target.sweep?.([...recorded.values()].flatMap(({ intent }) => intent.restore ?? []));
    const seen = new Set(preview.steps.map(({ step }) => step));
    const missing = run === undefined ? NONE_MISSING : await lookAtMissing(run, inquiry);
    const untouched = missing.steps.map(({ step }) => step).filter((step) => seen.has(step));
    return [...(await settledSteps(preview, recorded, inquiry)), ...untouched];
  };
  const remains = (step: StepPreview, answer: Parameters<typeof remainsOf>[2]['answer']) => {
    const known = recorded.get(step.step);
    return known === undefined ? undefined : remainsOf(known, undoes, { step, answer });
  };
  return executeRun({ kind: 'undo', preview, steps, settled, remains }, context, options);
}

/** Steps of the preview that have nothing to take back, and have none still. */
async function settledSteps(
  { undoes, steps }: PlanPreview,
  recorded: ReadonlyMap<number, RecordedStep>,
  inquiry: Inquiry,
): Promise<readonly number[]> {
  const settled: number[] = [];
  const { target } = inquiry.context;
  target.startOver?.();
  for (const { step, effect } of steps) {
    const known = recorded.get(step);
    const isIdle = effect === 'unchanged';
    // Of files each is looked at as those before it would leave it.
    if (known === undefined || !(isIdle || target.restore !== undefined)) continue;
    const { preview } = await previewUndoStep(known, undoes ?? '', inquiry);
    if (isIdle && preview?.effect === 'unchanged') settled.push(step);
  }
  return settled;
}
