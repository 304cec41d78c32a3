/** What a line after `:` may become. Pure. */
import { COMMANDS, type Completing } from './commands.ts';

/** The name of a command, then what may follow it; a whole line each. */
export function completions(state: Completing, text: string): readonly string[] {
  const space = text.indexOf(' ');
  if (space < 0) return COMMANDS.map(({ name }) => name).filter((name) => name.startsWith(text));
  const [name, typed] = [text.slice(0, space), text.slice(space + 1).trimStart()];
  const words = COMMANDS.find((each) => each.name === name)?.words?.(state) ?? [];
  return words.filter((word) => word.startsWith(typed)).map((word) => `${name} ${word}`);
}

/** True for the name of a command that something follows. */
export function takesWords(text: string): boolean {
  return COMMANDS.some(({ name, words }) => name === text && words !== undefined);
}
