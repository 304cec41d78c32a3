/** Rows of a screen as data: spans of text with a meaning. Every row is made to an exact number of cells. */

import { cutEnd, displayWidth, takeStart } from '../../text/width.ts';
import type { Token } from '../theme.ts';

export interface Span {
  readonly text: string;
  readonly token?: Token;
  /** In the row that keys are for. */
  readonly isFocused?: true;
  /** The row of a list that it belongs to, for the mouse. */
  readonly at?: RowAt;
}
export interface RowAt {
  readonly list: string;
  readonly id: string;
  readonly index: number;
  readonly isCursor: boolean;
}
export type Line = readonly Span[];
/** A piece of a row as it is written in screens: bare text has no special meaning. */
export type Piece = Span | string;

export const BLANK: Line = [];

export function span(text: string, token?: Token): Span {
  return token === undefined ? { text } : { text, token };
}

export function line(...pieces: readonly Piece[]): Line {
  return pieces.map((piece) => (typeof piece === 'string' ? { text: piece } : piece)).filter(({ text }) => text !== '');
}

export function lineWidth(row: Line): number {
  return row.reduce((sum, { text }) => sum + displayWidth(text), 0);
}

export function lineText(row: Line): string {
  return row.map(({ text }) => text).join('');
}

/** Exactly so many cells: filled with blanks, or cut with an ellipsis. */
export function toWidth(row: Line, width: number): Line {
  if (width <= 0) return BLANK;
  const has = lineWidth(row);
  if (has === width) return row;
  if (has < width) return [...row, { text: ' '.repeat(width - has) }];
  const kept: Span[] = [];
  let left = width;
  for (const part of row) {
    const size = displayWidth(part.text);
    if (size < left) {
      kept.push(part);
      left -= size;
      continue;
    }
    const isLast = part === row.at(-1) && size === left;
    const text = isLast ? part.text : cutTo(part.text, left);
    kept.push({ ...part, text });
    break;
  }
  return toWidth(kept, width);
}

/** With an ellipsis even where the text itself would just fit, because something follows it. */
function cutTo(text: string, width: number): string {
  const cut = displayWidth(text) <= width ? `${takeStart(text, width - 1)}…` : cutEnd(text, width);
  return displayWidth(cut) > width ? takeStart(cut, width) : cut;
}

/** Left and right aligned parts in one row; the right part stays whole, the left one is cut. */
export function spread(left: Line, right: Line, width: number): Line {
  const room = width - lineWidth(right);
  return room <= 0 ? toWidth(right, width) : [...toWidth(left, room), ...right];
}

/** The row with the cursor in the pane that has the keys: in reverse from edge to edge. */
export function inFocus(row: Line, width: number): Line {
  return toWidth(row, width).map((part) => ({ ...part, isFocused: true }));
}

/** The row as one of a list: the mouse finds it. */
export function listed(row: Line, at: RowAt): Line {
  return row.map((part) => ({ ...part, at }));
}

/** All text of the row in bold, glyph and severity tokens kept. */
export function strong(row: Line): Line {
  return row.map((part) => (part.token === undefined || part.token === 'text' ? span(part.text, 'text.strong') : part));
}
