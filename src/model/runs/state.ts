/** The state of a run in words. Pure. */
import type { RunSummary } from '../plan.ts';

/** `applied`; where changes differ, how many of each: `interrupted (1 applied, 2 not started)`. */
export function runStateText({ state, planned, steps, damage }: RunSummary): string {
  const counts = new Map<string, number>();
  for (const step of steps) counts.set(STEP_WORDS[step.state], (counts.get(STEP_WORDS[step.state]) ?? 0) + 1);
  if (planned > steps.length) counts.set('not started', planned - steps.length);
  const word = damage === undefined ? state : `${state}, damaged`;
  if (counts.size < 2) return word;
  return `${word} (${[...counts].map(([word, amount]) => `${amount} ${word}`).join(', ')})`;
}

/** Of one change; of what was only meant to be written nobody knows how it ended. */
export const STEP_WORDS: Readonly<Record<RunSummary['steps'][number]['state'], string>> = {
  applied: 'applied',
  failed: 'failed',
  undone: 'undone',
  intended: 'unknown',
};
