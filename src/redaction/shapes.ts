/** What credentials look like in texts that others wrote. Pure. */
import { MASK, withoutIssued } from '../text/issued.ts';

/**
 * In texts that a server or plugin sent, where a word too many that is hidden costs nothing. Of values of objects these
 * would hide whole sentences and digests, and what is hidden there cannot be given back.
 */
const IN_TEXT: readonly RegExp[] = [
  // Values that a webhook repeats: of variables, of members with a telling name, and what it calls a value.
  /(?<=\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+["']?\s?[=:]\s?["']?)[^\s"',;]+/,
  /(?<=\b[\w-]*(?:password|passwd|passphrase|secret|token|credential|api_?key|access_?key)["']?\s?[=:]\s?["']?)[^\s"',;]+/i,
  /(?<=(?<!Invalid |Unsupported |Duplicate )\bvalue\b[^"'\n]{0,20}["'])[^"'\n]+(?=["'])/,
  /\beyJ[\w-]+\.[\w-]+(?:\.[\w-]*)?/,
  /\b(?:bearer|basic)\s+[\w.~+/=-]{8,}/i,
  /-----BEGIN[\s\S]*?(?:-----END[^-]*-----|$)/,
  // Long random text; digests of images are public, and paths are cut by their slashes.
  /(?<!sha256:|[A-Za-z0-9_-])[A-Za-z0-9_-]{48,}/,
  /(?<![A-Za-z0-9+/])(?=[A-Za-z0-9/]*[+=])[A-Za-z0-9+/]{48,}={0,2}/,
];

const EVERY: readonly RegExp[] = IN_TEXT.map(({ source, flags }) => new RegExp(source, `${flags}g`));

/** The text with every credential in it as `***`. */
export function maskCredentials(text: string): string {
  return EVERY.reduce((masked, shape) => masked.replace(shape, MASK), withoutIssued(text));
}
