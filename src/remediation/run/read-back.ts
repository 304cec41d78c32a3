/** Whether a write took place whose answer was lost: the object tells, when it can be read. */
import type { StepPreview } from '../../model/plan.ts';
import type { Json } from '../../plugin-api/index.ts';
import { type ChangeContext, pauseFor } from '../context.ts';
import { standingOf } from '../preview/evaluate-step.ts';
import { nameOf } from '../words.ts';
import type { Attempt } from './outcome.ts';

const READ_TIMEOUT_MS = 10_000;
const READ_BACK_PAUSES_MS = [0, 500, 2_000];

/** What went wrong, and for files what tells by bytes whether it was written. */
interface Doubt {
  readonly reason: string;
  readonly restore?: Json | undefined;
}

export async function readBack(step: StepPreview, doubt: Doubt, context: ChangeContext): Promise<Attempt> {
  const { reason } = doubt;
  const name = nameOf(step.ref);
  const restore = step.restore ?? doubt.restore;
  if (restore !== undefined) return readFile(step, { reason, restore }, context);
  for (const pause of READ_BACK_PAUSES_MS) {
    await pauseFor(context, pause);
    try {
      const current = await context.target.read(step.ref, AbortSignal.timeout(READ_TIMEOUT_MS));
      const standing = standingOf(step, current);
      if (standing === 'written') {
        const after = current === undefined ? {} : { after: current };
        return { answer: { ...after, warnings: [], verified: 'server' }, result: { written: 'yes', ...after } };
      }
      if (standing === 'not-written') return { result: { written: 'no', error: reason } };
      return { result: { written: 'unknown', error: `${reason} ${name} holds something else now.` } };
    } catch {
      // Tried again: the server may be on its way back.
    }
  }
  return { result: { written: 'unknown', error: `${reason} Whether ${name} was written could not be read back.` } };
}

/** Of a file the bytes tell: whether they are those before the run's write or those after it. */
async function readFile(
  step: StepPreview,
  { reason, restore }: { readonly reason: string; readonly restore: Json },
  { target }: ChangeContext,
): Promise<Attempt> {
  const isUndo = step.restore !== undefined;
  const unknown: Attempt = {
    result: { written: 'unknown', error: `${reason} Whether ${nameOf(step.ref)} was written could not be read back.` },
  };
  try {
    target.startOver?.();
    const found = await target.restore?.(restore, { dryRun: true }, AbortSignal.timeout(READ_TIMEOUT_MS));
    if (found === undefined || found.isHalf === true || (found.state === 'in-part' && !isUndo)) return unknown;
    if ((found.state === 'as-before') !== isUndo) return { result: { written: 'no', error: reason } };
    const after = found.before === undefined ? {} : { after: found.before };
    const state = isUndo ? { state: 'exact' as const } : {};
    return { answer: { ...after, ...state, warnings: [], verified: 'local' }, result: { written: 'yes', ...after } };
  } catch {
    return unknown;
  }
}
