/** One recorded step looked at: what taking it back would write, or why it cannot be taken back. */
import type { StepPreview, StepRefusal } from '../../model/plan.ts';
import { TargetError, type WriteResult } from '../../model/ports.ts';
import type { Json, ObjectRef } from '../../plugin-api/index.ts';
import type { Inquiry } from '../context.ts';
import type { RecordedStep } from '../journal/read.ts';
import { computed, describe } from '../preview/describe.ts';
import { withFiles } from '../preview/diff.ts';
import { rejectionOf } from '../preview/rejection.ts';
import { inverseFor } from './undo-step.ts';

export interface UndoStep {
  readonly preview?: StepPreview;
  /** Why there is nothing to take back, where that needs a word. */
  readonly note?: string;
  readonly refusal?: Pick<StepRefusal, 'code' | 'reason' | 'diff'>;
}

const LAYOUT =
  'The file is not byte for byte as it was written then: the values are given back, their layout may differ.';

export async function previewUndoStep(
  { intent, outcome, isUndone }: RecordedStep,
  run: string,
  inquiry: Inquiry,
): Promise<UndoStep> {
  const { context, signal } = inquiry;
  const { target, mode } = context;
  const { ref } = intent;
  const base = baseOf(intent);
  try {
    const current = await target.read(ref, signal);
    const inverse = inverseFor({ intent, isUndone, ...(outcome === undefined ? {} : { outcome }) }, current, run);
    if (inverse.kind === 'refused') return { refusal: inverse.refusal };
    if (inverse.kind === 'nothing') {
      const { note } = inverse;
      return { preview: unchanged(base, ref, target.type === 'live'), ...(note === undefined ? {} : { note }) };
    }
    const { request, change } = inverse;
    const described = (result: WriteResult) => describe({ base: { ...base, change }, request, result, current });
    const local = () => described(computed(request, current));
    if (mode === 'read-only') return { preview: local() };
    const { restore } = outcome ?? {};
    const restored = restore === undefined ? undefined : await tryRestore(restore, inquiry);
    if (restore !== undefined && restored !== undefined) {
      const { file, files } = restored;
      const preview = local();
      const diff = withFiles(preview.diff, files);
      return { preview: { ...preview, diff, restore, ...(file === undefined ? {} : { file }) } };
    }
    const result = await target.write(request, { dryRun: true }, signal);
    const preview = described(result);
    const warnings = target.restore === undefined ? preview.warnings : [...preview.warnings, LAYOUT];
    return { preview: { ...preview, warnings } };
  } catch (error) {
    if (!(error instanceof TargetError)) throw error;
    return { refusal: rejectionOf(error, ref) };
  }
}

/** Undefined when something else in the file changed: the changed values themselves are as they were written. */
async function tryRestore(restore: Json, { context: { target }, signal }: Inquiry): Promise<WriteResult | undefined> {
  if (target.restore === undefined) return undefined;
  try {
    return await target.restore(restore, { dryRun: true }, signal);
  } catch (error) {
    if (error instanceof TargetError && error.code === 'drift') return undefined;
    throw error;
  }
}

function baseOf({ step, decision, decisions, title, checks, ref, disruption }: RecordedStep['intent']) {
  return { step, decision, ...(decisions === undefined ? {} : { decisions }), title, checks, ref, disruption };
}

function unchanged(base: ReturnType<typeof baseOf>, ref: ObjectRef, isLive: boolean): StepPreview {
  return {
    ...base,
    change: { op: 'edit', target: ref, edits: [] },
    effect: 'unchanged',
    diff: '',
    byOthers: [],
    warnings: [],
    verified: isLive ? 'server' : 'local',
  };
}
