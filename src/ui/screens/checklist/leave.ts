/** esc: what narrows the list goes first, then the pane, then the namespaces. */
import { markedEntries, unmark } from '../../actions/marks.ts';
import { showNamespaces } from '../../actions/namespaces.ts';
import { type Control, harden, navigation } from '../../control/control.ts';
import { entriesList, focusedItem, ITEMS_LIST } from '../../select/checklist.ts';

/** esc in the decisions: first the marks go, then the filter, then the pane. */
export function leaveEntries(control: Control): void {
  const nav = navigation(control);
  const item = focusedItem(harden(control).snapshot, nav);
  const list = item === undefined ? '' : entriesList(item.id);
  if (markedEntries(control).length > 0) unmark(control);
  else if ((nav.filters[list] ?? '') !== '') clearFilter(control, list);
  else control.nav.setState({ pane: 'items' });
}

/** First the filter goes, then the namespaces that the checklist is narrowed to. */
export function clearItems(control: Control): void {
  const { filters, within } = navigation(control);
  if ((filters[ITEMS_LIST] ?? '') !== '' || within === undefined) clearFilter(control, ITEMS_LIST);
  else showNamespaces(control);
}

function clearFilter({ nav }: Control, list: string): void {
  nav.setState(({ filters }) => ({ filters: { ...filters, [list]: '' } }));
}
