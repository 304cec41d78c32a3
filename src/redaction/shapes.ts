/** What credentials look like, in values and in texts. Pure. */

/** Tokens and keys that say themselves what they are, wherever they stand. */
const KNOWN: readonly RegExp[] = [
  /-----BEGIN [A-Z ]+-----[\s\S]*?(?:-----END[^-]*-----|$)/,
  /\b(?:AKIA|ASIA|AIza|ghp_|gho_|ghs_|github_pat_|glpat-|xox[abprs]-|sk_live_|sk-|npm_|hvs\.|dop_v1_)[A-Za-z0-9_-]{8,}/,
  /\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{4,}(?:\.[A-Za-z0-9_-]*)?/,
  // Whoever is let in by an address: a user with a password, or a token alone.
  /(?<=:\/\/)[^\s/@]+(?=@)/,
];

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

export function hasKnownShape(value: string): boolean {
  return KNOWN.some((shape) => shape.test(value));
}

const EVERY: readonly RegExp[] = [...KNOWN, ...IN_TEXT].map(({ source, flags }) => new RegExp(source, `${flags}g`));

/** The text with every credential in it as `***`. */
export function maskCredentials(text: string): string {
  return EVERY.reduce((masked, shape) => masked.replace(shape, '***'), text);
}
