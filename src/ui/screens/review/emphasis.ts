/** What changed within a line: a line that is removed and the one that takes its place are compared word by word. Pure. */
import { diffWordsWithSpace } from 'diff';
import type { DiffRow } from './diff-rows.ts';

/** Indexes of a row's text, the end not included. */
export type Range = readonly [start: number, end: number];

/** Below this part in common two lines have nothing to do with each other. */
const ALIKE = 0.4;
/** Longer lines are not compared: certificates, and programs in one line. */
const LONGEST = 2000;

/** In a block with as many removed as added lines, the first takes the place of the first, and so on. */
export function withEmphasis(rows: readonly DiffRow[]): readonly DiffRow[] {
  const out: DiffRow[] = [];
  for (let at = 0; at < rows.length; ) {
    const removed = runOf(rows, at, '-');
    const added = runOf(rows, at + removed.length, '+');
    if (removed.length > 0 && removed.length === added.length) out.push(...pairs(removed, added));
    else out.push(...removed, ...added);
    at += removed.length + added.length;
    const other = rows[at];
    if (removed.length + added.length === 0 && other !== undefined) {
      out.push(other);
      at += 1;
    }
  }
  return out;
}

function runOf(rows: readonly DiffRow[], from: number, sign: DiffRow['sign']): readonly DiffRow[] {
  let end = from;
  while (rows[end]?.sign === sign) end += 1;
  return rows.slice(from, end);
}

function pairs(removed: readonly DiffRow[], added: readonly DiffRow[]): readonly DiffRow[] {
  const both = removed.map((row, at) => pair(row, added[at] ?? row));
  return [...both.map(([before]) => before), ...both.map(([, after]) => after)];
}

function pair(before: DiffRow, after: DiffRow): readonly [DiffRow, DiffRow] {
  if (before.text.length + after.text.length > LONGEST) return [before, after];
  const parts = diffWordsWithSpace(before.text, after.text);
  const kept = parts.filter(({ added, removed }) => !added && !removed).map(({ value }) => value.trim().length);
  const same = kept.reduce((sum, each) => sum + each, 0);
  if (same < ALIKE * Math.max(before.text.trim().length, after.text.trim().length)) return [before, after];
  return [
    { ...before, changed: ranges(parts.filter(({ added }) => !added)) },
    { ...after, changed: ranges(parts.filter(({ removed }) => !removed)) },
  ];
}

/** Of the parts of one side, those that only this side has. */
function ranges(
  parts: readonly { readonly value: string; readonly added: boolean; readonly removed: boolean }[],
): readonly Range[] {
  let at = 0;
  return parts.flatMap(({ value, added, removed }): readonly Range[] => {
    const start = at;
    at += value.length;
    return added || removed ? [[start, at]] : [];
  });
}
