/** The writing path: preview, apply, journal, undo. */

export {
  type AccessFacts,
  type ChangeContext,
  ChangeError,
  type Consent,
  type OnProgress,
  type PlanRequest,
  type PodSources,
  type RunOptions,
  type UndoRequest,
  type WriteMode,
} from './context.ts';
export type { JournalFiles } from './journal/files.ts';
export { outdated } from './plan/outdated.ts';
export { outlineOf } from './plan/outline.ts';
export {
  type Allowance,
  type LeftForYou,
  type Selection,
  selectUnattended,
  type UnattendedOptions,
} from './plan/unattended.ts';
export { shownTexts } from './preview/diff.ts';
export { stored } from './preview/findings.ts';
export { previewPlan } from './preview/preview.ts';
export { applyPlan } from './run/apply.ts';
export { sweepAtStart } from './trial/sweep.ts';
export { history, lostRuns } from './undo/history.ts';
export { previewUndo, undoRun } from './undo/undo.ts';
export { placeOfRun, type RunPlace } from './undo/where.ts';
