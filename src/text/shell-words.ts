/** Scripts of a POSIX shell taken apart into words, as far as that goes without running them. Pure. */

const SHELLS = /^(?:.*\/)?(?:ba|da|a|k|z)?sh$/;
/** What ends a command and begins the next one. */
const BETWEEN = /^(?:;;?|&&?|\|\|?|\n|[(){}])/;

/**
 * Commands of a script, each as its words without quotes. Expansions stay as they are written: `$KEY` is a word. What is in
 * a here document is taken for commands as well.
 */
export function shellCommands(script: string): readonly (readonly string[])[] {
  const commands: string[][] = [[]];
  let rest = script;
  while (rest !== '') {
    const skipped = /^(?:[ \t\r]|\\\n|#[^\n]*)+/.exec(rest)?.[0] ?? '';
    rest = rest.slice(skipped.length);
    const between = BETWEEN.exec(rest)?.[0];
    const raw = between ?? wordAt(rest);
    if (between !== undefined) commands.push([]);
    else if (raw !== '') commands.at(-1)?.push(unquoted(raw));
    // Something that belongs nowhere is passed over, so that each turn ends nearer to the end.
    rest = rest.slice(Math.max(1, raw.length));
  }
  return commands.filter(({ length }) => length > 0);
}

function wordAt(text: string): string {
  return /^(?:\\[\s\S]|'[^']*'|"(?:\\[\s\S]|[^"\\])*"|\$\{[^}]*\}|[^\s;&|(){}'"\\])+/.exec(text)?.[0] ?? '';
}

function unquoted(word: string): string {
  return word.replace(
    /'([^']*)'|"((?:\\[\s\S]|[^"\\])*)"|\\([\s\S])/g,
    (_, single?: string, double?: string, escaped?: string) =>
      single ?? double?.replace(/\\\n/g, '').replace(/\\([$`"\\])/g, '$1') ?? (escaped === '\n' ? '' : escaped) ?? '',
  );
}

/** The commands that a command line runs: itself, or those of the script that it hands to a shell. */
export function commandsOf(words: readonly string[]): readonly (readonly string[])[] {
  const shell = words.findIndex((word) => SHELLS.test(word));
  const flag = shell < 0 ? -1 : words.findIndex((word, at) => at > shell && /^-[a-z]*c$/.test(word));
  const script = flag < 0 ? undefined : words[flag + 1];
  return script === undefined ? [words] : shellCommands(script);
}
