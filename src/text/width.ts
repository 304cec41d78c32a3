/** Cells that text takes on a terminal, and text cut or filled to a number of cells. */

import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';

const PRINTABLE_ASCII = /^[\x20-\x7e]*$/;
/** One cell each, whatever stands beside them: rows are measured at each frame, and most hold nothing else. */
const NARROW = /^[\x20-\x7e·–…→↑↓─│━✓✗▸]*$/;
/** What is measured was made printable before: an escape sequence in it would be text. */
const AS_IT_STANDS = { countAnsiEscapeCodes: true } as const;

/** Made when it is needed: most text does without, and the start of the program should not wait for it. */
let segmenter: Intl.Segmenter | undefined;

/** What one press of an arrow key would step over. */
export function graphemes(text: string): readonly string[] {
  if (PRINTABLE_ASCII.test(text)) return text.split('');
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** Erased as a person sees it: one character, whatever it is made of. */
export function withoutLast(text: string): string {
  return graphemes(text).slice(0, -1).join('');
}

/** Cells of a terminal, as Ink counts them. Characters of ambiguous width take one. */
export function displayWidth(text: string): number {
  return NARROW.test(text) ? text.length : stringWidth(text, AS_IT_STANDS);
}

/** Cut at the end, with an ellipsis, to at most so many cells. */
export function cutEnd(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  return width < 1 ? '' : `${takeStart(text, width - 1)}…`;
}

/** Cut at the start: what is being typed shows its end. */
export function cutStart(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  return width < 1 ? '' : `…${takeEnd(text, width - 1)}`;
}

/** Cut in the middle: names differ at their ends, so the end is never lost. */
export function cutMiddle(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  if (width < 4) return cutEnd(text, width);
  const tail = Math.floor((width - 1) / 2);
  return `${takeStart(text, width - 1 - tail)}…${takeEnd(text, tail)}`;
}

export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}

export function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - displayWidth(text))) + text;
}

export function takeStart(text: string, width: number): string {
  let result = '';
  let used = 0;
  for (const grapheme of graphemes(text)) {
    used += displayWidth(grapheme);
    if (used > width) break;
    result += grapheme;
  }
  return result;
}

export function takeEnd(text: string, width: number): string {
  let result = '';
  let used = 0;
  for (const grapheme of [...graphemes(text)].reverse()) {
    used += displayWidth(grapheme);
    if (used > width) break;
    result = grapheme + result;
  }
  return result;
}

/** Broken into lines at blanks; a word longer than a line is cut where the line ends. */
export function wrap(text: string, width: number): readonly string[] {
  const trimmed = text.trim();
  if (displayWidth(trimmed) <= width) return [trimmed];
  return wrapAnsi(trimmed, Math.max(1, width), { hard: true }).split('\n');
}

/** Cut wherever a line is full, with every blank kept: text in which the place of characters means something. */
export function pieces(text: string, width: number): readonly string[] {
  const head = takeStart(text, width);
  return head === text || head === '' ? [text] : [head, ...pieces(text.slice(head.length), width)];
}

/** At most so many lines; what does not fit is told by an ellipsis. */
export function wrapTo(text: string, width: number, most: number): readonly string[] {
  const lines = wrap(text, width);
  if (lines.length <= most) return lines;
  return [...lines.slice(0, most - 1), cutEnd(lines.slice(most - 1).join(' '), width)];
}
