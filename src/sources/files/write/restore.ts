/** What gives a file back the bytes it had before a write. */
import { isJsonObject } from '../../../kube/path.ts';
import type { Json, ObjectRef } from '../../../plugin-api/index.ts';
import type { Hunk } from '../edit/hunks.ts';

/** Offsets and lengths are bytes of the file as it was after the write. */
export interface BytePiece {
  readonly at: number;
  readonly length: number;
  readonly old: string;
}

/** One file given back. `sha256` is that of the file after the write; a removed file has none. */
export type FileRestore = { readonly file: string } & (
  | { readonly how: 'splice'; readonly sha256: string; readonly pieces: readonly BytePiece[] }
  | { readonly how: 'remove'; readonly sha256: string }
  | { readonly how: 'create'; readonly content: string }
);

/** `more`: kustomizations that the same write changed. */
export type Restore = FileRestore & { readonly ref: ObjectRef; readonly more?: readonly FileRestore[] };

/** No kustomization ever lists a file that is not there. */
export function inOrder(restore: Restore): readonly FileRestore[] {
  const { more = [] } = restore;
  return restore.how === 'create' ? [restore, ...more] : [...more, restore];
}

export function piecesOf(text: string, hunks: readonly Hunk[]): readonly BytePiece[] {
  let at = 0;
  let offset = 0;
  return hunks.map(({ start, end, old }) => {
    offset += Buffer.byteLength(text.slice(at, start));
    at = start;
    return { at: offset, length: Buffer.byteLength(text.slice(start, end)), old };
  });
}

export function putBack(bytes: Buffer, pieces: readonly BytePiece[]): Buffer {
  const parts: Buffer[] = [];
  let from = 0;
  for (const { at, length, old } of pieces) {
    parts.push(bytes.subarray(from, at), Buffer.from(old, 'utf8'));
    from = at + length;
  }
  return Buffer.concat([...parts, bytes.subarray(from)]);
}

export function toJson(restore: Restore): Json {
  return JSON.parse(JSON.stringify(restore)) as Json;
}

/** `undefined`: it is none of ours. */
export function restoreOf(value: Json): Restore | undefined {
  if (!isJsonObject(value) || !isJsonObject(value.ref) || !isFileRestore(value)) return undefined;
  const { more = [] } = value;
  return Array.isArray(more) && more.every(isFileRestore) ? (value as unknown as Restore) : undefined;
}

function isFileRestore(value: unknown): boolean {
  if (!isJsonObject(value) || typeof value.file !== 'string') return false;
  const { how, sha256, pieces, content } = value;
  const isSplice = how === 'splice' && typeof sha256 === 'string' && Array.isArray(pieces) && pieces.every(isPiece);
  const isOther = (how === 'remove' && typeof sha256 === 'string') || (how === 'create' && typeof content === 'string');
  return isSplice || isOther;
}

function isPiece(value: unknown): boolean {
  if (!isJsonObject(value)) return false;
  return Number.isInteger(value.at) && Number.isInteger(value.length) && typeof value.old === 'string';
}
