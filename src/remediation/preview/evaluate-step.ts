/** Whether an object is as a step found it, as the step leaves it, or neither. Pure. */
import { deepEqual } from '../../kube/canonical.ts';
import { formatPath, valueAt } from '../../kube/path.ts';
import type { StepPreview } from '../../model/plan.ts';
import type { WriteResult } from '../../model/ports.ts';
import type { FieldPath, Json, KubeObject } from '../../plugin-api/index.ts';
import { sameContent } from './content.ts';

export type Standing = 'written' | 'not-written' | 'other';

/** Places of the object that a step changes, with what the dry run said they would hold. */
function expectedValues({ request, after }: StepPreview): readonly { path: FieldPath; value: Json | undefined }[] {
  if (request?.op !== 'patch') return [];
  return request.fieldChanges.map(({ path, after: asked }) => ({
    path,
    value: after === undefined ? asked : valueAt(after, path),
  }));
}

export function standingOf(step: StepPreview, current: KubeObject | undefined): Standing {
  const { request, after, before } = step;
  if (request === undefined) return 'other';
  if (request.op === 'create') {
    if (current === undefined) return 'not-written';
    return sameContent(current, after ?? request.object) ? 'written' : 'other';
  }
  if (current === undefined) return request.op === 'delete' ? 'written' : 'other';
  if (request.uid !== undefined && current.metadata.uid !== request.uid) return 'other';
  if (request.op === 'delete') return sameContent(current, before) ? 'not-written' : 'other';
  if (expectedValues(step).every(({ path, value }) => deepEqual(valueAt(current, path), value))) return 'written';
  const isAsBefore = request.fieldChanges.every(({ path, before: was }) => deepEqual(valueAt(current, path), was));
  return isAsBefore ? 'not-written' : 'other';
}

/** What was (or would be) stored in another way than the preview showed; undefined: as shown. */
export function deviation(step: StepPreview, { after }: Pick<WriteResult, 'after'>): string | undefined {
  const { request } = step;
  if (request === undefined || request.op === 'delete') return undefined;
  if (after === undefined) return 'the answer does not say what is stored';
  if (request.op === 'create')
    return sameContent(after, step.after ?? request.object)
      ? undefined
      : 'it would be stored in another way than shown';
  const wrong = expectedValues(step).find(({ path, value }) => !deepEqual(valueAt(after, path), value));
  return wrong === undefined ? undefined : `${formatPath(wrong.path)} is stored in another way than shown`;
}
