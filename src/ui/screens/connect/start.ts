/** Entering the checklist: on what is new, else where it was left, else at the first item that can be resolved at once. */
import { toFirstNews } from '../../actions/news.ts';
import { toPlace } from '../../actions/place.ts';
import { keepChanges } from '../../control/changes.ts';
import { type Control, harden, navigation, notify, setCursor, toChecklist } from '../../control/control.ts';
import { newsSince } from '../../control/earlier.ts';
import { allItems, firstReady, ITEMS_LIST } from '../../select/checklist.ts';
import { firstOf } from '../../select/progress.ts';
import { shownTotals } from '../../select/totals.ts';

/** False while nothing is read yet. */
export function startWalk(control: Control): boolean {
  const { snapshot } = harden(control);
  if (snapshot === undefined) {
    notify(control, 'info', 'Nothing read yet. The first results appear in a moment.');
    return false;
  }
  const first = firstOf(harden(control));
  control.nav.setState({ firstCounts: shownTotals(snapshot), ...(first === undefined ? {} : { first }) });
  keepChanges(control, snapshot);
  toChecklist(control);
  focusStart(control);
  return true;
}

/** The place stays kept while the news are listed: N goes there. */
function focusStart(control: Control): void {
  const { remembered, rowMarks, earlier } = navigation(control);
  if (earlier !== undefined && Object.keys(rowMarks).length > 0) {
    control.nav.setState({ isOnlyNew: true });
    toFirstNews(control);
    notify(control, 'info', newsSince(control));
    return;
  }
  if (remembered === undefined || !toPlace(control, remembered)) toFirstReady(control);
  // Where the walk was left says more, unless nothing at all has happened since.
  if (earlier !== undefined) notify(control, 'info', newsSince(control));
}

function toFirstReady(control: Control): void {
  const items = allItems(harden(control).snapshot, navigation(control));
  const item = firstReady(items);
  if (item === undefined) return;
  setCursor(
    control,
    ITEMS_LIST,
    items.map(({ id }) => id),
    items.indexOf(item),
  );
}
