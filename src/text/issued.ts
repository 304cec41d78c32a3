/** Credentials that say themselves what they are, wherever they stand: in a name, an address, a message. Pure. */

/** What stands for a credential wherever one is hidden. */
export const MASK = '***';

/**
 * As those who issue tokens begin them, and addresses that let somebody in. Names of objects must stay readable: what is
 * all words and dashes needs a beginning that no name has, or characters that no name may have.
 */
export const SHAPES: readonly (readonly [name: string, shape: RegExp])[] = [
  ['a PEM block', /-----BEGIN [A-Z ]+-----[\s\S]*?(?:-----END[^-]*-----|$)/],
  ['an AWS access key id', /\b(?:AKIA|ASIA)[A-Z0-9]{12,}/],
  ['a Google API key', /\bAIza[\w-]{20,}/],
  [
    'a token of GitHub, Docker Hub or a shop',
    /\b(?:gh[opusr]_|github_pat_|dckr_pat_|[sr]k_(?:live|test)_|dop_v1_|shp(?:at|ca|pa|ss)_)\w{12,}/,
  ],
  ['a token of a package registry', /\bnpm_[A-Za-z0-9]{20,}/],
  ['a GitLab token', /\bgl(?:pat|dt|rt|ptt|cbt|ft|soat|oas|agent)-[\w-]{12,}/],
  ['a Slack token', /\bxox[abeoprs]-[\w-]{10,}/],
  ['an API key', /\bsk-(?:(?:proj|ant|svcacct|admin)-[\w-]{16,}|[A-Za-z0-9]{32,})/],
  ['a Vault token', /\bhv[bs]\.[\w-]{12,}/],
  ['a SendGrid key', /\bSG\.[\w-]{12,}\.[\w-]{12,}/],
  ['a Google access token', /\bya29\.[\w-]{20,}/],
  ['an age key', /\bAGE-SECRET-KEY-[A-Z0-9]{12,}/],
  ['a JSON Web Token', /\beyJ[\w-]{8,}\.[\w-]{4,}(?:\.[\w-]*)?/],
  // Whoever is let in by an address: a user with a password, or a token alone. A password may hold what it should not.
  ['an address with a user', /(?<=:\/\/)[^\s/"'<>]+(?=@)/],
  ['an address with a password', /(?<=:\/\/)[^\s/@:]*:(?!\d{1,5}\/)[^\s@"'<>]+(?=@)/],
];

/** One of the letters that each begins with: most text has none, and is looked at once. */
const BEGINNINGS =
  /:\/\/|-----B|A[KS]IA|AIza|gh[opusr]_|_pat_|k_(?:live|test)_|dop_v1_|shp(?:at|ca|pa|ss)_|npm_|gl[a-z]{2,5}-|xox|sk-|hv[bs]\.|SG\.|ya29|AGE-|eyJ/;

const EVERY: readonly RegExp[] = SHAPES.map(([, { source, flags }]) => new RegExp(source, `${flags}g`));

/** Cheap: a text for which it is false holds none of the shapes. */
export function mayHoldIssued(text: string): boolean {
  return BEGINNINGS.test(text);
}

export function hasIssued(text: string): boolean {
  return BEGINNINGS.test(text) && SHAPES.some(([, shape]) => shape.test(text));
}

/** The text with `***` for each of them. */
export function withoutIssued(text: string): string {
  if (!BEGINNINGS.test(text)) return text;
  return EVERY.reduce((masked, shape) => masked.replace(shape, MASK), text);
}
