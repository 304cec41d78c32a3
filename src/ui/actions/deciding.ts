/** Actions on the decision or question under the cursor, for every screen that shows one. */

import { countDecisions, countRows, decisionsInRows } from '../../model/rows/to-decide.ts';
import { count } from '../../text/words.ts';
import { type Control, type Handler, harden, isOn, navigation, notify, push } from '../control/control.ts';
import { keyIn } from '../rebind.ts';
import { openWaive, openWrong } from '../screens/form/open.ts';
import { openReview, openUndo } from '../screens/review/open.ts';
import { type DecisionEntry, focusedItem } from '../select/checklist.ts';
import { checksOf } from '../select/decision.ts';
import { plannedIds } from '../select/plan.ts';
import { twoDigits } from '../words.ts';
import { endWaiver } from './after-waiver.ts';
import { allowances, notOffered } from './allow.ts';
import { openFiles } from './files.ts';
import { idsOf, markedEntries, unmark } from './marks.ts';
import { inPlan, planReady, togglePlanned } from './plan.ts';
import { remember } from './remember.ts';
import { step } from './step.ts';
import { subject } from './subject.ts';

/** The marked rows; else the decision under the cursor, or the open one. */
function decisionsAt(control: Control): readonly DecisionEntry[] {
  const marked = isOn(control, 'decision') ? [] : markedEntries(control);
  const entry = subject(control);
  if (marked.length > 0) return marked;
  return entry?.kind === 'decision' ? [entry] : [];
}

/** Those with a change to show or plan. Of a single one without, it tells why; of several, how many are left out. */
function offered(control: Control, entries: readonly DecisionEntry[]): readonly DecisionEntry[] {
  const reasons = entries.map(({ lead }) => notOffered(control, lead));
  const left = reasons.filter((reason) => reason !== undefined);
  if (left.length > 0)
    notify(
      control,
      'warning',
      entries.length === 1 ? (left[0] ?? '') : `${count(left.length, 'row')} left out: ${left[0]}`,
    );
  return entries.filter((_, at) => reasons[at] === undefined);
}

function diff(control: Control): void {
  const entries = decisionsAt(control);
  if (entries.length === 0) {
    notify(control, 'info', 'Select a decision to see its diff.');
    return;
  }
  const [first, ...others] = offered(control, entries);
  if (first === undefined) return;
  const ids = idsOf([first, ...others]);
  const title =
    others.length === 0 ? first.row.title : decisionsInRows(countRows([first, ...others].map(({ row }) => row)));
  openReview(control, ids, title, allowances(control, ids));
}

/** On an item: all that is ready there. On a row: the decision with all its members, and on to the next row. */
function add(control: Control): void {
  const nav = navigation(control);
  if (isOn(control, 'checklist') && nav.pane === 'items') {
    const item = focusedItem(harden(control).snapshot, nav);
    if (item !== undefined)
      planReady(
        control,
        `${twoDigits(item.number)} ${item.title}`,
        item.rows.flatMap(({ members }) => members),
      );
    return;
  }
  if (addToPlan(control) && isOn(control, 'checklist')) step(control, 1);
}

/** True when something was added: it is removed where all of it was there. */
export function addToPlan(control: Control): boolean {
  const entries = decisionsAt(control);
  if (entries.length === 0) {
    notify(control, 'info', 'Select a decision to add it to the plan.');
    return false;
  }
  const taken = offered(control, entries);
  const [first, ...others] = taken;
  if (first === undefined) return false;
  const isIn = togglePlanned(control, idsOf(taken));
  const title = others.length === 0 ? first.row.title : `${others.length + 1} rows`;
  if (taken.length === entries.length)
    notify(control, 'info', `${title}: ${isIn ? inPlan(control) : 'removed from the plan.'}`);
  unmark(control);
  return isIn;
}

export function reviewPlan(control: Control): void {
  const nav = navigation(control);
  const on = plannedIds(nav);
  if (on.length === 0) {
    notify(
      control,
      'info',
      nav.plan.length === 0
        ? `The plan is empty; ${keyIn(control, 'items', 'add')} adds a decision.`
        : 'Everything in the plan is off.',
    );
    return;
  }
  const counted = countDecisions(
    on.map((id) => ({ id })),
    harden(control).snapshot?.items ?? [],
  );
  openReview(control, on, `Plan of ${decisionsInRows(counted)}`, allowances(control, on));
}

export function showPlan(control: Control): void {
  if (!isOn(control, 'plan')) push(control, { screen: 'plan' });
}

function undoLast(control: Control): void {
  openUndo(control, undefined);
}

export function skip(control: Control): void {
  const entry = subject(control);
  if (entry === undefined) return;
  if (entry.kind === 'waived') {
    notify(control, 'info', `Already waived; ${keyIn(control, 'entries', 'waive')} ends the waiver.`);
    return;
  }
  if (entry.kind === 'resolved') {
    notify(control, 'info', 'Already resolved: nothing to skip.');
    return;
  }
  const ids = entry.kind === 'decision' ? idsOf(decisionsAt(control)) : [entry.id];
  const isSkipped = ids.every((id) => navigation(control).skipped.includes(id));
  control.nav.setState(({ skipped }) => ({
    skipped: isSkipped ? skipped.filter((id) => !ids.includes(id)) : [...new Set([...skipped, ...ids])],
  }));
  notify(
    control,
    'info',
    isSkipped ? 'Open again.' : `Skipped for now; ${keyIn(control, 'entries', 'skip')} undoes that.`,
  );
  unmark(control);
  if (!isSkipped) step(control, 1);
  remember(control);
}

export function waive(control: Control): void {
  const entry = subject(control);
  if (entry?.kind === 'waived') {
    endWaiver(control, entry.decision);
    return;
  }
  const rows = decisionsAt(control).map(({ row }) => row);
  if (rows.length > 0) openWaive(control, rows);
  else
    notify(
      control,
      'info',
      `Only a decision can be waived; ${keyIn(control, 'entries', 'attest')} answers a question.`,
    );
}

/** A false alarm is told where it is seen. */
function wrong(control: Control): void {
  const rows = decisionsAt(control).map(({ row }) => row);
  if (rows.length > 0) openWrong(control, rows);
  else notify(control, 'info', 'Select a decision to say that it is wrong.');
}

export function explain(control: Control): void {
  const entry = subject(control);
  const item = focusedItem(harden(control).snapshot, navigation(control));
  const checks =
    entry === undefined
      ? (item?.checks.map(({ check }) => check.meta.id) ?? [])
      : entry.kind === 'question'
        ? [entry.id]
        : checksOf(entry.kind === 'waived' ? entry.decision : entry.lead);
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
  const { subject: ref } = entry.kind === 'waived' ? entry.decision : entry.lead;
  push(control, { screen: 'page', page: { kind: 'object', ref } });
}

/** For the rows that `deciding` in the key table adds, and for those that stand beside them. */
export const DECIDING = {
  diff,
  add,
  waive,
  skip,
  next: (control) => step(control, 1),
  previous: (control) => step(control, -1),
  explain,
  'review-plan': reviewPlan,
  plan: showPlan,
  yaml: showObject,
  files: openFiles,
  wrong,
  undo: undoLast,
} as const satisfies Readonly<Record<string, Handler>>;
