/** What a run knows from its consent to its end. */
import type { PlanPreview, RunResult, StepPreview } from '../../model/plan.ts';
import type { WriteResult } from '../../model/ports.ts';
import type { ChangeContext } from '../context.ts';
import type { RunJournal } from '../journal/run-journal.ts';
import type { ProgressBoard } from './progress.ts';

/** What is to be written. */
export interface Job {
  readonly kind: 'apply' | 'undo';
  readonly preview: PlanPreview;
  /** Those of the preview that are to be written. */
  readonly steps: readonly StepPreview[];
  /** Looks again at steps that need no write, and tells which of them the journal may call taken back. */
  readonly settled?: (signal: AbortSignal) => Promise<readonly number[]>;
  /** Of an undo: what is not as it was before the run, by the answer to the write. */
  readonly remains?: (step: StepPreview, answer: WriteResult) => readonly string[] | undefined;
}

/** Nothing is written yet. */
export interface Run extends Job {
  readonly context: ChangeContext;
  readonly board: ProgressBoard;
  /** Stops it between two changes. */
  readonly signal: AbortSignal;
}

/** From here on changes may be written: each is in the journal first. */
export interface OpenRun extends Run {
  readonly journal: RunJournal;
}

export const NOTHING = 'Nothing was changed.';

/** Ends the run where nothing, or not all, was written. */
export function ended({ kind, board }: Run, outcome: RunResult['outcome'], error?: string): RunResult {
  board.end();
  return {
    run: '',
    kind,
    outcome,
    steps: board.steps(),
    ...(error === undefined ? {} : { error }),
    resolved: [],
    introduced: [],
  };
}
