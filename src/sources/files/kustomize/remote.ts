/** What kustomize would fetch: told by the text alone, before anything runs. */

/** A scheme (`https://`, `git::`, `ssh://`, `oci://`, `gh:`), but no drive letter. */
const SCHEME = /^[a-z][a-z0-9+.-]+:/i;
/** `git@host:path`, or with any other user. */
const USER = /^[^/\s]+@[^/\s]+[:/]/;
const GITHUB = /^(?:www\.)?github\.com[:/]/i;
/** `host/owner/repo?ref=v1`, with the other parameters that kustomize knows. */
const QUERY = /\?(?:.*&)?(?:ref|version|timeout|submodules)=/i;

/** Without what may be a credential: user and password, and all parameters but the version. */
export function shownRemote(path: string): string {
  const [address = '', query] = path.split('?', 2);
  const plain = address.replace(/(^|\/\/)[^/@\s]+@/, '$1***@');
  if (query === undefined) return plain;
  const kept = query.split('&').map((pair) => (/^(?:ref|version)=/.test(pair) ? pair : `${pair.split('=', 1)[0]}=***`));
  return `${plain}?${kept.join('&')}`;
}

export function isRemote(path: string): boolean {
  const text = path.trim();
  return SCHEME.test(text) || USER.test(text) || GITHUB.test(text) || QUERY.test(text);
}
