/** What is not as it was: of an item, and of the namespaces. Pure. */

import { namespaceOf } from '../../model/namespaces/rows.ts';
import { rowOfDecision } from '../../model/rows/to-decide.ts';
import type { ItemSummary, ScanSnapshot } from '../../model/snapshot.ts';
import type { NavState, ResolvedRow, RowMark } from '../../store/nav.ts';
import { displayWidth } from '../../text/width.ts';
import { GLYPHS } from '../glyphs.ts';
import { rowMark } from '../words.ts';
import { allEntries, resolvedEntries } from './checklist.ts';
import { shownDecisions } from './totals.ts';

export type What = RowMark | ResolvedRow['became'];
/** How many of each. */
export type News = ReadonlyMap<What, number>;

/** What came first, then what changed, then what is done with. */
const ORDER: readonly What[] = ['new', 'changed', 'expired', 'partly', 'fixed', 'gone'];

/** Of its rows and answers, as far as the checklist lists them. */
export function newsOfItem(item: ItemSummary, nav: Pick<NavState, 'rowMarks' | 'resolved' | 'within'>): News {
  const marked = allEntries(item).flatMap(({ id }) => nav.rowMarks[id] ?? []);
  return tally([...marked, ...resolvedEntries(item, nav).map(({ became }) => became)]);
}

/** Of each decision; those that joined a row are new, whatever its mark. */
export function newsOfNamespaces(
  snapshot: ScanSnapshot,
  { first, rowMarks, resolved }: Pick<NavState, 'first' | 'rowMarks' | 'resolved'>,
): (names: readonly string[]) => News {
  const before = first === undefined ? undefined : new Set(first.map(({ id }) => id));
  const rows = rowOfDecision(snapshot.items);
  const open = shownDecisions(snapshot).flatMap((decision) => {
    const isNew = before !== undefined && !before.has(decision.id);
    const what = isNew ? 'new' : rowMarks[rows.get(decision.id)?.id ?? ''];
    return what === undefined ? [] : [{ namespace: namespaceOf(decision), what }];
  });
  const settled = resolved.flatMap(({ row, became }) =>
    row.members.map((decision) => ({ namespace: namespaceOf(decision), what: became })),
  );
  const byName = Map.groupBy([...open, ...settled], ({ namespace }) => namespace ?? '');
  return (names) =>
    tally((names.length === 0 ? [''] : names).flatMap((name) => byName.get(name)?.map(({ what }) => what) ?? []));
}

/** "1 new, 2 fixed" where that has room, else "◈1 ✓2"; '' where nothing is. */
export function newsText(news: News, room = Number.POSITIVE_INFINITY): string {
  const known = ORDER.flatMap((what) => (news.has(what) ? [[what, news.get(what) ?? 0] as const] : []));
  const words = known.map(([what, number]) => `${number} ${wordOf(what)}`).join(', ');
  if (displayWidth(words) <= room) return words;
  const signs = known.map(([what, number]) => `${signOf(what)}${number > 9 ? '+' : number}`);
  return signs.slice(0, Math.max(1, Math.floor((room + 1) / 3))).join(' ');
}

function wordOf(what: What): string {
  return what === 'fixed' || what === 'gone' ? what : rowMark(what)[1];
}

function signOf(what: What): string {
  if (what === 'fixed') return GLYPHS.pass;
  return what === 'gone' ? GLYPHS.notApplicable : rowMark(what)[0];
}

function tally(all: readonly What[]): News {
  return new Map(
    Array.from(
      Map.groupBy(all, (what) => what),
      ([what, some]) => [what, some.length],
    ),
  );
}
