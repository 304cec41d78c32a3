/** Asked again right before a write that may lower rights: those before it, and others, have changed who holds which. */
import type { StepPreview } from '../../model/plan.ts';
import { accessRefusalNow } from '../guards/access.ts';
import { messageOf, sentence } from '../words.ts';
import type { Run } from './run.ts';

const READ_TIMEOUT_MS = 60_000;

/** Why the step must not be made now; `undefined`: nobody who must keep their rights loses any. */
export async function refusedNow(step: StepPreview, { context }: Run): Promise<string | undefined> {
  // Not the operator's signal: they stop a run between two changes, and this belongs to the next one.
  const signal = AbortSignal.timeout(READ_TIMEOUT_MS);
  try {
    return await accessRefusalNow([step], { context, signal });
  } catch (error) {
    return `Whose rights this lowers could not be read again: ${sentence(messageOf(error))}`;
  }
}
