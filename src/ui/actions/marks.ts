/** Marks: rows of an item that the next action is about. */

import { type Control, harden, navigation, notify } from '../control/control.ts';
import { keyIn } from '../rebind.ts';
import {
  type DecisionEntry,
  decisionIds,
  type Entry,
  entriesOf,
  focusedEntry,
  focusedItem,
  markedIn,
} from '../select/checklist.ts';
import { step } from './step.ts';

/** Of the focused item, where its rows have the keys. */
export function markedEntries(control: Control): readonly DecisionEntry[] {
  const nav = navigation(control);
  return nav.pane === 'entries' ? markedIn(focusedItem(harden(control).snapshot, nav), nav) : [];
}

export function unmark({ nav }: Control): void {
  nav.setState({ marked: [] });
}

export function mark(control: Control): void {
  const entry = underCursor(control);
  if (entry === undefined) return;
  const { marked } = navigation(control);
  const isMarked = marked.includes(entry.id);
  control.nav.setState({ marked: isMarked ? marked.filter((id) => id !== entry.id) : [...marked, entry.id] });
  if (!isMarked) step(control, 1);
}

/** The same checks are resolved by a change as ready as this one; all of them marked, the marks go. */
export function markAlike(control: Control): void {
  const entry = underCursor(control);
  if (entry === undefined) return;
  const nav = navigation(control);
  const wanted = likeness(entry);
  const alike = entriesOf(focusedItem(harden(control).snapshot, nav), nav)
    .filter((each): each is DecisionEntry => each.kind === 'decision' && likeness(each) === wanted)
    .map(({ id }) => id);
  const isMarked = alike.every((id) => nav.marked.includes(id));
  control.nav.setState({
    marked: isMarked ? nav.marked.filter((id) => !alike.includes(id)) : [...new Set([...nav.marked, ...alike])],
  });
  const keys = ['add', 'diff', 'waive', 'skip'].map((id) => keyIn(control, 'entries', id));
  notify(
    control,
    'info',
    isMarked ? 'No row is marked.' : `${alike.length} alike are marked: ${keys.join(', ')} are about them.`,
  );
}

function underCursor(control: Control): DecisionEntry | undefined {
  const nav = navigation(control);
  const entry = focusedEntry(focusedItem(harden(control).snapshot, nav), nav);
  if (entry?.kind === 'decision') return entry;
  notify(control, 'info', 'Only decisions can be marked.');
  return undefined;
}

function likeness({ lead }: DecisionEntry): string {
  const [first] = lead.variants;
  const resolved = new Set(first?.findings ?? []);
  const checks = lead.findings.filter(({ id }) => resolved.size === 0 || resolved.has(id)).map(({ check }) => check);
  return [lead.readiness, ...new Set(checks)].join(' ');
}

export function idsOf(entries: readonly Entry[]): readonly string[] {
  return entries.flatMap(decisionIds);
}
