/** One handler for each row of the key table. */

import { withoutLast } from '../../text/width.ts';
import type { Scope } from '../keymap.ts';
import { focusedEntry, focusedItem, ITEMS_LIST } from '../select/checklist.ts';
import { canPause } from '../select/offered.ts';
import { canTakeBack, stepToTakeBack } from '../select/run.ts';
import * as checklist from './checklist.ts';
import { type Control, type Handler, harden, navigation, pop, push, tell, toChecklist } from './control.ts';
import * as forms from './forms.ts';
import { chooseInMenu, closeOverlay, moveMenu, openMenu } from './menu.ts';
import { moveEntries, moveItems, moveSteps, moves, scrollDiff, scrollHelp, scrollText } from './move.ts';
import * as prompt from './prompt.ts';
import { interrupt, quit } from './quit.ts';
import * as review from './review.ts';
import { startWalk } from './start.ts';
import { step } from './step.ts';

const deciding: Readonly<Record<string, Handler>> = {
  diff: checklist.diff,
  add: checklist.addToPlan,
  waive: checklist.waive,
  skip: checklist.skip,
  next: (control) => step(control, 1),
  previous: (control) => step(control, -1),
  explain: checklist.explain,
  'review-plan': checklist.reviewPlan,
  yaml: checklist.showObject,
  undo: checklist.undoLast,
};

function coverage(control: Control): void {
  push(control, { screen: 'page', page: { kind: 'coverage' } });
}

function platform(control: Control): void {
  const { isUnfolded } = navigation(control);
  control.nav.setState({ isUnfolded: !isUnfolded });
  tell(
    control,
    'info',
    isUnfolded ? 'The platform is folded again.' : 'The platform is shown as well; . folds it again.',
  );
}

function showAnswers(control: Control): void {
  if (navigation(control).review?.preview !== undefined) push(control, { screen: 'page', page: { kind: 'answers' } });
}

/** What is shown stays as it is; the session goes on reading. */
function pause(control: Control): void {
  const { frozen } = navigation(control);
  if (frozen === undefined && !canPause(harden(control))) {
    tell(control, 'info', 'Nothing changes here by itself: there is nothing to hold still.');
    return;
  }
  control.nav.setState({ frozen: frozen === undefined ? control.store.getState().snapshot : undefined });
  tell(control, 'info', frozen === undefined ? 'Held still; p follows the cluster again.' : 'Following the cluster.');
}

function stopReading(control: Control): void {
  if (startWalk(control)) tell(control, 'info', 'This is what was read so far; the rest goes on arriving.');
}

function undoStep(control: Control): void {
  const { run } = navigation(control);
  const step = stepToTakeBack(navigation(control));
  if (run?.result === undefined || step === undefined) {
    tell(control, 'info', 'Nothing of this change is left to take back.');
    return;
  }
  review.openUndo(control, run.result.run, [step.step]);
}

function undoRun(control: Control): void {
  const { run } = navigation(control);
  if (run?.result === undefined || !canTakeBack(run)) {
    tell(control, 'info', 'Nothing to take back.');
    return;
  }
  review.openUndo(control, run.result.run, undefined);
}

/** Back to where the run was started from; from a decision that was applied on to the next one. */
function leaveResult(control: Control): void {
  const { run, pane } = navigation(control);
  toChecklist(control);
  const applied = run?.kind === 'apply' && run.result?.outcome === 'applied' ? run.preview.steps : [];
  const ids = new Set(applied.flatMap(({ decision, decisions }) => [decision, ...(decisions ?? [])]));
  const entry = focusedEntry(focusedItem(harden(control).snapshot, navigation(control)), navigation(control));
  if (pane === 'entries' && entry?.kind === 'decision' && ids.has(entry.lead.id)) step(control, 1);
  checklist.remember(control);
}

function helpText(control: Control, update: (search: string) => string): void {
  control.nav.setState(({ overlay }) =>
    overlay?.kind === 'help' ? { overlay: { ...overlay, search: update(overlay.search), scroll: 0 } } : {},
  );
}

export const HANDLERS: Readonly<Record<Scope, Readonly<Record<string, Handler>>>> = {
  global: {
    help: ({ nav }) => nav.setState({ overlay: { kind: 'help', search: '', scroll: 0 } }),
    command: prompt.openCommand,
    redraw: (control) => control.redraw(),
    suspend: (control) => control.suspend(),
    interrupt,
  },
  connect: {
    start: (control) => void startWalk(control),
    coverage,
    pause,
    'stop-reading': stopReading,
    quit: (control) => quit(control, 0),
  },
  items: {
    ...moves(moveItems),
    ...deciding,
    open: checklist.openItem,
    pane: checklist.togglePane,
    filter: prompt.openFilter,
    sort: checklist.sortAgain,
    coverage,
    pause,
    platform,
    clear: (control) => checklist.clearFilter(control, ITEMS_LIST),
    quit: (control) => quit(control, 0),
  },
  entries: {
    ...moves(moveEntries),
    ...deciding,
    open: checklist.openEntry,
    attest: checklist.attest,
    pane: checklist.togglePane,
    filter: prompt.openFilter,
    sort: checklist.sortAgain,
    coverage,
    pause,
    platform,
    back: checklist.leaveEntries,
  },
  decision: { ...moves(scrollText), ...deciding, menu: openMenu, back: pop },
  menu: {
    up: (control) => moveMenu(control, -1),
    down: (control) => moveMenu(control, 1),
    choose: chooseInMenu,
    back: closeOverlay,
  },
  review: {
    ...moves(scrollDiff),
    yes: review.pressYes,
    button: review.otherButton,
    press: review.press,
    next: (control) => review.otherStep(control, 1),
    previous: (control) => review.otherStep(control, -1),
    answers: showAnswers,
    back: review.cancelReview,
  },
  typing: {
    press: review.press,
    button: review.otherButton,
    up: (control) => scrollDiff(control, -1),
    down: (control) => scrollDiff(control, 1),
    'page-up': (control) => scrollDiff(control, -5),
    'page-down': (control) => scrollDiff(control, 5),
    next: (control) => review.otherStep(control, 1),
    previous: (control) => review.otherStep(control, -1),
    erase: review.eraseConsent,
    'erase-all': review.eraseAllConsent,
    answers: showAnswers,
    back: review.cancelReview,
  },
  apply: { ...moves(moveSteps), stop: review.stopRun },
  result: { ...moves(moveSteps), next: leaveResult, 'undo-one': undoStep, 'undo-run': undoRun },
  form: {
    'next-field': (control) => forms.moveField(control, 1),
    'previous-field': (control) => forms.moveField(control, -1),
    'choice-left': (control) => forms.choose(control, -1),
    'choice-right': (control) => forms.choose(control, 1),
    'page-up': (control) => scrollText(control, -5),
    'page-down': (control) => scrollText(control, 5),
    submit: forms.submit,
    erase: forms.eraseInField,
    'erase-all': forms.eraseField,
    back: forms.closeForm,
  },
  page: { ...moves(scrollText), back: pop },
  help: {
    up: (control) => scrollHelp(control, -1),
    down: (control) => scrollHelp(control, 1),
    'page-up': (control) => scrollHelp(control, -10),
    'page-down': (control) => scrollHelp(control, 10),
    erase: (control) => helpText(control, withoutLast),
    'erase-all': (control) => helpText(control, () => ''),
    back: closeOverlay,
  },
  prompt: {
    accept: prompt.acceptPrompt,
    complete: prompt.completePrompt,
    erase: prompt.erasePrompt,
    'erase-all': prompt.eraseAllPrompt,
    back: prompt.leavePrompt,
  },
};

/** Keys without a binding type text where text is typed. */
export const TYPING: Partial<Readonly<Record<Scope, (control: Control, text: string) => void>>> = {
  typing: review.typeConsent,
  form: forms.typeInField,
  help: (control, text) => helpText(control, (search) => (search + text).slice(0, 40)),
  prompt: prompt.typeInPrompt,
};
