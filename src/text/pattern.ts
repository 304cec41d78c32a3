/** Whether the whole text fits the pattern; `*` stands for any characters, everything else for itself. */
export function fitsPattern(pattern: string, text: string): boolean {
  const star = pattern.indexOf('*');
  if (star < 0) return pattern === text;
  // Most texts are told from most patterns by how they begin: those are split no further.
  if (!text.startsWith(pattern.slice(0, star))) return false;
  const rest = pattern.slice(star + 1).split('*');
  const last = rest.pop() ?? '';
  let at = star;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}

const SIGNS = /[\\^$.+?()[\]{}|]/g;

/** Whether a text fits one of them, told by one look: for patterns that thousands of texts are held against. */
export function fitsAny(patterns: readonly string[]): (text: string) => boolean {
  if (patterns.length === 0) return () => false;
  const sources = patterns.map((pattern) => pattern.replace(SIGNS, '\\$&').replaceAll('*', '.*'));
  const any = new RegExp(`^(?:${sources.join('|')})$`, 's');
  return (text) => any.test(text);
}
