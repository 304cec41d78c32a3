/** A request as the operator sees it: what is, what would be, what others add, what cannot be given back. Pure. */
import { deepEqual } from '../../kube/canonical.ts';
import { formatPath, valueAt } from '../../kube/path.ts';
import { withFieldChanges } from '../../model/edits.ts';
import type { StepPreview } from '../../model/plan.ts';
import type { WriteRequest, WriteResult } from '../../model/ports.ts';
import type { FieldPath, KubeObject } from '../../plugin-api/index.ts';
import { printable, printableLines } from '../../text/printable.ts';
import { differences, objectDiff, withFiles } from './diff.ts';
import { dropDoubts, lossDoubts } from './doubts.ts';

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
    | 'effect'
    | 'request'
    | 'before'
    | 'after'
    | 'diff'
    | 'byOthers'
    | 'dropped'
    | 'warnings'
    | 'verified'
    | 'file'
    | 'doubts'
  >;
  readonly request: WriteRequest;
  readonly result: WriteResult;
  readonly current: KubeObject | undefined;
}

/** The preview of a request from what the target (or we) computed. */
export function describe({ base, request, result, current }: Tried): StepPreview {
  const before = request.op === 'create' ? undefined : (current ?? result.before);
  const asked = computed(request, before).after;
  const { after, warnings, verified, file, files, restore } = result;
  const doubts = [...lossDoubts(base, request, { current, restore }), ...dropDoubts(base, request, after)];
  return {
    ...base,
    effect: request.op,
    request,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
    diff: withFiles(objectDiff(before, after), files),
    ...strangers(before, { asked, after }),
    warnings: warnings.map(printable),
    verified,
    ...(file === undefined ? {} : { file }),
    ...(doubts.length === 0 ? {} : { doubts }),
  };
}

/** What is not as asked: where the change itself is concerned somebody took it out, elsewhere somebody added. */
function strangers(
  before: KubeObject | undefined,
  { asked, after }: { readonly asked: KubeObject | undefined; readonly after: KubeObject | undefined },
): Pick<StepPreview, 'byOthers' | 'dropped'> {
  if (asked === undefined || after === undefined) return { byOthers: [] };
  // All of an object that is created is ours.
  const own: readonly FieldPath[] = before === undefined ? [[]] : differences(before, asked);
  const isOurs = (path: FieldPath): boolean =>
    own.some((each) => isWithin(path, each) || isWithin(each, path)) &&
    [asked, before].some((object) => object !== undefined && valueAt(object, path) !== undefined);
  const [dropped, byOthers] = [true, false].map((wanted) =>
    differences(asked, after)
      .filter((path) => isOurs(path) === wanted)
      .map((path) => printableLines(formatPath(path))),
  );
  return { byOthers: byOthers ?? [], ...(dropped === undefined || dropped.length === 0 ? {} : { dropped }) };
}

function isWithin(path: FieldPath, above: FieldPath): boolean {
  return deepEqual(path.slice(0, above.length), above);
}
