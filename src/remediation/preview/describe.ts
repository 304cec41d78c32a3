/** A request as the operator sees it: what is, what would be, what others add, what cannot be given back. Pure. */
import { recreatable } from '../../kube/server-owned.ts';
import { withFieldChanges } from '../../model/edits.ts';
import type { StepPreview } from '../../model/plan.ts';
import type { WriteRequest, WriteResult } from '../../model/ports.ts';
import type { KubeObject } from '../../plugin-api/index.ts';
import { printable } from '../../text/printable.ts';
import { isSealed, sealFieldChange, sealObject } from '../journal/seal.ts';
import { differences, objectDiff, withFiles } from './diff.ts';

/** What the request would store if nobody else had a say. */
export function computed(request: WriteRequest, current: KubeObject | undefined): WriteResult {
  const before = current === undefined ? {} : { before: current };
  const common = { ...before, warnings: [], verified: 'local' as const };
  if (request.op === 'delete') return common;
  if (request.op === 'create') return { ...common, after: request.object };
  return current === undefined ? common : { ...common, after: withFieldChanges(current, request.fieldChanges) };
}

/** A request and what came of trying it. */
interface Tried {
  readonly base: Omit<
    StepPreview,
    'effect' | 'request' | 'before' | 'after' | 'diff' | 'byOthers' | 'warnings' | 'verified' | 'file'
  >;
  readonly request: WriteRequest;
  readonly result: WriteResult;
  readonly current: KubeObject | undefined;
}

/** The preview of a request from what the target (or we) computed. */
export function describe({ base, request, result, current }: Tried): StepPreview {
  const before = request.op === 'create' ? undefined : (current ?? result.before);
  const asked = computed(request, before).after;
  const { after, warnings, verified, file, files } = result;
  return {
    ...base,
    effect: request.op,
    request,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
    diff: withFiles(objectDiff(before, after), files),
    byOthers: asked === undefined || after === undefined ? [] : differences(asked, after),
    warnings: [...warnings.map(printable), ...keepWarning(request, current)],
    verified,
    ...(file === undefined ? {} : { file }),
  };
}

/** Undo gives back what the journal kept; of a credential it keeps nothing. */
function keepWarning(request: WriteRequest, current: KubeObject | undefined): readonly string[] {
  const replaced =
    request.op === 'patch'
      ? request.fieldChanges.map(({ path, before }) =>
          sealFieldChange({ path, ...(before === undefined ? {} : { before }) }, ''),
        )
      : [];
  const isLost =
    isSealed(replaced) ||
    (request.op === 'delete' && current !== undefined && isSealed(sealObject(recreatable(current), '')));
  return isLost ? ['What this replaces looks like a credential and is not kept: it cannot be undone from here.'] : [];
}
