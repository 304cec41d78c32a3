/** What several splices, one after the other, changed in all: the places in the last text, and what stood there at first. */
import type { Splice } from './block.ts';

export interface Hunk {
  readonly start: number;
  readonly end: number;
  readonly old: string;
}

/** `text` is what the splice is about to change; the hunks are in order and do not meet. */
export function withSplice(hunks: readonly Hunk[], text: string, splice: Splice): readonly Hunk[] {
  const grown = splice.text.length - (splice.end - splice.start);
  const before = hunks.filter(({ end }) => end < splice.start);
  const after = hunks.filter(({ start }) => start > splice.end);
  const met = hunks.slice(before.length, hunks.length - after.length);
  const start = Math.min(splice.start, met[0]?.start ?? splice.start);
  const end = Math.max(splice.end, met.at(-1)?.end ?? splice.end);
  const merged: Hunk = { start, end: end + grown, old: originalOf(met, text, start, end) };
  const shifted = after.map((hunk) => ({ ...hunk, start: hunk.start + grown, end: hunk.end + grown }));
  return [...before, merged, ...shifted];
}

/** The first text of a stretch: that of the hunks in it, and what lies between them. */
function originalOf(hunks: readonly Hunk[], text: string, from: number, to: number): string {
  let at = from;
  let old = '';
  for (const hunk of hunks) {
    old += text.slice(at, hunk.start) + hunk.old;
    at = hunk.end;
  }
  return old + text.slice(at, to);
}
