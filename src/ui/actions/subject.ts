/** What an action is about. */
import { type Control, harden, isOn, navigation } from '../control/control.ts';
import { type Entry, focusedEntry, focusedItem } from '../select/checklist.ts';
import { openDecision } from '../select/decision.ts';

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
