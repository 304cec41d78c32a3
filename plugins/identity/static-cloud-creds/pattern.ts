/** Patterns of tables and settings: `*` stands for any characters, none among them. */

export function fits(pattern: string, text: string): boolean {
  const parts = pattern.split('*');
  const [first = ''] = parts;
  if (parts.length === 1) return text === first;
  const last = parts.at(-1) ?? '';
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}

/** The pattern is the end of a path, in whole segments. */
export function endsLike(pattern: string, path: string): boolean {
  return fits(pattern, path) || fits(`*/${pattern}`, path);
}
