/** The text of a file, or why it has none. */
import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';

export interface ManifestText {
  readonly text: string;
  readonly sha256: string;
  /** Not valid UTF-8: what could not be decoded is a replacement character, and the file cannot be edited. */
  readonly isDoubtful: boolean;
}

const MAX_BYTES = 256 * 1024 * 1024;
const LOOK_FOR_NUL = 64 * 1024;

export interface NoText {
  readonly problem: string;
  /** No manifest can have been meant: it is empty, or no text at all. */
  readonly isForeign?: true;
}

export function textOf(bytes: Buffer): ManifestText | NoText {
  if (bytes.length === 0) return { problem: 'it is empty. Add objects or leave it out.', isForeign: true };
  if (bytes.length > MAX_BYTES) return { problem: `it is larger than ${MAX_BYTES / 1024 / 1024} MB. Split it.` };
  const mark = bytes.length < 2 ? 0 : bytes.readUInt16BE(0);
  if (mark === 0xfffe || mark === 0xfeff) return { problem: 'it is UTF-16. Save it as UTF-8.' };
  if (bytes.subarray(0, LOOK_FOR_NUL).includes(0))
    return { problem: 'it is a binary file. Name YAML or JSON files.', isForeign: true };
  return { text: bytes.toString('utf8'), sha256: sha256(bytes), isDoubtful: !isUtf8(bytes) };
}

export function sha256(bytes: Buffer | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}
