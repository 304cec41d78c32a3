/** Words for a POSIX shell, whatever is in them. Pure. */

/** In single quotes: for scripts, where nothing else may be read into it. */
export function shellQuote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** In quotes only where they are needed: for commands that people read and copy. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : shellQuote(text);
}
