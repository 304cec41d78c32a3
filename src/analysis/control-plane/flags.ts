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

/** What a list holds: `Node,RBAC` on a command line, `[Node,RBAC]` in `/flagz`. */
export function listOf(flags: Flags, name: string): readonly string[] {
  const value = (flags.get(name) ?? '').replace(/^\[|\]$/g, '');
  return value
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

/** Set to something: an empty value is none. */
export function isSet(flags: Flags, name: string): boolean {
  return !['', '[]'].includes(flags.get(name) ?? '');
}

/** Those that are not set, named for a sentence: `--a and --b are not set`. */
export function notSet(flags: Flags, names: readonly string[]): string | undefined {
  const missing = names.filter((name) => !isSet(flags, name)).map((name) => `--${name}`);
  if (missing.length === 0) return undefined;
  return `${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} not set`;
}
