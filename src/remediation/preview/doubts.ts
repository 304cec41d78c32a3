/** What the trial of a change says against it: it is then no change that is made without a person. */
import { deepEqual } from '../../kube/canonical.ts';
import { formatPath, isJsonObject, valueAt } from '../../kube/path.ts';
import { recreatable } from '../../kube/server-owned.ts';
import type { StepPreview } from '../../model/plan.ts';
import type { WriteRequest } from '../../model/ports.ts';
import type { Json, KubeObject } from '../../plugin-api/index.ts';
import { printable } from '../../text/printable.ts';
import type { ChangeContext } from '../context.ts';
import { isSealed, sealFieldChange, sealObject, unkeptIn } from '../journal/seal.ts';
import { isTextKept } from '../journal/seal-text.ts';
import { nameOf } from '../words.ts';
import { compareFindings } from './findings.ts';

/** What no undo would give back, since the journal does not keep it. */
export function lossDoubts(
  { ref, change }: Pick<StepPreview, 'ref' | 'change'>,
  request: WriteRequest,
  { current, restore }: { readonly current: KubeObject | undefined; readonly restore: Json | undefined },
): readonly string[] {
  const name = nameOf(ref);
  if (current === undefined || request.op === 'create') return [];
  if (request.op === 'patch') {
    const replaced = request.fieldChanges.map(({ path, before }) =>
      sealFieldChange({ path, ...(before === undefined ? {} : { before }) }, ''),
    );
    if (isSealed(replaced))
      return [`What this replaces in ${name} looks like a credential and is not kept: undo cannot give it back.`];
    return isTextKept(restore, request, current)
      ? []
      : [
          `A comment that this replaces at ${name} looks like a credential and is not kept: undo gives the values back.`,
        ];
  }
  if (change.op !== 'delete') return [];
  if (isSealed(sealObject(recreatable(current), '')))
    return [`${name} holds what looks like a credential, which is not kept: undo cannot give it back.`];
  const unkept = unkeptIn(current).map(printable).join(', ');
  if (unkept !== '') return [`Undo makes ${name} again without ${unkept}: what may be a credential is not kept.`];
  return isTextKept(restore, request, current)
    ? []
    : [`A comment at ${name} looks like a credential and is not kept: undo brings it back without its comments.`];
}

/** What was asked for and the server would not keep. */
export function dropDoubts(
  { ref }: Pick<StepPreview, 'ref'>,
  request: WriteRequest,
  after: KubeObject | undefined,
): readonly string[] {
  if (after === undefined || request.op === 'delete') return [];
  const lost =
    request.op === 'patch'
      ? request.fieldChanges.filter(({ path, after: asked }) => !isKeptIn(asked, valueAt(after, path)))
      : Object.entries(request.object as unknown as Readonly<Record<string, Json>>)
          .filter(([key, asked]) => key !== 'metadata' && !isKeptIn(asked, valueAt(after, [key])))
          .map(([key]) => ({ path: [key] }));
  return lost.map(({ path }) => `The server would not keep ${printable(formatPath(path))} of ${nameOf(ref)} as asked.`);
}

/** Whether what is there says all that was asked for; defaults may have been added. */
function isKeptIn(asked: Json | undefined, found: Json | undefined): boolean {
  if (asked === undefined || asked === null) return found === undefined || found === null;
  if (isJsonObject(asked))
    return Object.entries(asked).every(
      ([key, value]) => isKeptIn(value, isJsonObject(found) ? found[key] : undefined) || isEmpty(value),
    );
  if (Array.isArray(asked))
    return Array.isArray(found) && asked.every((item: Json) => found.some((other: Json) => isKeptIn(item, other)));
  return deepEqual(asked, found);
}

/** Servers leave out what says nothing. */
function isEmpty(value: Json | undefined): boolean {
  return (Array.isArray(value) && value.length === 0) || (isJsonObject(value) && Object.keys(value).length === 0);
}

/** Steps whose stored object would have findings that what was asked for has not: others put them there. */
export function withFindingDoubts(
  steps: readonly StepPreview[],
  asked: (step: StepPreview) => KubeObject | undefined,
  { openFindings, findingTexts }: ChangeContext,
): readonly StepPreview[] {
  if (openFindings === undefined) return steps;
  return steps.map((step) => {
    const [wanted, after] = [asked(step), step.after];
    if (step.byOthers.length === 0 || wanted === undefined || after === undefined) return step;
    const { introduces } = compareFindings(
      [...openFindings([], []), ...openFindings([wanted], [])],
      openFindings([after], []),
    );
    if (introduces.length === 0) return step;
    const texts = findingTexts?.(introduces, [after], []) ?? [];
    const what = texts.length === 0 ? `${introduces.length} new` : texts.map(printable).join(' ');
    const text = `What others make of the change of ${nameOf(step.ref)} opens findings${byWhom(step)}: ${what}`;
    return { ...step, doubts: [...(step.doubts ?? []), text] };
  });
}

function byWhom({ changers = [] }: StepPreview): string {
  return changers.length === 0 ? '' : ` (${changers.join(', ')})`;
}
