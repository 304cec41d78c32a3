/** The cursors of the two panes, and the order of their lists. */
import { keepChanges } from '../../control/changes.ts';
import { type Control, harden, moveCursor, navigation, notify } from '../../control/control.ts';
import { entriesList, entriesOf, focusedItem, ITEMS_LIST, itemsOf } from '../../select/checklist.ts';

export function moveItems(control: Control, by: number): void {
  const items = itemsOf(harden(control).snapshot, navigation(control));
  moveCursor(
    control,
    ITEMS_LIST,
    items.map(({ id }) => id),
    by,
  );
}

export function moveEntries(control: Control, by: number): void {
  const nav = navigation(control);
  const item = focusedItem(harden(control).snapshot, nav);
  if (item === undefined) return;
  moveCursor(
    control,
    entriesList(item.id),
    entriesOf(item, nav).map(({ id }) => id),
    by,
  );
}

/** The orders of all lists are forgotten: new rows stand where they belong. */
export function sortAgain(control: Control): void {
  // A cursor that never moved stays on its row as well.
  moveItems(control, 0);
  moveEntries(control, 0);
  control.nav.setState({ orders: {}, seenRows: {}, resolved: [] });
  const { snapshot } = harden(control);
  if (snapshot !== undefined) keepChanges(control, snapshot);
  notify(control, 'info', 'Sorted again.');
}
