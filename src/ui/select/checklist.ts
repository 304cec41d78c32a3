/** The checklist as the screens walk it: items, and what can be decided or answered in each. Pure. */
import type { ItemSummary, ScanSnapshot } from '../../model/snapshot.ts';
import { type Cursor, cursorIndex, stableOrder } from '../../store/cursor.ts';
import type { NavState } from '../../store/nav.ts';
import { allEntries, type DecisionEntry, type Entry, type ResolvedEntry } from './entries.ts';
import { matcher } from './filter.ts';
import { searchedEntry, searchedItem } from './searched.ts';
import { isWithin, itemsWithin } from './within.ts';

export { allEntries, type DecisionEntry, type Entry, type ResolvedEntry } from './entries.ts';

export const ITEMS_LIST = 'items';

export function entriesList(item: string): string {
  return `item:${item}`;
}

export function itemsOf(snapshot: ScanSnapshot | undefined, nav: NavState): readonly ItemSummary[] {
  const matches = matcher(nav.filters[ITEMS_LIST] ?? '');
  const hasNews = (item: ItemSummary): boolean =>
    !nav.isOnlyNew || allEntries(item).some(({ id }) => id in nav.rowMarks);
  return allItems(snapshot, nav).filter((item) => hasNews(item) && matches(searchedItem(item)));
}

/** Of the namespaces that the checklist is narrowed to, else of everything. */
export function allItems(
  snapshot: ScanSnapshot | undefined,
  { within }: Pick<NavState, 'within'>,
): readonly ItemSummary[] {
  if (snapshot === undefined) return [];
  const items = within === undefined ? snapshot.items : itemsWithin(snapshot, within);
  return [...items].sort((left, right) => left.number - right.number);
}

export function entriesOf(item: ItemSummary | undefined, nav: NavState): readonly Entry[] {
  if (item === undefined) return [];
  const list = entriesList(item.id);
  const filter = nav.filters[list] ?? '';
  // A question is about the cluster, whatever namespace is looked at.
  const all = [...allEntries(item), ...resolvedEntries(item, nav)]
    .filter(({ kind }) => nav.within === undefined || kind !== 'question')
    .filter(({ id, kind }) => !nav.isOnlyNew || id in nav.rowMarks || kind === 'resolved');
  const byId = new Map(all.map((entry) => [entry.id, entry]));
  const entries = stableOrder(nav.orders[list], [...byId.keys()]).flatMap((id) => byId.get(id) ?? []);
  if (filter === '') return entries;
  const matches = matcher(filter);
  return entries.filter((entry) => matches(searchedEntry(entry)));
}

/** What was resolved in this walk, as far as the checklist is about it. */
export function resolvedEntries(
  { id: item }: Pick<ItemSummary, 'id'>,
  { resolved, within }: Pick<NavState, 'resolved' | 'within'>,
): readonly ResolvedEntry[] {
  const isIn = within === undefined ? () => true : isWithin(within);
  return resolved
    .filter((each) => each.item === item && each.row.members.some(isIn))
    .flatMap(({ row, became }) => {
      const lead = row.members[0];
      return lead === undefined ? [] : [{ kind: 'resolved', id: row.id, row, lead, became }];
    });
}

/** False for what has its answer: it stands there to be looked at, answered anew or taken back. */
export function isOpen(entry: Entry): boolean {
  return entry.kind === 'question' ? entry.summary.attestation === undefined : entry.kind === 'decision';
}

export function focusedItem(snapshot: ScanSnapshot | undefined, nav: NavState): ItemSummary | undefined {
  const items = itemsOf(snapshot, nav);
  return items[cursorOf(items, nav.cursors[ITEMS_LIST])];
}

export function focusedEntry(item: ItemSummary | undefined, nav: NavState): Entry | undefined {
  if (item === undefined) return undefined;
  const entries = entriesOf(item, nav);
  return entries[cursorOf(entries, nav.cursors[entriesList(item.id)])];
}

export function cursorOf(entries: readonly { readonly id: string }[], cursor: Cursor | undefined): number {
  return cursorIndex(
    entries.map(({ id }) => id),
    cursor,
  );
}

/** The marked decisions of an item, as far as its filter shows them. */
export function markedIn(item: ItemSummary | undefined, nav: NavState): readonly DecisionEntry[] {
  if (nav.marked.length === 0) return [];
  return entriesOf(item, nav).filter(
    (entry): entry is DecisionEntry => entry.kind === 'decision' && nav.marked.includes(entry.id),
  );
}

export function decisionIds(entry: Entry): readonly string[] {
  return entry.kind === 'decision' ? entry.row.members.map(({ id }) => id) : [];
}

/** The item at which a first walk starts: the first that fails and has a decision that is ready. */
export function firstReady(items: readonly ItemSummary[]): ItemSummary | undefined {
  const isReady = (item: ItemSummary): boolean =>
    item.rows.some(({ members }) => members.some(({ readiness }) => readiness === 'ready'));
  return items.find(isReady) ?? items.find(({ rows }) => rows.length > 0) ?? items[0];
}
