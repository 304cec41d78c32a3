/** Undo, and on to the next decision. */
import { remember } from '../../actions/remember.ts';
import { type Control, harden, navigation, notify, setCursor, toChecklist } from '../../control/control.ts';
import { moves } from '../../control/move.ts';
import { moveSteps } from '../../control/steps.ts';
import { entriesList, entriesOf, ITEMS_LIST, itemsOf } from '../../select/checklist.ts';
import { canUndo, stepToUndo } from '../../select/run.ts';
import { defineKeys } from '../define.ts';
import { openUndo } from '../review/open.ts';
import { type NextPlace, nextPlace } from './model.ts';

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

/** Back to where the run was started from; from what was applied on to what the screen has named. */
function leaveResult(control: Control): void {
  const { snapshot } = harden(control);
  const next = nextPlace(snapshot, navigation(control));
  toChecklist(control);
  if (next !== undefined) goTo(control, next);
  remember(control);
}

function goTo(control: Control, { item, index }: NextPlace): void {
  const nav = navigation(control);
  const items = itemsOf(harden(control).snapshot, nav).map(({ id }) => id);
  setCursor(control, ITEMS_LIST, items, items.indexOf(item.id));
  if (index < 0) control.nav.setState({ pane: 'items' });
  else
    setCursor(
      control,
      entriesList(item.id),
      entriesOf(item, nav).map(({ id }) => id),
      index,
    );
}
