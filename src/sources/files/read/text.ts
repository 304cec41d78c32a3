/** The text of a file, or why it has none. */
import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { decoded, type Encoding, encoded, encodingOf } from '../../../text/encoding.ts';

export interface ManifestText {
  readonly text: string;
  readonly sha256: string;
  readonly encoding: Encoding;
  /** Not valid in its encoding: what could not be decoded is a replacement character, and the file cannot be edited. */
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
  const encoding = encodingOf(bytes);
  if (encoding !== 'utf-8') return wideTextOf(bytes, encoding);
  if (isWideWithoutMark(bytes))
    return { problem: 'it is UTF-16 without a byte order mark, which kubectl does not read. Save it as UTF-8.' };
  if (bytes.subarray(0, LOOK_FOR_NUL).includes(0))
    return { problem: 'it is a binary file. Name YAML or JSON files.', isForeign: true };
  return { text: bytes.toString('utf8'), sha256: sha256(bytes), encoding, isDoubtful: !isUtf8(bytes) };
}

/** Half a character at the end, and surrogates without their other half, do not come back. */
function wideTextOf(bytes: Buffer, encoding: Encoding): ManifestText {
  const text = decoded(bytes);
  return { text, sha256: sha256(bytes), encoding, isDoubtful: !encoded(text, encoding).equals(bytes) };
}

/** Text of a manifest begins in ASCII: then every other byte of UTF-16 is 0. */
function isWideWithoutMark(bytes: Buffer): boolean {
  const [first, second, third, fourth] = bytes;
  return [first, third].every(isAscii)
    ? second === 0 && fourth === 0
    : first === 0 && third === 0 && [second, fourth].every(isAscii);
}

function isAscii(byte: number | undefined): boolean {
  return byte !== undefined && ((byte >= 0x20 && byte < 0x7f) || byte === 0x0a || byte === 0x0d);
}

export function sha256(bytes: Buffer | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}
