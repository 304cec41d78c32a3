/** The namespaces as the walk lists them: filtered, in an order that stays, with what is new in each. Pure. */
import type { NamespaceRow } from '../../model/namespaces/row.ts';
import { namespaceRows } from '../../model/namespaces/rows.ts';
import type { ScanSnapshot } from '../../model/snapshot.ts';
import { stableOrder } from '../../store/cursor.ts';
import type { NamespaceSort, NavState } from '../../store/nav.ts';
import type { Decision } from '../types.ts';
import { matcher } from './filter.ts';
import { searchedNamespace } from './searched.ts';
import { shownDecisions } from './totals.ts';
import { isWithin } from './within.ts';

export const NAMESPACES_LIST = 'namespaces';

export const SORTS: readonly NamespaceSort[] = ['worst', 'decisions', 'name'];

const known = new WeakMap<ScanSnapshot, Map<boolean, readonly NamespaceRow[]>>();

/** All rows, worst first. The same snapshot gives the same rows. */
export function allNamespaces(snapshot: ScanSnapshot | undefined, isUnfolded: boolean): readonly NamespaceRow[] {
  if (snapshot === undefined) return [];
  const made = known.get(snapshot) ?? new Map<boolean, readonly NamespaceRow[]>();
  known.set(snapshot, made);
  const before = made.get(isUnfolded);
  if (before !== undefined) return before;
  const rows = namespaceRows({
    snapshot,
    decisions: isUnfolded ? snapshot.decisions : shownDecisions(snapshot),
    withPlatform: isUnfolded,
  });
  made.set(isUnfolded, rows);
  return rows;
}

/** Those that the filter leaves, in the order in which they were first shown. */
export function namespacesOf(snapshot: ScanSnapshot | undefined, nav: NavState): readonly NamespaceRow[] {
  const all = sorted(allNamespaces(snapshot, nav.isUnfolded), nav.namespaceSort);
  const byId = new Map(all.map((row) => [row.id, row]));
  const ordered = stableOrder(nav.orders[NAMESPACES_LIST], [...byId.keys()]).flatMap((id) => byId.get(id) ?? []);
  const filter = nav.filters[NAMESPACES_LIST] ?? '';
  if (filter === '') return ordered;
  const matches = matcher(filter);
  return ordered.filter((row) => matches(searchedNamespace(row)));
}

/** The order that is kept from now on. */
export function namespaceOrder(snapshot: ScanSnapshot | undefined, nav: NavState): readonly string[] {
  return sorted(allNamespaces(snapshot, nav.isUnfolded), nav.namespaceSort).map(({ id }) => id);
}

/** What belongs to no namespace stays last. */
function sorted(rows: readonly NamespaceRow[], by: NamespaceSort): readonly NamespaceRow[] {
  if (by === 'worst') return rows;
  const isCluster = ({ names }: NamespaceRow): number => Number(names.length === 0);
  const compare = (left: NamespaceRow, right: NamespaceRow): number =>
    by === 'decisions' ? right.rows - left.rows : left.title < right.title ? -1 : 1;
  return rows.toSorted((left, right) => isCluster(left) - isCluster(right) || compare(left, right));
}

/** Decisions that are about the row; in the order in which they are offered. */
export function decisionsIn(snapshot: ScanSnapshot, { names }: NamespaceRow, isUnfolded: boolean): readonly Decision[] {
  return (isUnfolded ? snapshot.decisions : shownDecisions(snapshot)).filter(isWithin({ names }));
}
