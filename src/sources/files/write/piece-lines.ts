/** Finds a stretch of a file again after the rest of it has changed: by hashes of its lines and of those around it. */
import { createHash } from 'node:crypto';
import type { BytePiece, PieceLines } from '../../../model/restore.ts';

const AROUND = 2;
/** Enough to tell lines apart, too little to guess one by. */
const DIGITS = 6;
const FEED = 0x0a;

export function linesOf(bytes: Buffer, { at, length }: Pick<BytePiece, 'at' | 'length'>): PieceLines {
  const starts = lineStarts(bytes);
  const first = lineAt(starts, at);
  const last = lineAt(starts, at + Math.max(0, length - 1));
  const from = Math.max(0, first - AROUND);
  // Behind the last line end new text may go: nothing stands there to know the place by.
  const lines = starts.at(-1) === bytes.length ? starts.length - 1 : starts.length;
  const to = Math.max(last, Math.min(lines - 1, last + AROUND));
  return {
    hashes: starts.slice(from, to + 1).map((_, index) => hashOf(bytes, starts, from + index)),
    before: first - from,
    after: to - last,
    lead: at - (starts[first] ?? 0),
  };
}

/** The pieces where they stand now, when each is in exactly one place, in their order. */
export function foundAgain(bytes: Buffer, pieces: readonly BytePiece[]): readonly BytePiece[] | undefined {
  const starts = lineStarts(bytes);
  const hashes = starts.map((_, index) => hashOf(bytes, starts, index));
  const found: BytePiece[] = [];
  for (const piece of pieces) {
    const line = piece.lines === undefined ? undefined : placeOf(hashes, piece.lines);
    const start = line === undefined ? undefined : starts[line];
    if (start === undefined || piece.lines === undefined) return undefined;
    const at = start + piece.lines.lead;
    const previous = found.at(-1);
    if (previous !== undefined && at < previous.at + previous.length) return undefined;
    found.push({ ...piece, at });
  }
  return found;
}

/** The line in which the piece begins. With fewer lines around it where others changed their neighbours. */
function placeOf(hashes: readonly string[], { hashes: wanted, before, after }: PieceLines): number | undefined {
  for (let around = AROUND; around > 0; around--) {
    const skip = Math.max(0, before - around);
    const pattern = wanted.slice(skip, wanted.length - Math.max(0, after - around));
    const places = hashes.flatMap((_, index) => (isAt(hashes, index, pattern) ? [index] : []));
    const [place, another] = places;
    if (place !== undefined && another === undefined) return place + before - skip;
    if (another !== undefined) return undefined;
  }
  return undefined;
}

function isAt(hashes: readonly string[], index: number, pattern: readonly string[]): boolean {
  return pattern.every((hash, offset) => hashes[index + offset] === hash);
}

/** A text that ends with a line end has an empty last line: there new text may go. */
function lineStarts(bytes: Buffer): readonly number[] {
  const starts = [0];
  for (let at = bytes.indexOf(FEED); at >= 0; at = bytes.indexOf(FEED, at + 1)) starts.push(at + 1);
  return starts;
}

function lineAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

function hashOf(bytes: Buffer, starts: readonly number[], index: number): string {
  const line = bytes.subarray(starts[index], starts[index + 1] ?? bytes.length);
  return createHash('sha256').update(line).digest('hex').slice(0, DIGITS);
}
