/** What gives a file back the bytes it had before a write, and the bytes that come of it. */
import type { BytePiece, FileBytes } from '../../../model/restore.ts';
import type { JsonObject } from '../../../plugin-api/index.ts';
import { type Encoding, encoded } from '../../../text/encoding.ts';
import type { Hunk } from '../edit/hunks.ts';
import { renderDocument } from '../edit/render.ts';
import { linesOf } from './piece-lines.ts';

/** `text` is that after the write. */
export function piecesOf(text: string, hunks: readonly Hunk[], encoding: Encoding = 'utf-8'): readonly BytePiece[] {
  const bytes = encoded(text, encoding);
  const lengthOf = (from: number, to: number) => encoded(text.slice(from, to), encoding).length;
  let at = 0;
  let offset = 0;
  return hunks.map(({ start, end, old }) => {
    offset += lengthOf(at, start);
    at = start;
    const place = { at: offset, length: lengthOf(start, end) };
    return { ...place, old, lines: linesOf(bytes, place) };
  });
}

/** Of UTF-8 nothing is said. */
export function named(encoding: Encoding): Pick<FileBytes, 'encoding'> {
  return encoding === 'utf-8' ? {} : { encoding };
}

/** `undefined`: some of what stood there is not kept, and nothing stands for it. */
export function putBack(
  bytes: Buffer,
  { pieces, encoding = 'utf-8' }: Pick<FileBytes, 'pieces' | 'encoding'>,
): Buffer | undefined {
  const parts: Buffer[] = [];
  let from = 0;
  for (const { at, length, old, object, isLost } of pieces) {
    if (isLost === true || at < from || at + length > bytes.length) return undefined;
    const text = object === undefined ? old : documentFor(object as unknown as JsonObject, old);
    parts.push(bytes.subarray(from, at), encoded(text, encoding));
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
