/** The writing path: preview, apply, journal, undo. */
export { applyPlan } from './apply.ts';
export {
  type AccessFacts,
  type ChangeContext,
  ChangeError,
  type Consent,
  type OnProgress,
  type PlanRequest,
  type WriteMode,
} from './context.ts';
export { shownTexts } from './diff.ts';
export { history, lostRuns } from './history.ts';
export type { JournalFiles } from './journal/files.ts';
export { outdated } from './outdated.ts';
export { previewPlan } from './preview.ts';
export { type LeftForYou, type Selection, selectUnattended, type UnattendedOptions } from './unattended.ts';
export { previewUndo, undoRun } from './undo.ts';
