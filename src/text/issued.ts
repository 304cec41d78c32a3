/** Credentials that say themselves what they are, wherever they stand: in a name, an address, a message. Pure. */

/** What stands for a credential wherever one is hidden. */
export const MASK = '***';

/**
 * As those who issue tokens begin them, and addresses that let somebody in. Names of objects must stay readable: what is
 * all words and dashes needs a beginning that no name has, or characters that no name may have.
 */
export const ISSUED: readonly RegExp[] = [
  /-----BEGIN [A-Z ]+-----[\s\S]*?(?:-----END[^-]*-----|$)/,
  /\b(?:AKIA|ASIA)[A-Z0-9]{12,}/,
  /\bAIza[\w-]{20,}/,
  /\b(?:gh[opusr]_|github_pat_|dckr_pat_|[sr]k_(?:live|test)_|dop_v1_|shp(?:at|ca|pa|ss)_)\w{12,}/,
  /\bnpm_[A-Za-z0-9]{20,}/,
  /\bgl(?:pat|dt|rt|ptt|cbt|ft|soat|oas|agent)-[\w-]{12,}/,
  /\bxox[abeoprs]-[\w-]{10,}/,
  /\bsk-(?:(?:proj|ant|svcacct|admin)-[\w-]{16,}|[A-Za-z0-9]{32,})/,
  /\bhv[bs]\.[\w-]{12,}/,
  /\bSG\.[\w-]{12,}\.[\w-]{12,}/,
  /\bya29\.[\w-]{20,}/,
  /\bAGE-SECRET-KEY-[A-Z0-9]{12,}/,
  /\beyJ[\w-]{8,}\.[\w-]{4,}(?:\.[\w-]*)?/,
  // Whoever is let in by an address: a user with a password, or a token alone. A password may hold what it should not.
  /(?<=:\/\/)[^\s/"'<>]+(?=@)/,
  /(?<=:\/\/)[^\s/@:]*:(?!\d{1,5}\/)[^\s@"'<>]+(?=@)/,
];

/** One of the letters that each begins with: most text has none, and is looked at once. */
const BEGINNINGS =
  /:\/\/|-----B|A[KS]IA|AIza|gh[opusr]_|_pat_|k_(?:live|test)_|dop_v1_|shp(?:at|ca|pa|ss)_|npm_|gl[a-z]{2,5}-|xox|sk-|hv[bs]\.|SG\.|ya29|AGE-|eyJ/;

const EVERY: readonly RegExp[] = ISSUED.map(({ source, flags }) => new RegExp(source, `${flags}g`));

export function hasIssued(text: string): boolean {
  return BEGINNINGS.test(text) && ISSUED.some((shape) => shape.test(text));
}

/** The text with `***` for each of them. */
export function withoutIssued(text: string): string {
  if (!BEGINNINGS.test(text)) return text;
  return EVERY.reduce((masked, shape) => masked.replace(shape, MASK), text);
}
