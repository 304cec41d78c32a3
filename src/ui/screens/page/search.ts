/** What is searched for on a page: the rows that match, drawn in bold. Pure. */
import type { NavState } from '../../../store/nav.ts';
import { matcher } from '../../select/filter.ts';
import { type Line, lineText, strong } from '../../text/line.ts';

/** Under which the search is kept, as filters of lists are. */
export const PAGE_LIST = 'page';

export function searchOf({ filters }: Pick<NavState, 'filters'>): string {
  return filters[PAGE_LIST] ?? '';
}

/** Positions of the rows that match; none while nothing is searched for. */
export function matchesIn(rows: readonly Line[], search: string): readonly number[] {
  if (search === '') return [];
  const matches = matcher(search);
  return rows.flatMap((row, at) => {
    const text = lineText(row);
    return matches({ texts: [text], names: [text], facts: [] }) ? [at] : [];
  });
}

export function marked(rows: readonly Line[], found: readonly number[], start: number): readonly Line[] {
  const hits = new Set(found);
  return rows.map((row, at) => (hits.has(start + at) ? strong(row) : row));
}
