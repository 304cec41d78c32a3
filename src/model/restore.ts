/** What gives a file back what it held before a write: in the journal before the write, and opaque to all but files. */
import { isJsonObject } from '../kube/path.ts';
import type { Json, KubeObject, ObjectRef } from '../plugin-api/index.ts';
import type { Encoding } from '../text/encoding.ts';

/** One stretch that a write changed. Offsets and lengths are bytes of the file as it is after the write. */
export interface BytePiece {
  readonly at: number;
  readonly length: number;
  /** What stood there. */
  readonly old: string;
  /** Hashes of the lines around it and of its own, by which it is found when the rest of the file has changed. */
  readonly lines?: PieceLines;
  /** In place of what stood there, which held something that no journal keeps: the object as far as it is kept. */
  readonly object?: KubeObject;
  /** What stood there is not kept, and nothing can stand for it. */
  readonly isLost?: true;
}

/** Short hashes: they tell lines apart and give none away. */
export interface PieceLines {
  readonly hashes: readonly string[];
  /** How many of them stand before the line in which the piece begins, and after the one in which it ends. */
  readonly before: number;
  readonly after: number;
  /** Bytes from the start of its first line to the piece. */
  readonly lead: number;
}

export interface FileBytes {
  /** Absolute, links resolved. */
  readonly file: string;
  /** SHA-256 of the file before and after the write; null: there is no file. */
  readonly before: string | null;
  readonly after: string | null;
  readonly pieces: readonly BytePiece[];
  /** In which old text becomes bytes; without it UTF-8. */
  readonly encoding?: Encoding;
}

/** The file in which the object stands, and `more` that the same write changed: all are given back, or none. */
export interface FileRestore extends FileBytes {
  readonly ref: ObjectRef;
  readonly more?: readonly FileBytes[];
}

export function filesIn(restore: FileRestore): readonly FileBytes[] {
  return [restore, ...(restore.more ?? [])];
}

export function restoreJson(restore: FileRestore): Json {
  return JSON.parse(JSON.stringify(restore)) as Json;
}

/** `undefined`: it is none of ours. */
export function restoreOf(value: Json | undefined): FileRestore | undefined {
  if (!isJsonObject(value) || !isJsonObject(value.ref) || !isFile(value)) return undefined;
  const { more = [] } = value;
  return Array.isArray(more) && more.every(isFile) ? (value as unknown as FileRestore) : undefined;
}

function isFile(value: unknown): boolean {
  if (!isJsonObject(value) || typeof value.file !== 'string') return false;
  const { before, after, pieces, encoding = 'utf-8' } = value;
  if (!ENCODINGS.has(encoding)) return false;
  return isHash(before) && isHash(after) && Array.isArray(pieces) && pieces.every(isPiece);
}

const ENCODINGS: ReadonlySet<unknown> = new Set<Encoding>(['utf-8', 'utf-16le', 'utf-16be']);

function isHash(value: unknown): boolean {
  return value === null || (typeof value === 'string' && /^[0-9a-f]{64}$/.test(value));
}

function isPiece(value: unknown): boolean {
  if (!isJsonObject(value)) return false;
  const { at, length, old } = value;
  return isOffset(at) && isOffset(length) && typeof old === 'string';
}

function isOffset(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
