/** The steps of a run looked at one by one, and which of them may go: all that were chosen, or as many as can. */
import { isRbac } from '../../kube/rbac.ts';
import type { StepPreview, StepRefusal } from '../../model/plan.ts';
import type { Inquiry } from '../context.ts';
import { accessRefusal } from '../guards/access.ts';
import { enforcementRefusals } from '../guards/enforcement.ts';
import type { RecordedRun, RecordedStep } from '../journal/read.ts';
import { dependents } from './dependents.ts';
import { previewUndoStep } from './undo-step-preview.ts';

interface Wanted {
  readonly run: RecordedRun;
  readonly chosen: readonly RecordedStep[];
  readonly isPartial: boolean;
  /** Of the server. */
  readonly version: string;
}

export interface LookedAt {
  readonly steps: readonly StepPreview[];
  readonly refused: readonly StepRefusal[];
  readonly notes: readonly string[];
}

export async function lookAtSteps({ run, chosen, isPartial, version }: Wanted, inquiry: Inquiry): Promise<LookedAt> {
  const refused = new Map<number, StepRefusal[]>();
  for (let left = chosen; ; ) {
    const looked = await lookAtEach(left, run, inquiry);
    const found = [...(await refusalsOf(run, left, { ...looked, version }, inquiry)), ...looked.refused];
    for (const { step, refusal } of found) refused.set(step, [...(refused.get(step) ?? []), refusal]);
    const next = left.filter(({ intent }) => !refused.has(intent.step));
    if (!isPartial || next.length === left.length) return { ...looked, refused: [...refused.values()].flat() };
    left = next;
  }
}

interface Refused {
  readonly step: number;
  readonly refusal: StepRefusal;
}

async function lookAtEach(chosen: readonly RecordedStep[], { header }: RecordedRun, inquiry: Inquiry) {
  const steps: StepPreview[] = [];
  const refused: Refused[] = [];
  const notes: string[] = [];
  inquiry.context.target.startOver?.();
  for (const step of chosen.toReversed()) {
    inquiry.signal.throwIfAborted();
    const { preview, note, refusal } = await previewUndoStep(step, header.run, inquiry);
    const { decision, title, step: number } = step.intent;
    if (preview !== undefined) steps.push(preview);
    if (note !== undefined) notes.push(note);
    if (refusal !== undefined) refused.push({ step: number, refusal: { decision, title, ...refusal } });
  }
  return { steps, refused, notes };
}

/** What stands against steps that could be taken back each for itself. */
async function refusalsOf(
  run: RecordedRun,
  chosen: readonly RecordedStep[],
  { steps, version }: { readonly steps: readonly StepPreview[]; readonly version: string },
  inquiry: Inquiry,
): Promise<readonly Refused[]> {
  const changes = steps.filter(({ effect }) => effect !== 'unchanged');
  const enforced = await enforcementRefusals(changes, version, inquiry);
  const lockout = accessRefusal(changes, inquiry.context);
  const title = `undo of ${run.header.run}`;
  return [
    ...(await dependents(run, chosen, inquiry)),
    ...enforced.map(({ step, ...refusal }) => ({ step, refusal })),
    ...(lockout === undefined
      ? []
      : changes
          .filter(({ ref }) => isRbac(ref))
          .slice(0, 1)
          .map(({ step }) => ({ step, refusal: { decision: '', title, code: 'guard' as const, reason: lockout } }))),
  ];
}
