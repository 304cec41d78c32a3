/** Undo, and on to the next decision. */
import { remember } from '../../actions/remember.ts';
import { step } from '../../actions/step.ts';
import { type Control, harden, navigation, notify, toChecklist } from '../../control/control.ts';
import { moves } from '../../control/move.ts';
import { moveSteps } from '../../control/steps.ts';
import { focusedEntry, focusedItem } from '../../select/checklist.ts';
import { canUndo, stepToUndo } from '../../select/run.ts';
import { defineKeys } from '../define.ts';
import { openUndo } from '../review/open.ts';

export const resultKeys = defineKeys('result', {
  on: { ...moves(moveSteps), next: leaveResult, 'undo-one': undoStep, 'undo-run': undoRun },
  when: {
    'undo-one': ({ nav }) => stepToUndo(nav) !== undefined,
    'undo-run': ({ nav }) => canUndo(nav.run),
  },
});

function undoStep(control: Control): void {
  const { run } = navigation(control);
  const step = stepToUndo(navigation(control));
  if (run?.result === undefined || step === undefined) {
    notify(control, 'info', 'This change has nothing to undo.');
    return;
  }
  openUndo(control, run.result.run, { steps: [step.step] });
}

function undoRun(control: Control): void {
  const { run } = navigation(control);
  if (run?.result === undefined || !canUndo(run)) {
    notify(control, 'info', 'Nothing to undo.');
    return;
  }
  openUndo(control, run.result.run);
}

/** Back to where the run was started from; from a decision that was applied on to the next one. */
function leaveResult(control: Control): void {
  const { run, pane } = navigation(control);
  toChecklist(control);
  const applied = run?.kind === 'apply' && run.result?.outcome === 'applied' ? run.preview.steps : [];
  const ids = new Set(applied.flatMap(({ decision, decisions }) => [decision, ...(decisions ?? [])]));
  const entry = focusedEntry(focusedItem(harden(control).snapshot, navigation(control)), navigation(control));
  if (pane === 'entries' && entry?.kind === 'decision' && ids.has(entry.lead.id)) step(control, 1);
  remember(control);
}
