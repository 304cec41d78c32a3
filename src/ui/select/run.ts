/** A run while it goes and after it ended. Pure. */
import type { PlanPreview, RunProgress, RunResult, StepPhase, StepProgress } from '../../model/plan.ts';
import type { NavState, Run } from '../../store/nav.ts';
import { printable } from '../../text/printable.ts';
import { GLYPHS } from '../glyphs.ts';
import { cutApart, type Name } from '../text/cut-apart.ts';
import { type Span, span } from '../text/line.ts';
import { rowName } from './row-name.ts';

export const STEPS_LIST = 'steps';

const ORDER: readonly StepPhase[] = ['waiting', 'checked', 'saved', 'written', 'verified'];
export const COLUMNS: readonly StepPhase[] = ['checked', 'saved', 'written', 'verified'];

export function phaseMark(phase: StepPhase): Span {
  switch (phase) {
    case 'verified':
      return span(GLYPHS.pass, 'state.pass');
    case 'failed':
      return span(GLYPHS.fail, 'state.fail');
    case 'skipped':
      return span(GLYPHS.notApplicable, 'state.na');
    case 'waiting':
      return span(GLYPHS.waiting, 'text.dim');
    default:
      return span(GLYPHS.running, 'accent');
  }
}

/** The title of its decision; with the object where several steps share it, as one decision may change several. */
export function stepTitle(step: StepProgress, steps: readonly StepProgress[], room: number): string {
  const at = steps.findIndex((other) => other.step === step.step);
  const names = cutApart((at < 0 ? [step] : steps).map((each) => ({ ...stepName(each, steps), width: room })));
  return names[Math.max(0, at)] ?? '';
}

function stepName({ step, title, ref }: StepProgress, steps: readonly StepProgress[]): Name {
  const name = rowName({ title, members: [{ subject: ref }] });
  const isShared = steps.some((other) => other.step !== step && other.title === title);
  return isShared ? { text: `${name.text}  ${printable(ref.name)}`, from: name.text.length + 2 } : name;
}

/** The mark in one of the columns that fill from left to right. */
export function columnMark(step: StepProgress, column: StepPhase): Span {
  if (step.phase === 'failed' || step.phase === 'skipped') return span(GLYPHS.waiting, 'text.dim');
  const isReached = ORDER.indexOf(step.phase) >= ORDER.indexOf(column);
  return isReached ? span(GLYPHS.pass, 'state.pass') : span(GLYPHS.waiting, 'text.dim');
}

export function phaseWord(step: StepProgress, kind: RunProgress['kind']): string {
  switch (step.phase) {
    case 'verified':
      return kind === 'undo' ? 'undone' : 'applied';
    case 'failed':
      return 'failed';
    case 'skipped':
      return 'not run';
    default:
      return step.phase;
  }
}

export interface RunTally {
  readonly done: number;
  readonly failed: number;
  readonly left: number;
}

export function tallyOf(steps: readonly StepProgress[]): RunTally {
  const done = steps.filter(({ phase }) => phase === 'verified').length;
  const failed = steps.filter(({ phase }) => phase === 'failed').length;
  return { done, failed, left: steps.length - done - failed };
}

/** True for a change that was written, or may have been. */
export function isWritten({ phase, mayStand }: StepProgress): boolean {
  return phase === 'verified' || mayStand === true;
}

/** True when a change of an ended run can be undone. */
export function canUndo(run: Run | undefined): boolean {
  return run?.kind === 'apply' && run.result?.steps.some(isWritten) === true;
}

/** The change under the cursor, when it can be undone. */
export function stepToUndo({ run, cursors }: NavState): StepProgress | undefined {
  const steps = run?.result?.steps ?? [];
  const step = steps.find(({ step: number }) => String(number) === cursors[STEPS_LIST]?.id) ?? steps[0];
  return canUndo(run) && step !== undefined && isWritten(step) ? step : undefined;
}

/** Decisions of a plan whose every change stands now; what was stopped, left or failed stays to be done. */
export function appliedDecisions({ steps }: PlanPreview, result: RunResult | undefined): ReadonlySet<string> {
  const verified = new Set(result?.steps.flatMap(({ step, phase }) => (phase === 'verified' ? [step] : [])));
  const made = new Set<string>();
  const open = new Set<string>();
  for (const { step, effect, decision, decisions = [decision] } of steps) {
    const isMade = effect === 'unchanged' ? result !== undefined : verified.has(step);
    for (const id of decisions) (isMade ? made : open).add(id);
  }
  return new Set([...made].filter((id) => !open.has(id)));
}

/** Stopped because the operator wanted it: nothing went wrong. */
export function isStopped({ stopping, result }: Run): boolean {
  return stopping && result?.steps.every(({ error }) => error === undefined) === true;
}
