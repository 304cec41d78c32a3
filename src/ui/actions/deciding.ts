/** Actions on the decision or question under the cursor, for every screen that shows one. */
import { type Control, type Handler, harden, isOn, navigation, notify, push } from '../control/control.ts';
import { openWaive } from '../screens/form/open.ts';
import { openReview, openUndo } from '../screens/review/open.ts';
import { decisionIds, type Entry, focusedEntry, focusedItem } from '../select/checklist.ts';
import { checksOf, openDecision } from '../select/decision.ts';
import { endWaiver } from './after-waiver.ts';
import { allowances, notOffered } from './allow.ts';
import { remember } from './remember.ts';
import { step } from './step.ts';

/** The decision or question under the cursor, or the open one. */
export function subject(control: Control): Entry | undefined {
  const { snapshot } = harden(control);
  const nav = navigation(control);
  if (isOn(control, 'decision')) {
    const open = openDecision(snapshot, nav);
    return open && { kind: 'decision', id: open.row.id, row: open.row, lead: open.lead };
  }
  return focusedEntry(focusedItem(snapshot, nav), nav);
}

function diff(control: Control): void {
  const entry = subject(control);
  if (entry?.kind !== 'decision') {
    notify(control, 'info', 'Select a decision to see its diff.');
    return;
  }
  const reason = notOffered(control, entry.lead);
  const ids = decisionIds(entry);
  if (reason === undefined) openReview(control, ids, entry.row.title, allowances(control, ids));
  else notify(control, 'warning', reason);
}

/** Adds the decision with all its members, or removes it. */
export function addToPlan(control: Control): void {
  const entry = subject(control);
  if (entry?.kind !== 'decision') {
    notify(control, 'info', 'Select a decision to add it to the plan.');
    return;
  }
  const reason = notOffered(control, entry.lead);
  if (reason !== undefined) {
    notify(control, 'warning', reason);
    return;
  }
  const ids = decisionIds(entry);
  const isPlanned = ids.every((id) => navigation(control).plan.includes(id));
  control.nav.setState(({ plan }) => ({
    plan: isPlanned ? plan.filter((id) => !ids.includes(id)) : [...new Set([...plan, ...ids])],
  }));
  notify(
    control,
    'info',
    `${entry.row.title}: ${isPlanned ? 'removed from the plan.' : 'added to the plan. A shows it.'}`,
  );
}

export function reviewPlan(control: Control): void {
  const { plan } = navigation(control);
  if (plan.length === 0) {
    notify(control, 'info', 'The plan is empty; a adds a decision.');
    return;
  }
  openReview(control, plan, `Plan of ${plan.length}`, allowances(control, plan));
}

function undoLast(control: Control): void {
  openUndo(control, undefined);
}

export function skip(control: Control): void {
  const entry = subject(control);
  if (entry === undefined) return;
  if (entry.kind === 'waived') {
    notify(control, 'info', 'Already waived; w ends the waiver.');
    return;
  }
  const ids = entry.kind === 'decision' ? decisionIds(entry) : [entry.id];
  const isSkipped = ids.every((id) => navigation(control).skipped.includes(id));
  control.nav.setState(({ skipped }) => ({
    skipped: isSkipped ? skipped.filter((id) => !ids.includes(id)) : [...new Set([...skipped, ...ids])],
  }));
  notify(control, 'info', isSkipped ? 'Open again.' : 'Skipped for now; s undoes that.');
  if (!isSkipped) step(control, 1);
  remember(control);
}

export function waive(control: Control): void {
  const entry = subject(control);
  if (entry?.kind === 'waived') {
    endWaiver(control, entry.decision);
    return;
  }
  if (entry?.kind !== 'decision') {
    notify(control, 'info', 'Only a decision can be waived; m answers a question.');
    return;
  }
  openWaive(control, entry.row);
}

export function explain(control: Control): void {
  const entry = subject(control);
  const item = focusedItem(harden(control).snapshot, navigation(control));
  const checks =
    entry === undefined
      ? (item?.checks.map(({ check }) => check.meta.id) ?? [])
      : entry.kind === 'question'
        ? [entry.id]
        : checksOf(entry.kind === 'decision' ? entry.lead : entry.decision);
  if (checks.length > 0)
    push(control, { screen: 'page', page: { kind: 'explain', checks, title: 'Why and what to do' } });
}

/** The object that the decision is about, as the session read it. */
function showObject(control: Control): void {
  const entry = subject(control);
  if (entry === undefined || entry.kind === 'question') {
    notify(
      control,
      'info',
      entry === undefined ? 'Select a decision to see its object.' : 'A question has no object to show.',
    );
    return;
  }
  const { subject: ref } = entry.kind === 'decision' ? entry.lead : entry.decision;
  push(control, { screen: 'page', page: { kind: 'object', ref } });
}

/** For the rows that `deciding` in the key table adds, and for those that stand beside them. */
export const DECIDING = {
  diff,
  add: addToPlan,
  waive,
  skip,
  next: (control) => step(control, 1),
  previous: (control) => step(control, -1),
  explain,
  'review-plan': reviewPlan,
  yaml: showObject,
  undo: undoLast,
} as const satisfies Readonly<Record<string, Handler>>;
