/** One recorded step looked at: what taking it back would write, or why it cannot be taken back. */
import { fieldChange } from '../../kube/field-change.ts';
import { valueAt } from '../../kube/path.ts';
import { refOf } from '../../kube/refs.ts';
import type { StepPreview, StepRefusal } from '../../model/plan.ts';
import { type RestoreResult, TargetError, type WriteRequest, type WriteResult } from '../../model/ports.ts';
import { restoreOf } from '../../model/restore.ts';
import type { Change, Json, KubeObject, ObjectRef } from '../../plugin-api/index.ts';
import { printable } from '../../text/printable.ts';
import type { Inquiry } from '../context.ts';
import type { RecordedStep } from '../journal/read.ts';
import { computed, describe } from '../preview/describe.ts';
import { differences } from '../preview/diff.ts';
import { rejectionOf } from '../preview/rejection.ts';
import { nameOf } from '../words.ts';
import { editOf, inverseFor } from './undo-step.ts';

export interface UndoStep {
  readonly preview?: StepPreview;
  /** Why there is nothing to take back, where that needs a word. */
  readonly note?: string;
  readonly refusal?: Pick<StepRefusal, 'code' | 'reason' | 'diff'>;
}

const LAYOUT =
  'The file is not byte for byte as it was written then: the values are given back, their layout may differ.';
const IN_PART = 'The file is not byte for byte as it was written then: only what this changed is given back.';

export async function previewUndoStep(step: RecordedStep, run: string, inquiry: Inquiry): Promise<UndoStep> {
  const { ref } = step.intent;
  try {
    return (await restoredStep(step, run, inquiry)) ?? (await inverseStep(step, run, inquiry));
  } catch (error) {
    if (!(error instanceof TargetError)) throw error;
    return { refusal: rejectionOf(error, ref) };
  }
}

/** By the path and the bytes of the journal; undefined where only the values can be given back. */
async function restoredStep(step: RecordedStep, run: string, inquiry: Inquiry): Promise<UndoStep | undefined> {
  const { intent } = step;
  const { restore, ref, request } = intent;
  const { target } = inquiry.context;
  const result = restore === undefined ? undefined : await tryRestore(restore, inquiry);
  if (result === undefined || restore === undefined) return undefined;
  const base = baseOf(intent);
  const { before, after, file, state } = result;
  if (state === 'as-before') return { preview: unchanged(base, ref, target.type === 'live') };
  const inverse =
    inverseRequest(request, { before, after }) ?? inverseByValue(step, before, run) ?? filesAlone(ref, result);
  if (inverse === undefined) return undefined;
  const change = changeOf(inverse);
  const told = after === undefined ? { ...result, ...computed(inverse, before), files: result.files ?? [] } : result;
  const described = describe({ base: { ...base, change }, request: inverse, result: told, current: before });
  const { doubts: _, ...preview } = described;
  return {
    preview: {
      ...preview,
      restore,
      warnings: state === 'exact' ? [] : [IN_PART],
      ...(file === undefined ? {} : { file }),
    },
  };
}

/** What the restore amounts to, for eyes and for guards: the bytes are what is written. */
function inverseRequest(
  { op }: WriteRequest,
  { before, after }: Pick<WriteResult, 'before' | 'after'>,
): WriteRequest | undefined {
  if (op === 'create') return before === undefined ? undefined : { op: 'delete', ref: refOf(before) };
  if (op === 'delete') return after === undefined ? undefined : { op: 'create', object: after };
  if (before === undefined || after === undefined) return undefined;
  // As deep as can be: the journal keeps what is touched, and nothing beside it.
  const fieldChanges = differences(before, after).map((path) =>
    fieldChange(path, valueAt(before, path), valueAt(after, path)),
  );
  return { op: 'patch', ref: refOf(before), fieldChanges };
}

/** Where only what stands now is known, as of what is built from files. */
function inverseByValue(step: RecordedStep, current: KubeObject | undefined, run: string): WriteRequest | undefined {
  const inverse = inverseFor(step, current, run);
  return inverse.kind === 'request' ? inverse.request : undefined;
}

/** A process that was killed between two files left one that builds nothing: the object is as before, its files are not. */
function filesAlone(ref: ObjectRef, { files = [] }: RestoreResult): WriteRequest | undefined {
  return files.length === 0 ? undefined : { op: 'patch', ref, fieldChanges: [] };
}

function changeOf(request: WriteRequest): Change {
  if (request.op === 'create') return { op: 'ensure', object: request.object as never };
  if (request.op === 'delete') return { op: 'delete', target: request.ref };
  return { op: 'edit', target: request.ref, edits: request.fieldChanges.map(editOf) };
}

async function inverseStep(step: RecordedStep, run: string, inquiry: Inquiry): Promise<UndoStep> {
  const { context, signal } = inquiry;
  const { target, mode } = context;
  const { intent } = step;
  const { ref } = intent;
  const base = baseOf(intent);
  const current = await target.read(ref, signal);
  // In files nobody says that an object is gone: it is only not where it was looked for.
  if (current === undefined && target.type === 'files' && intent.request.op === 'patch')
    return { refusal: { code: 'drift', reason: `${nameOf(ref)} is not found${placeOf(intent)} as it was written.` } };
  const inverse = inverseFor(step, current, run);
  if (inverse.kind === 'refused') return { refusal: inverse.refusal };
  if (inverse.kind === 'nothing') {
    const { note } = inverse;
    return { preview: unchanged(base, ref, target.type === 'live'), ...(note === undefined ? {} : { note }) };
  }
  const { request, change } = inverse;
  const described = (result: WriteResult) => {
    const { doubts: _, ...preview } = describe({ base: { ...base, change }, request, result, current });
    return preview;
  };
  if (mode === 'read-only') return { preview: described(computed(request, current)) };
  const preview = described(await target.write(request, { dryRun: true }, signal));
  const warnings = target.restore === undefined ? preview.warnings : [...preview.warnings, LAYOUT];
  return { preview: { ...preview, warnings } };
}

function placeOf({ restore }: RecordedStep['intent']): string {
  const file = restoreOf(restore)?.file;
  return file === undefined ? '' : ` in ${printable(file)}`;
}

/** Undefined when something else changed where it was written: its values may still be as they were. */
async function tryRestore(restore: Json, { context: { target }, signal }: Inquiry): Promise<RestoreResult | undefined> {
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
