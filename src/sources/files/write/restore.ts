/** What gives a file back the bytes it had before a write, and the bytes that come of it. */
import type { BytePiece, FileBytes } from '../../../model/restore.ts';
import type { JsonObject } from '../../../plugin-api/index.ts';
import type { Hunk } from '../edit/hunks.ts';
import { renderDocument } from '../edit/render.ts';
import { linesOf } from './piece-lines.ts';

/** `text` is that after the write. */
export function piecesOf(text: string, hunks: readonly Hunk[]): readonly BytePiece[] {
  const bytes = Buffer.from(text);
  let at = 0;
  let offset = 0;
  return hunks.map(({ start, end, old }) => {
    offset += Buffer.byteLength(text.slice(at, start));
    at = start;
    const place = { at: offset, length: Buffer.byteLength(text.slice(start, end)) };
    return { ...place, old, lines: linesOf(bytes, place) };
  });
}

/** `undefined`: some of what stood there is not kept, and nothing stands for it. */
export function putBack(bytes: Buffer, pieces: readonly BytePiece[]): Buffer | undefined {
  const parts: Buffer[] = [];
  let from = 0;
  for (const { at, length, old, object, isLost } of pieces) {
    if (isLost === true || at < from || at + length > bytes.length) return undefined;
    const text = object === undefined ? old : documentFor(object as unknown as JsonObject, old);
    parts.push(bytes.subarray(from, at), Buffer.from(text, 'utf8'));
    from = at + length;
  }
  return Buffer.concat([...parts, bytes.subarray(from)]);
}

/** What is kept of an object in the place of its document. `separators`: of the old text what stood around it. */
function documentFor(object: JsonObject, separators: string): string {
  const [before = '', after = ''] = separators.split('\0');
  return `${before}${renderDocument(object)}${after}`;
}

/** Whether the restore gives back all that was there. */
export function isWhole({ pieces }: Pick<FileBytes, 'pieces'>): boolean {
  return pieces.every(({ object, isLost }) => object === undefined && isLost !== true);
}
