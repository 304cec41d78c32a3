/** How much was read, of one thing or of several together. */
import type { Coverage } from '../plugin-api/index.ts';

/** Stale data was read once and is shown with its age; it does not make a verdict unknown. */
export function isReadable(state: Coverage['state']): boolean {
  return state === 'full' || state === 'stale';
}

/** The first that is not fully readable, else the first that is not followed any more. */
export function worst(coverages: readonly Coverage[]): Coverage {
  const found = coverages.find(({ state }) => !isReadable(state)) ?? coverages.find(({ state }) => state === 'stale');
  return found ?? { state: 'full' };
}
