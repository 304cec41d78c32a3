/** How a run stands, in a word that is true. Pure. */
import type { RunState, RunSummary } from '../../model/plan.ts';

type StepState = RunSummary['steps'][number]['state'];

/** `planned`: how many changes it was to make; fewer in the journal and none failed: it was stopped or killed. */
export function runStateOf(kind: RunSummary['kind'], states: readonly StepState[], planned: number): RunState {
  const has = (state: StepState) => states.includes(state);
  const isCutOff = has('intended') || (states.length < planned && !has('failed'));
  if (kind === 'undo') {
    if (isCutOff) return 'interrupted';
    if (!has('failed')) return 'undo done';
    return has('undone') ? 'undo partly done' : 'undo failed';
  }
  const stands = has('applied') || has('intended');
  if (has('undone')) return stands ? 'partly undone' : 'undone';
  if (isCutOff) return 'interrupted';
  if (!has('failed')) return 'applied';
  return has('applied') ? 'partly applied' : 'failed';
}
