import { createHash } from 'node:crypto';

/** SHA-256 in hex, lower case, as krew wants it. */
export function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
