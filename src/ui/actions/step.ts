/** To the next or previous item, decision or question. */

import { currentLocation } from '../../store/nav.ts';
import { type Control, harden, isOn, navigation, notify, pop, setCursor } from '../control/control.ts';
import { keyIn } from '../rebind.ts';
import {
  allItems,
  type Entry,
  entriesList,
  entriesOf,
  focusedEntry,
  focusedItem,
  ITEMS_LIST,
  isOpen,
  itemsOf,
} from '../select/checklist.ts';

/** Next or previous: items on the left, decisions on the right, the open decision on its screen. */
export function step(control: Control, by: 1 | -1): void {
  if (isOn(control, 'decision')) {
    stepDecision(control, by);
    return;
  }
  if (navigation(control).pane === 'entries') {
    stepEntry(control, by);
    return;
  }
  stepItem(control, by);
}

function stepItem(control: Control, by: 1 | -1): void {
  const nav = navigation(control);
  const items = itemsOf(harden(control).snapshot, nav);
  const isToDecide = (at: number): boolean => {
    const item = items[at];
    return (
      item !== undefined &&
      entriesOf(item, { ...nav, filters: {} }).some((entry) => isOpen(entry) && !isSkipped(control, entry))
    );
  };
  const from = items.indexOf(focusedItem(harden(control).snapshot, nav) as (typeof items)[number]);
  let at = from + by;
  while (at >= 0 && at < items.length && !isToDecide(at)) at += by;
  if (at < 0 || at >= items.length) {
    notify(control, 'info', by > 0 ? 'No later item has open decisions.' : 'No earlier item has open decisions.');
    return;
  }
  setCursor(
    control,
    ITEMS_LIST,
    items.map(({ id }) => id),
    at,
  );
}

function stepEntry(control: Control, by: 1 | -1): void {
  const nav = navigation(control);
  const item = focusedItem(harden(control).snapshot, nav);
  if (item === undefined) return;
  const entries = entriesOf(item, nav);
  const entry = focusedEntry(item, nav);
  let at = entries.findIndex(({ id }) => id === entry?.id) + by;
  while (entries[at] !== undefined && isPassedOver(control, entries[at] as Entry)) at += by;
  if (entries[at] === undefined) {
    notify(
      control,
      'info',
      by > 0
        ? `Last row of this item; ${keyIn(control, 'entries', 'back')}, then ${keyIn(control, 'items', 'next')}: next item.`
        : 'First row of this item.',
    );
    return;
  }
  setCursor(
    control,
    entriesList(item.id),
    entries.map(({ id }) => id),
    at,
  );
}

function stepDecision(control: Control, by: 1 | -1): void {
  const nav = navigation(control);
  const location = currentLocation(nav);
  if (location.screen !== 'decision') return;
  const item = allItems(harden(control).snapshot, nav).find(({ id }) => id === location.item);
  if (item === undefined) {
    pop(control);
    return;
  }
  const entries = entriesOf(item, { ...nav, filters: {} }).filter(({ kind }) => kind === 'decision');
  const from = entries.findIndex(({ id }) => id === location.row);
  const next = entries[from < 0 ? 0 : from + by];
  if (next === undefined) {
    notify(control, 'info', by > 0 ? 'Last decision of this item.' : 'First decision of this item.');
    return;
  }
  control.nav.setState(({ stack }) => ({
    stack: [...stack.slice(0, -1), { screen: 'decision', item: item.id, row: next.id }],
    scroll: 0,
  }));
  const all = entriesOf(item, nav).map(({ id }) => id);
  setCursor(control, entriesList(item.id), all, all.indexOf(next.id));
}

function isPassedOver(control: Control, entry: Entry): boolean {
  return entry.kind === 'waived' || entry.kind === 'resolved' || isSkipped(control, entry);
}

function isSkipped(control: Control, entry: Entry): boolean {
  const id = entry.kind === 'decision' ? entry.lead.id : entry.id;
  return navigation(control).skipped.includes(id);
}
