/** To where the walk was left: the namespaces, the item and the row. */
import type { NavState } from '../../store/nav.ts';
import { type Control, harden, navigation, notify, setCursor } from '../control/control.ts';
import { allEntries, allItems, entriesList, ITEMS_LIST } from '../select/checklist.ts';
import { twoDigits } from '../words.ts';

/** False where the item is not there any more. It is gone to once: later the operator's own cursors count. */
export function toPlace(control: Control, place: NonNullable<NavState['remembered']>): boolean {
  const { item: _, decision: __, ...rest } = place;
  control.nav.setState({ remembered: rest });
  narrowAgain(control, place.within);
  const items = allItems(harden(control).snapshot, navigation(control));
  const item = items.find(({ id }) => id === place.item);
  if (item === undefined) return false;
  setCursor(
    control,
    ITEMS_LIST,
    items.map(({ id }) => id),
    items.indexOf(item),
  );
  const entries = allEntries(item);
  const at = entries.findIndex(
    (entry) => entry.kind === 'decision' && entry.row.members.some(({ id }) => id === place.decision),
  );
  if (at < 0) return true;
  setCursor(
    control,
    entriesList(item.id),
    entries.map(({ id }) => id),
    at,
  );
  control.nav.setState({ pane: 'entries' });
  const where = place.within === undefined ? '' : ` of ${place.within.title}`;
  notify(control, 'info', `You left off at item ${twoDigits(item.number)}, row ${at + 1}${where}.`);
  return true;
}

/** Namespaces in which nothing is left to decide give way to the whole. */
function narrowAgain(control: Control, within: NavState['within']): void {
  if (within === undefined) return;
  control.nav.setState({ within });
  if (allItems(harden(control).snapshot, navigation(control)).length === 0) control.nav.setState({ within: undefined });
}
