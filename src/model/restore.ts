/** What gives a file back what it held before a write: in the journal before the write, and opaque to all but files. */
import { isJsonObject } from '../kube/path.ts';
import type { Json, KubeObject, ObjectRef } from '../plugin-api/index.ts';

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

export interface FileRestore {
  /** Absolute, links resolved. */
  readonly file: string;
  readonly ref: ObjectRef;
  /** SHA-256 of the file before and after the write; null: there is no file. */
  readonly before: string | null;
  readonly after: string | null;
  readonly pieces: readonly BytePiece[];
}

export function restoreJson(restore: FileRestore): Json {
  return JSON.parse(JSON.stringify(restore)) as Json;
}

/** `undefined`: it is none of ours. */
export function restoreOf(value: Json | undefined): FileRestore | undefined {
  if (!isJsonObject(value) || typeof value.file !== 'string' || !isJsonObject(value.ref)) return undefined;
  const { before, after, pieces } = value;
  const isWhole = isHash(before) && isHash(after) && Array.isArray(pieces) && pieces.every(isPiece);
  return isWhole ? (value as unknown as FileRestore) : undefined;
}

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
