/** To the namespaces, to the checklist of one of them, and back. */

import type { Within } from '../../store/nav.ts';
import { type Control, harden, isOn, navigation, notify, push, setCursor, toChecklist } from '../control/control.ts';
import { allItems, ITEMS_LIST } from '../select/checklist.ts';
import { allNamespaces, NAMESPACES_LIST, namespaceOrder } from '../select/namespaces.ts';

/** The checklist is of everything again; rows of the namespaces stay in the order in which they are first shown. */
export function showNamespaces(control: Control): void {
  if (isOn(control, 'namespaces')) return;
  control.nav.setState({ within: undefined, pane: 'items' });
  const order = namespaceOrder(harden(control).snapshot, navigation(control));
  control.nav.setState(({ orders }) => ({
    orders: { ...orders, [NAMESPACES_LIST]: orders[NAMESPACES_LIST] ?? order },
  }));
  push(control, { screen: 'namespaces' });
}

export function openNamespace(control: Control, name: string): void {
  const { snapshot } = harden(control);
  const row = allNamespaces(snapshot, true).find(({ names }) => names.includes(name));
  if (row === undefined) notify(control, 'warning', `No namespace ${name} was read.`);
  else narrowTo(control, { title: name, names: [name] });
}

/** The checklist of these namespaces, from its first item. */
export function narrowTo(control: Control, within: Within): void {
  control.nav.setState(({ filters }) => ({ within, pane: 'items', filters: { ...filters, [ITEMS_LIST]: '' } }));
  toChecklist(control);
  const ids = allItems(harden(control).snapshot, navigation(control)).map(({ id }) => id);
  if (ids.length === 0) {
    control.nav.setState({ within: undefined });
    notify(control, 'info', `${within.title}: nothing to decide.`);
    return;
  }
  setCursor(control, ITEMS_LIST, ids, 0);
}
