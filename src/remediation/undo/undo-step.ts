/** From a recorded step and the object as it is now to what taking it back would write. Pure. */

import { deepEqual } from '../../kube/canonical.ts';
import { type FieldChange, fieldChange } from '../../kube/field-change.ts';
import { valueAt } from '../../kube/path.ts';
import { EditError, withFieldChanges } from '../../model/edits.ts';
import type { StepIntent } from '../../model/journal.ts';
import type { StepRefusal } from '../../model/plan.ts';
import type { WriteRequest } from '../../model/ports.ts';
import type { Change, Edit, FieldPath, Json, KubeObject } from '../../plugin-api/index.ts';
import type { RecordedStep } from '../journal/read.ts';
import { isSealed, seal, sealObject } from '../journal/seal.ts';
import { pins, pinsOfWhole } from '../plan/request.ts';
import { sameContent, saysTheSame } from '../preview/content.ts';
import { objectDiff } from '../preview/diff.ts';
import { writerAt } from '../preview/writers.ts';
import { nameOf } from '../words.ts';

export type Inverse =
  /** It is already as it was before, was never written, or its object is no more: then `note` says so. */
  | { readonly kind: 'nothing'; readonly note?: string }
  | { readonly kind: 'request'; readonly request: WriteRequest; readonly change: Change }
  | { readonly kind: 'refused'; readonly refusal: Pick<StepRefusal, 'code' | 'reason' | 'diff'> };

/** Every place of an object. */
const ALL: readonly FieldPath[] = [['spec'], ['metadata'], ['rules'], ['subjects'], ['data']];

const LOST = 'held a credential, which is never kept: it cannot be given back from here.';

export function inverseFor(step: RecordedStep, current: KubeObject | undefined, run: string): Inverse {
  switch (step.intent.request.op) {
    case 'create':
      return uncreate(step, current, run);
    case 'delete':
      return undelete(step, current, run);
    case 'patch':
      return unpatch(step, step.intent.request, { current, run });
  }
}

type PatchRequest = Extract<WriteRequest, { op: 'patch' }>;

/** The object as it is now, and the run whose seals tell credentials apart. */
interface Found {
  readonly current: KubeObject | undefined;
  readonly run: string;
}

function unpatch({ intent, outcome }: RecordedStep, asked: PatchRequest, { current, run }: Found): Inverse {
  const name = nameOf(intent.ref);
  if (current === undefined) return gone(name);
  if (asked.uid !== undefined && current.metadata.uid !== asked.uid)
    return drift(`${name} was deleted and created again since.`);
  const known = outcome?.inverse ?? intent.inverse;
  const inverse = known?.op === 'patch' ? known.fieldChanges : swapped(asked.fieldChanges);
  const holds = (path: FieldPath, value: Json | undefined) => {
    const found = valueAt(current, path);
    return deepEqual(found === undefined ? undefined : seal(found, path, run), value);
  };
  // `before` of the inverse is what the step stored, `after` what was there before the step.
  if (inverse.every(({ path, after }) => holds(path, after))) return { kind: 'nothing' };
  // Killed before the outcome was noted, and the server kept less or more than its dry run said.
  const isAsked = outcome === undefined && swapped(asked.fieldChanges).every(({ path, before }) => holds(path, before));
  if (isAsked) return patchBack(intent, swapped(asked.fieldChanges), current);
  const changed = inverse.filter(({ path, before }) => !holds(path, before)).map(({ path }) => path);
  if (changed.length > 0) {
    const diff = objectDiff(withValues(current, inverse), current);
    return drift(`${name} was changed by ${writerAt(current, changed)} since.`, diff);
  }
  return patchBack(intent, inverse, current);
}

function patchBack({ ref }: StepIntent, inverse: readonly FieldChange[], current: KubeObject): Inverse {
  if (inverse.some(({ after }) => isSealed(after)))
    return refused('invalid', `What this changed in ${nameOf(ref)} ${LOST}`);
  const fieldChanges = inverse.map(({ path, after }) => fieldChange(path, valueAt(current, path), after));
  const request: WriteRequest = { op: 'patch', ref, ...pins(ref, current), fieldChanges };
  return { kind: 'request', request, change: { op: 'edit', target: ref, edits: fieldChanges.map(editOf) } };
}

function swapped(fieldChanges: readonly FieldChange[]): readonly FieldChange[] {
  return fieldChanges.map(({ path, before, after }) => fieldChange(path, after, before)).reverse();
}

export function editOf({ path, after }: FieldChange): Edit {
  return after === undefined ? { op: 'unset', path } : { op: 'set', path, value: after };
}

/** The object as the step left it, as far as the changed places go: what the diff compares with. */
function withValues(current: KubeObject, inverse: readonly FieldChange[]): KubeObject {
  return inverse.reduce<KubeObject>((object, { path, before }) => withValueAt(object, path, before), current);
}

function withValueAt(object: KubeObject, path: FieldPath, value: Json | undefined): KubeObject {
  try {
    return withFieldChanges(object, [fieldChange(path, undefined, value)]);
  } catch (error) {
    // The list or item is gone: the diff then shows what is there.
    if (error instanceof EditError) return object;
    throw error;
  }
}

function uncreate({ intent, outcome }: RecordedStep, current: KubeObject | undefined, run: string): Inverse {
  const { ref, request } = intent;
  const name = nameOf(ref);
  if (current === undefined) return outcome?.result === 'applied' ? gone(name) : { kind: 'nothing' };
  if (outcome?.uid !== undefined && current.metadata.uid !== outcome.uid)
    return drift(`${name} was deleted and created again since.`);
  const sealed = sealObject(current, run);
  const made = outcome?.stored ?? intent.stored ?? (request.op === 'create' ? request.object : undefined);
  const isAsAsked = outcome?.stored === undefined && request.op === 'create' && saysTheSame(sealed, request.object);
  if (!isAsAsked && !sameContent(sealed, made))
    return drift(`${name} was changed by ${writerAt(current, ALL)} since.`, objectDiff(made, sealed));
  return {
    kind: 'request',
    request: { op: 'delete', ref, ...pinsOfWhole(current) },
    change: { op: 'delete', target: ref },
  };
}

function undelete({ intent }: RecordedStep, current: KubeObject | undefined, run: string): Inverse {
  const { before, ref } = intent;
  const name = nameOf(ref);
  if (before === undefined) return refused('invalid', `The journal does not hold what ${name} was.`);
  if (current !== undefined) {
    const sealed = sealObject(current, run);
    if (sameContent(sealed, before)) return { kind: 'nothing' };
    return drift(`${name} was created again by somebody else since.`, objectDiff(before, sealed));
  }
  if (isSealed(before)) return refused('invalid', `${name} ${LOST}`);
  const object = before as KubeObject & { readonly [key: string]: Json };
  return {
    kind: 'request',
    request: { op: 'create', object: before },
    change: { op: 'ensure', object: object as never },
  };
}

/** Whoever deleted it took back more than this would: it keeps nothing else from being taken back. */
function gone(name: string): Inverse {
  return { kind: 'nothing', note: `${name} no longer exists: nothing to undo.` };
}

function drift(reason: string, diff?: string): Inverse {
  return { kind: 'refused', refusal: { code: 'drift', reason, ...(diff === undefined ? {} : { diff }) } };
}

function refused(code: StepRefusal['code'], reason: string): Inverse {
  return { kind: 'refused', refusal: { code, reason } };
}
