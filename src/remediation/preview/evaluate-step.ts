/** Whether an object is as a step found it, as the step leaves it, or neither. Pure. */
import { deepEqual } from '../../kube/canonical.ts';
import { valueAt } from '../../kube/path.ts';
import type { StepPreview } from '../../model/plan.ts';
import type { WriteResult } from '../../model/ports.ts';
import type { FieldPath, Json, KubeObject } from '../../plugin-api/index.ts';
import { sameContent } from './content.ts';
import { differences } from './diff.ts';

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

/** What was (or would be) stored in another way than the preview showed. */
export interface Deviation {
  /** None: all that differs is an order. */
  readonly paths: readonly FieldPath[];
  /** Absent: the answer does not say what is stored. */
  readonly after?: KubeObject;
}

/** Undefined: it is stored as shown. */
export function deviation(step: StepPreview, { after }: Pick<WriteResult, 'after'>): Deviation | undefined {
  const { request } = step;
  if (request === undefined || request.op === 'delete') return undefined;
  if (after === undefined) return { paths: [] };
  if (request.op === 'create') {
    const shown = step.after ?? request.object;
    return sameContent(after, shown) ? undefined : { paths: differences(shown, after), after };
  }
  const paths = expectedValues(step).flatMap(({ path, value }) =>
    deepEqual(valueAt(after, path), value) ? [] : [path],
  );
  return paths.length === 0 ? undefined : { paths, after };
}
