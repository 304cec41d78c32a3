/** Takes a run back: in reverse order, exactly, and not at all when somebody else has changed what it changed. */
import { shortHash } from '../../kube/canonical.ts';
import type { PlanPreview, RunResult, StepPreview, StepRefusal } from '../../model/plan.ts';
import type { ClusterIdentity } from '../../model/ports.ts';
import { type ChangeContext, ChangeError, type Inquiry, never, type RunOptions, type UndoRequest } from '../context.ts';
import { accessCaveats, accessRefusal } from '../guards/access.ts';
import { enforcementRefusals } from '../guards/enforcement.ts';
import type { RecordedRun, RecordedStep } from '../journal/read.ts';
import { consequences } from '../preview/plan-preview.ts';
import { templateCaveats } from '../preview/template-caveats.ts';
import { executeRun } from '../run/execute.ts';
import { dependents } from './dependents.ts';
import { findRun, standingSteps } from './history.ts';
import { previewUndoStep } from './undo-step-preview.ts';

/** What taking back a run would do: the last one of this cluster without `run`, only some of its steps with `steps`. */
export async function previewUndo(
  context: ChangeContext,
  { run, steps, signal = never() }: UndoRequest = {},
): Promise<PlanPreview> {
  const inquiry = { context, signal };
  const cluster = await context.target.identity(signal);
  const recorded = findRun(context, cluster, run);
  const chosen = recorded === undefined ? [] : chosenSteps(recorded, steps);
  const previews: StepPreview[] = [];
  const notes: string[] = [];
  const refused: StepRefusal[] = recorded === undefined ? [] : await dependents(recorded, chosen, inquiry);
  for (const step of chosen.toReversed()) {
    signal.throwIfAborted();
    const { preview, note, refusal } = await previewUndoStep(step, recorded?.header.run ?? '', inquiry);
    if (preview !== undefined) previews.push(preview);
    if (note !== undefined) notes.push(note);
    if (refusal !== undefined) refused.push({ decision: step.intent.decision, title: step.intent.title, ...refusal });
  }
  const changes = previews.filter(({ effect }) => effect !== 'unchanged');
  refused.push(...(await enforcementRefusals(changes, cluster.version, inquiry)));
  const lockout = accessRefusal(changes, context);
  if (lockout !== undefined)
    refused.push({ decision: '', title: `undo of ${run ?? ''}`, code: 'guard', reason: lockout });
  return undoPreview(context, { cluster, recorded, steps: previews, refused, notes });
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
  readonly steps: readonly StepPreview[];
  readonly refused: readonly StepRefusal[];
  readonly notes: readonly string[];
}

function undoPreview(context: ChangeContext, { cluster, recorded, steps, refused, notes }: Looked): PlanPreview {
  const changes = steps.filter(({ effect }) => effect !== 'unchanged');
  const run = recorded?.header.run;
  return {
    id: shortHash([cluster.id, run ?? '', ...changes.map(({ step }) => String(step))]),
    ...(run === undefined ? {} : { undoes: run }),
    ...consequences({ context, cluster, steps, refused }),
    caveats: [
      ...notes,
      ...(changes.length > 0 || refused.length > 0
        ? [...changes.flatMap(templateCaveats), ...accessCaveats(changes, context)]
        : [nothingText(run)]),
    ],
    evidence: [],
  };
}

function nothingText(run: string | undefined): string {
  return run === undefined
    ? 'Nothing to undo: no run on this cluster.'
    : `Nothing to undo: run ${run} is already undone.`;
}

/** All or nothing: with one refusal in the preview nothing is written. */
export async function undoRun(context: ChangeContext, preview: PlanPreview, options: RunOptions): Promise<RunResult> {
  const none = { run: '', kind: 'undo' as const, steps: [], resolved: [], introduced: [] };
  const [refusal] = preview.refused;
  if (refusal !== undefined) return { ...none, outcome: 'refused', error: `${refusal.reason} Nothing was changed.` };
  const steps = preview.steps.filter(({ effect }) => effect !== 'unchanged');
  if (steps.length === 0 || preview.undoes === undefined) return { ...none, outcome: 'nothing' };
  const settled = (signal: AbortSignal) => settledSteps(preview, { context, signal });
  return executeRun({ kind: 'undo', preview, steps, settled }, context, options);
}

/** Steps of the preview that have nothing to take back, and have none still. */
async function settledSteps({ cluster, undoes, steps }: PlanPreview, inquiry: Inquiry): Promise<readonly number[]> {
  const idle = new Set(steps.filter(({ effect }) => effect === 'unchanged').map(({ step }) => step));
  if (idle.size === 0) return [];
  const settled: number[] = [];
  for (const step of findRun(inquiry.context, cluster, undoes)?.steps ?? []) {
    if (!idle.has(step.intent.step)) continue;
    const { preview } = await previewUndoStep(step, undoes ?? '', inquiry);
    if (preview?.effect === 'unchanged') settled.push(step.intent.step);
  }
  return settled;
}
