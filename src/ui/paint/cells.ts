/** Rows of a frame as cells, where each cell can be told from its place in the text. */
import { applied, type Look, PLAIN } from './looks.ts';

export interface Cells {
  /** One UTF-16 unit a cell. */
  readonly text: string;
  /** Of each cell. */
  readonly looks: readonly Look[];
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: sequences of the terminal are what is looked for
const SGR = /\u001b\[([\d;]*)m/g;
/**
 * One cell each on every terminal: ASCII, letters of Latin, Greek and Cyrillic, and the marks of the screens. Terminals do
 * not agree on how wide all others are.
 */
const SINGLE = /^[ -~¡-¬®-˿Ͱ-ͷΑ-ω–—‘-”•…‹›←-↓↺≠─-▓■▲▸►◆◇◈○◌◎●◐✓✗]*$/;

/** Undefined where characters stand in the row of which the width is not certain, or sequences that are not known. */
export function cellsOf(row: string): Cells | undefined {
  if (!row.includes('\u001b'))
    return SINGLE.test(row) ? { text: row, looks: new Array(row.length).fill(PLAIN) } : undefined;
  let text = '';
  const looks: Look[] = [];
  let now = PLAIN;
  let from = 0;
  const add = (part: string): void => {
    text += part;
    for (let at = 0; at < part.length; at++) looks.push(now);
  };
  for (const { 0: sequence, 1: parameters = '', index } of row.matchAll(SGR)) {
    add(row.slice(from, index));
    const next = applied(now, parameters);
    if (next === undefined) return undefined;
    now = next;
    from = index + sequence.length;
  }
  add(row.slice(from));
  return SINGLE.test(text) ? { text, looks } : undefined;
}
