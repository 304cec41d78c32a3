/** Entering the checklist: where it was left, else at the first item that can be resolved at once. */
import type { ScanSnapshot } from '../../../model/snapshot.ts';
import type { NavState } from '../../../store/nav.ts';
import { type Control, harden, navigation, notify, setCursor, toChecklist } from '../../control/control.ts';
import { allEntries, allItems, entriesList, firstReady, ITEMS_LIST } from '../../select/checklist.ts';
import { firstOf } from '../../select/progress.ts';
import { shownTotals } from '../../select/totals.ts';
import { twoDigits } from '../../words.ts';

/** False while nothing is read yet. */
export function startWalk(control: Control): boolean {
  const { snapshot } = harden(control);
  if (snapshot === undefined) {
    notify(control, 'info', 'Nothing read yet. The first results appear in a moment.');
    return false;
  }
  const { remembered } = navigation(control);
  const first = firstOf(harden(control));
  control.nav.setState({ firstCounts: shownTotals(snapshot), ...(first === undefined ? {} : { first }) });
  toChecklist(control);
  focusStart(control, snapshot, remembered);
  return true;
}

function focusStart(control: Control, snapshot: ScanSnapshot, remembered: NavState['remembered']): void {
  const items = allItems(snapshot, navigation(control));
  const known = items.find(({ id }) => id === remembered?.item);
  const item = known ?? firstReady(items);
  if (item === undefined) return;
  setCursor(
    control,
    ITEMS_LIST,
    items.map(({ id }) => id),
    items.indexOf(item),
  );
  if (known === undefined || remembered?.decision === undefined) return;
  const entries = allEntries(known);
  const at = entries.findIndex(
    (entry) => entry.kind === 'decision' && entry.row.members.some(({ id }) => id === remembered.decision),
  );
  if (at < 0) return;
  setCursor(
    control,
    entriesList(known.id),
    entries.map(({ id }) => id),
    at,
  );
  control.nav.setState({ pane: 'entries' });
  notify(control, 'info', `You left off at item ${twoDigits(known.number)}, decision ${at + 1}.`);
}
