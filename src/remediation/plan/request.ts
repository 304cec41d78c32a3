/** From a change and the object as it is to the request that a target gets. Pure. */

import { formatPath } from '../../kube/path.ts';
import { isRuleObject } from '../../kube/rules.ts';
import { EditError } from '../../model/edits.ts';
import type { WriteRequest } from '../../model/ports.ts';
import type { Change, Edit, KubeObject, ObjectRef } from '../../plugin-api/index.ts';
import { saysTheSame } from '../preview/content.ts';
import { nameOf } from '../words.ts';
import { forbiddenField, planFieldChanges } from './field-changes.ts';

export type Built =
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'request'; readonly request: WriteRequest }
  | { readonly kind: 'refused'; readonly code: 'guard' | 'drift' | 'invalid'; readonly reason: string };

export function buildRequest(change: Change, ref: ObjectRef, current: KubeObject | undefined): Built {
  if (change.op === 'ensure') return ensure(change.object as unknown as KubeObject, ref, current);
  if (current === undefined) {
    return change.op === 'delete'
      ? { kind: 'unchanged' }
      : { kind: 'refused', code: 'drift', reason: `${nameOf(ref)} no longer exists.` };
  }
  if (change.op === 'delete') return { kind: 'request', request: { op: 'delete', ref, ...pins(ref, current) } };
  return edit(change.edits, ref, current);
}

function ensure(wanted: KubeObject, ref: ObjectRef, current: KubeObject | undefined): Built {
  if (current === undefined) return { kind: 'request', request: { op: 'create', object: wanted } };
  if (saysTheSame(current, wanted)) return { kind: 'unchanged' };
  const reason = `${nameOf(ref)} already exists with other content: it is left alone.`;
  return { kind: 'refused', code: 'guard', reason };
}

function edit(edits: readonly Edit[], ref: ObjectRef, current: KubeObject): Built {
  try {
    const fieldChanges = planFieldChanges(current, edits);
    if (fieldChanges.length === 0) return { kind: 'unchanged' };
    const forbidden = forbiddenField(fieldChanges);
    if (forbidden !== undefined)
      return { kind: 'refused', code: 'guard', reason: `${formatPath(forbidden)} of ${nameOf(ref)} is never changed.` };
    return { kind: 'request', request: { op: 'patch', ref, ...pins(ref, current), fieldChanges } };
  } catch (error) {
    if (!(error instanceof EditError)) throw error;
    return { kind: 'refused', code: 'invalid', reason: `${nameOf(ref)} cannot be changed so: ${error.message}.` };
  }
}

interface Pins {
  readonly uid?: string;
  readonly resourceVersion?: string;
}

/** What must not have changed when the request arrives. */
export function pins(ref: ObjectRef, object: KubeObject): Pins {
  return pinsOf(object, isRuleObject(ref));
}

/**
 * The same where all of the object was compared. A controller that keeps a status writes it at any moment: such an object
 * is held to by its uid alone.
 */
export function pinsOfWhole(object: KubeObject): Pins {
  return pinsOf(object, !('status' in object));
}

function pinsOf({ metadata: { uid, resourceVersion } }: KubeObject, isWhole: boolean): Pins {
  return {
    ...(uid === undefined ? {} : { uid }),
    ...(isWhole && resourceVersion !== undefined ? { resourceVersion } : {}),
  };
}
