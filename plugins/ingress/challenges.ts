/** Requests by which a certificate is issued, which are asked for without TLS. */

/** One file of the challenge. No pattern: that is more. */
const CHALLENGE = /^\/\.well-known\/acme-challenge\/[\w-]*$/;

export function isOfChallenge(path: string): boolean {
  return CHALLENGE.test(path);
}
