/** What a terminal sends for the keys of the table. Each chunk is whole: nothing waits for the rest of a sequence. */
import { KEYMAP } from '../../../src/ui/keymap.ts';

const NAMED: Readonly<Record<string, string>> = {
  up: '\u001b[A',
  down: '\u001b[B',
  right: '\u001b[C',
  left: '\u001b[D',
  pageup: '\u001b[5~',
  pagedown: '\u001b[6~',
  home: '\u001b[H',
  end: '\u001b[F',
  delete: '\u001b[3~',
  'shift-tab': '\u001b[Z',
  // A lone escape would be waited for.
  esc: '\u001b[27u',
  enter: '\r',
  tab: '\t',
  space: ' ',
  backspace: '\u007f',
};
/** Leaving, stopping and lending the terminal have tests of their own. */
const LEFT_OUT: ReadonlySet<string> = new Set(['ctrl-c', 'ctrl-z', 'ctrl-e']);

export function sentBy(key: string): string {
  const named = NAMED[key];
  if (named !== undefined) return named;
  const letter = /^ctrl-([a-z])$/.exec(key)?.[1];
  return letter === undefined ? key : String.fromCharCode(letter.charCodeAt(0) - 0x60);
}

export const KEY_NAMES: readonly string[] = [...new Set(KEYMAP.flatMap(({ keys }) => keys))].filter(
  (key) => !LEFT_OUT.has(key),
);
