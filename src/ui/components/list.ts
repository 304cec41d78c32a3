/** A list of rows on a screen: the window around the cursor, its row in reverse. */

import { GLYPHS } from '../glyphs.ts';
import { cursorOf } from '../select/checklist.ts';
import { inFocus, type Line, line, listed, span } from '../text/line.ts';
import type { WalkView } from '../types.ts';

export interface ListWindow {
  readonly lines: readonly Line[];
  /** Rows that are not shown. */
  readonly above: number;
  readonly below: number;
}

/** At most `room` rows, one at least. `cells` gives what stands after the mark of the cursor. */
export function listRows<T extends { readonly id: string }>(
  view: WalkView,
  list: string,
  rows: readonly T[],
  { room, width }: { readonly room: number; readonly width: number },
  cells: (row: T, at: number) => Line,
): ListWindow {
  const cursor = cursorOf(rows, view.nav.cursors[list]);
  const visible = Math.max(1, Math.min(rows.length, room));
  const start = view.windowOf(list, cursor, visible, rows.length);
  const shown = rows.slice(start, start + visible);
  const lines = shown.map((row, index): Line => {
    const at = start + index;
    const whole = line(span(at === cursor ? GLYPHS.cursor : ' ', 'accent'), ...cells(row, at));
    return listed(at === cursor ? inFocus(whole, width) : whole, {
      list,
      id: row.id,
      index: at,
      isCursor: at === cursor,
    });
  });
  return { lines, above: start, below: rows.length - start - shown.length };
}
