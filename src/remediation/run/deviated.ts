/** A write that was not stored as shown: which fields, and who changed or dropped them, as far as the server tells. */
import { formatPath } from '../../kube/path.ts';
import type { StepPreview } from '../../model/plan.ts';
import type { WriteResult } from '../../model/ports.ts';
import { writersOf } from '../../model/writers/appliers.ts';
import { changersText } from '../../model/writers/changers.ts';
import type { OwnedMeta } from '../../model/writers/owner.ts';
import { printable } from '../../text/printable.ts';
import { nameSome } from '../../text/words.ts';
import { type Deviation, deviation } from '../preview/evaluate-step.ts';
import { Changers } from '../rehearsal/changers.ts';
import { nameOf, sentence } from '../words.ts';
import type { Run } from './run.ts';

/** Undefined: as shown. What was written stays written, so that asking who did it never fails. */
export async function deviated(
  step: StepPreview,
  result: Pick<WriteResult, 'after' | 'warnings'>,
  run: Pick<Run, 'context' | 'preview'>,
  signal: AbortSignal,
): Promise<string | undefined> {
  const found = deviation(step, result);
  if (found === undefined) return undefined;
  const name = nameOf(step.ref);
  if (found.after === undefined) return sentence(`${name}: the answer does not say what is stored`);
  const who = await whoIn(found, step, run, signal);
  const places = found.paths.length === 0 ? 'it' : printable(nameSome(found.paths.map(formatPath)));
  const are = found.paths.length > 1 ? 'are' : 'is';
  const said = result.warnings.map(printable).filter((warning) => !step.warnings.includes(warning));
  return [
    sentence(`${name}: ${places} ${are} stored in another way than shown${who === '' ? '' : `, by ${who}`}`),
    ...said.map((warning) => sentence(`The server says: ${warning}`)),
  ].join(' ');
}

/** Where the object itself tells who wrote last there, nobody else is named. */
async function whoIn(
  { paths, after }: Deviation,
  step: StepPreview,
  { context, preview }: Pick<Run, 'context' | 'preview'>,
  signal: AbortSignal,
): Promise<string> {
  if (context.target.type !== 'live') return '';
  const writers = after === undefined ? [] : writersOf(after.metadata as OwnedMeta, paths);
  if (writers.length > 0) return `the field manager ${writers.map((each) => `"${printable(each)}"`).join(' and ')}`;
  try {
    return changersText(await new Changers({ context, signal }, preview.cluster.version).namesFor(step));
  } catch {
    return changersText(undefined);
  }
}
