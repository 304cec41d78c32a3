/** Only what is new: the checklist is narrowed to the rows that are not as they were, and widened again where it was left. */

import { type Control, harden, navigation, notify, setCursor } from '../control/control.ts';
import { newsSince } from '../control/earlier.ts';
import { ITEMS_LIST, itemsOf } from '../select/checklist.ts';
import { toPlace } from './place.ts';

export function toggleNews(control: Control): void {
  const { isOnlyNew, rowMarks, remembered } = navigation(control);
  if (isOnlyNew) {
    control.nav.setState({ isOnlyNew: false });
    // A walk that opened on the news goes to where the last one was left, once.
    if (remembered !== undefined) toPlace(control, remembered);
    return;
  }
  if (Object.keys(rowMarks).length === 0) {
    notify(control, 'info', newsSince(control) || 'Nothing new since the walk began.');
    return;
  }
  control.nav.setState({ isOnlyNew: true, pane: 'items' });
  toFirstNews(control);
}

/** To the first item that has something new, where the news alone are listed. */
export function toFirstNews(control: Control): void {
  const [first] = itemsOf(harden(control).snapshot, navigation(control));
  if (first !== undefined) setCursor(control, ITEMS_LIST, [first.id], 0);
}
