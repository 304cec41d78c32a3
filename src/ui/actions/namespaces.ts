/** To the namespaces, also back from the checklist of one of them. */
import { type Control, harden, isOn, navigation, push } from '../control/control.ts';
import { NAMESPACES_LIST, namespaceOrder } from '../select/namespaces.ts';

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
