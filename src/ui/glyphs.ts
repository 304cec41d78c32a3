/** Every mark of the screens with its ASCII stand-in. Both take one cell, so the layout is the same in either. */
import { displayWidth, graphemes } from '../text/width.ts';

interface Glyph {
  readonly mark: string;
  readonly ascii: string;
}

function glyph(mark: string, ascii: string): Glyph {
  return { mark, ascii };
}

const TABLE = {
  pass: glyph('✓', '+'),
  fail: glyph('✗', 'x'),
  unknown: glyph('?', '?'),
  error: glyph('!', '!'),
  ask: glyph('◇', 'o'),
  answered: glyph('◆', '*'),
  waived: glyph('○', 'w'),
  notApplicable: glyph('–', '-'),
  waiting: glyph('·', '.'),
  low: glyph('░', '-'),
  medium: glyph('▒', '='),
  high: glyph('▓', '#'),
  critical: glyph('█', '@'),
  cursor: glyph('▸', '>'),
  marked: glyph('●', '*'),
  undone: glyph('↺', '<'),
  fresh: glyph('◈', 'n'),
  changed: glyph('≠', 'c'),
  again: glyph('◎', 'e'),
  partly: glyph('◐', '%'),
  unsettled: glyph('~', '~'),
  running: glyph('◌', '~'),
  production: glyph('▲', '!'),
  barDone: glyph('━', '='),
  rule: glyph('─', '-'),
  vertical: glyph('│', '|'),
  topLeft: glyph('┌', '+'),
  topRight: glyph('┐', '+'),
  bottomLeft: glyph('└', '+'),
  bottomRight: glyph('┘', '+'),
  path: glyph('›', '>'),
  owner: glyph('‹', '<'),
  arrow: glyph('→', '>'),
  up: glyph('↑', '^'),
  down: glyph('↓', 'v'),
  ellipsis: glyph('…', '.'),
  others: glyph('»', '}'),
  caret: glyph('▌', '_'),
} as const satisfies Readonly<Record<string, Glyph>>;

type GlyphName = keyof typeof TABLE;

/** The marks as the screens are composed with; `toAscii` translates a whole row at the end. */
export const GLYPHS = Object.fromEntries(Object.entries(TABLE).map(([name, { mark }]) => [name, mark])) as {
  readonly [Name in GlyphName]: string;
};

const ASCII = new Map<string, string>(Object.values(TABLE).map(({ mark, ascii }) => [mark, ascii]));

/**
 * The same row in ASCII, cell for cell: an arrow takes the blank that follows it, an ellipsis that or the character
 * before it. Text of the cluster that is not in the table becomes question marks.
 */
export function toAscii(text: string): string {
  if (isAscii(text)) return text;
  const prepared = text
    .replaceAll('→ ', '->')
    .replaceAll('… ', '..')
    .replace(/[ -~]…/g, '..');
  return graphemes(prepared)
    .map((grapheme) => (isAscii(grapheme) ? grapheme : (ASCII.get(grapheme) ?? '?'.repeat(displayWidth(grapheme)))))
    .join('');
}

function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) > 0x7e) return false;
  return true;
}
