/** Flags of a program as its command line gives them. */

/** Last value of each flag; a flag without a value is `true`. */
export type Flags = ReadonlyMap<string, string>;

/**
 * `--name=value` and `--name value`; the last of repeated flags wins, as in the program itself. A word after a flag that
 * is no flag is its value: the components take no other words.
 */
export function parseFlags(words: readonly string[]): Flags {
  const flags = new Map<string, string>();
  for (const [index, word] of words.entries()) {
    const match = /^--([a-z0-9][a-z0-9-]*)(?:=(.*))?$/s.exec(word);
    if (match?.[1] === undefined) continue;
    const next = words[index + 1];
    flags.set(match[1], match[2] ?? (next === undefined || next.startsWith('--') ? 'true' : next));
  }
  return flags;
}
