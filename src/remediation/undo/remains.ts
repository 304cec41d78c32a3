/** Whether an undo gave all of an object back, by comparing: "as before" is said of nothing else. Pure. */
import type { StepPreview } from '../../model/plan.ts';
import type { RestoreResult, WriteResult } from '../../model/ports.ts';
import { restoreOf } from '../../model/restore.ts';
import type { Json } from '../../plugin-api/index.ts';
import { printable } from '../../text/printable.ts';
import type { RecordedStep } from '../journal/read.ts';
import { contentHash } from '../preview/content.ts';
import { nameOf } from '../words.ts';

/** Sentences on what is not as it was before the run; none: all of it is. */
export function remainsOf(
  { intent }: RecordedStep,
  run: string,
  { step, answer }: { readonly step: StepPreview; readonly answer: WriteResult | RestoreResult },
): readonly string[] {
  if (intent.restore !== undefined) return fileRemains(intent.restore, step, answer);
  if (intent.request.op === 'create') return [];
  const { after } = answer;
  const name = nameOf(intent.ref);
  if (after === undefined || intent.was === undefined) return [`Whether ${name} is as before was not compared.`];
  if (contentHash(after, run) === intent.was) return [];
  const { unkept = [], byOthers = [] } = intent;
  return [
    ...(unkept.length === 0 ? [] : [`${name} is back without what was not kept: ${unkept.map(printable).join(', ')}.`]),
    ...(byOthers.length === 0
      ? []
      : [
          `Others changed more of ${name} when the run wrote it, and that may stay: ${byOthers.map(printable).join(', ')}.`,
        ]),
    ...(unkept.length + byOthers.length === 0 ? [`Something else of ${name} changed since the run, and stays.`] : []),
  ];
}

function fileRemains(
  restore: Json,
  { ref, restore: used }: StepPreview,
  answer: WriteResult | RestoreResult,
): readonly string[] {
  if (used !== undefined && 'state' in answer && answer.state === 'exact') return [];
  const file = printable(restoreOf(restore)?.file ?? 'Its file');
  return used === undefined
    ? [`The values of ${nameOf(ref)} are given back; the layout of ${file} may differ.`]
    : [`What the run changed in ${nameOf(ref)} is given back; other lines of ${file} are not as before.`];
}
