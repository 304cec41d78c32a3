/** Cursors and orders by id, so that live updates neither move the cursor nor the rows under it. */

export interface Cursor {
  readonly id: string;
  /** Where it stood, for when the entry is gone. */
  readonly index: number;
}

/** Index of the entry with the cursor; the one that took its place when it is gone; -1 in an empty list. */
export function cursorIndex(ids: readonly string[], cursor: Cursor | undefined): number {
  if (ids.length === 0) return -1;
  if (cursor === undefined) return 0;
  const found = ids.indexOf(cursor.id);
  return found >= 0 ? found : Math.min(cursor.index, ids.length - 1);
}

export function cursorAt(ids: readonly string[], index: number): Cursor | undefined {
  const at = Math.max(0, Math.min(index, ids.length - 1));
  const id = ids[at];
  return id === undefined ? undefined : { id, index: at };
}

/** Known ids keep their places; new ones go to the end. */
export function stableOrder(earlier: readonly string[] | undefined, current: readonly string[]): readonly string[] {
  if (earlier === undefined) return current;
  const present = new Set(current);
  const kept = earlier.filter((id) => present.has(id));
  const known = new Set(kept);
  return [...kept, ...current.filter((id) => !known.has(id))];
}

/** First row of the window of a list, so that the cursor stays inside and the window moves as little as possible. */
export function windowStart(start: number, cursor: number, visible: number, total: number): number {
  const last = Math.max(0, total - visible);
  if (cursor < start) return Math.max(0, Math.min(cursor, last));
  if (cursor >= start + visible) return Math.min(cursor - visible + 1, last);
  return Math.max(0, Math.min(start, last));
}
