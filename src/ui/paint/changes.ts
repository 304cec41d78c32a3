/** What turns one row on a terminal into another: only cells that differ are written. */
import { type Cells, cellsOf } from './cells.ts';
import { type Look, PLAIN, turned } from './looks.ts';

const ERASE_ROW = '\u001b[2K';
const ERASE_REST = '\u001b[K';
const BLANK = ' ';

/** The whole row, whatever stands there. The look before and after is plain. */
export function wholeRow(row: string, at: number, columns: number): string {
  const cells = fitting(row, columns);
  // Erased first where it is not certain which cell is the last that is written: the last one of the screen must stay.
  if (cells === undefined) return `${placed(at, 0)}${ERASE_ROW}${row}${turned(UNKNOWN, PLAIN)}`;
  const { text, look } = painted(cells, 0, cells.text.length, PLAIN);
  const rest = cells.text.length < columns ? ERASE_REST : '';
  return `${placed(at, 0)}${text}${turned(look, PLAIN)}${rest}`;
}

/** `at`: the row, 0 is the first. Nothing where they are the same. The look before and after is plain. */
export function changedRow(before: string, after: string, at: number, columns: number): string {
  if (before === after) return '';
  const [old, next] = [fitting(before, columns), fitting(after, columns)];
  return old === undefined || next === undefined ? wholeRow(after, at, columns) : changedCells(old, next, at);
}

/** What is beyond the edge is not written, whether or not the terminal would wrap it. */
function fitting(row: string, columns: number): Cells | undefined {
  const cells = cellsOf(row);
  return cells === undefined || cells.text.length <= columns ? cells : { ...cells, text: cells.text.slice(0, columns) };
}

/** A look that is none of those of cells. */
const UNKNOWN: Look = { on: -1, text: '', ground: '' };

function changedCells(old: Cells, next: Cells, at: number): string {
  const end = contentEnd(next);
  let written = '';
  let look: Look = PLAIN;
  let cursor = -1;
  const goTo = (column: number): void => {
    if (cursor === column) return;
    if (cursor < 0) written += placed(at, column);
    else {
      const between = painted(next, cursor, column, look);
      const move = `\u001b[${column + 1}G`;
      const isShort = column <= end && between.text.length < move.length;
      written += isShort ? between.text : move;
      if (isShort) look = between.look;
    }
    cursor = column;
  };
  for (let column = 0; column < end; column++) {
    if (isSame(old, next, column)) continue;
    goTo(column);
    const cell = painted(next, column, column + 1, look);
    written += cell.text;
    look = cell.look;
    cursor = column + 1;
  }
  if (!hasMore(old, next, end)) return written + turned(look, PLAIN);
  // Blanks that stand there are erased, too: nobody can tell them from an end of the row.
  goTo(end);
  return written + turned(look, PLAIN) + ERASE_REST;
}

/** Behind the last cell that is not a plain blank. */
function contentEnd({ text, looks }: Cells): number {
  let end = text.length;
  while (end > 0 && text[end - 1] === BLANK && looks[end - 1] === PLAIN) end--;
  return end;
}

/** Whether something stands behind the end of the new row. */
function hasMore(old: Cells, next: Cells, end: number): boolean {
  for (let column = end; column < old.text.length; column++) if (!isSame(old, next, column)) return true;
  return false;
}

function isSame(old: Cells, next: Cells, column: number): boolean {
  return (
    (old.text[column] ?? BLANK) === (next.text[column] ?? BLANK) &&
    (old.looks[column] ?? PLAIN) === (next.looks[column] ?? PLAIN)
  );
}

/** Cells as they are written, from a look on. */
function painted({ text, looks }: Cells, from: number, to: number, before: Look): { text: string; look: Look } {
  let written = '';
  let look = before;
  for (let column = from; column < to; column++) {
    const next = looks[column] ?? PLAIN;
    written += turned(look, next) + (text[column] ?? BLANK);
    look = next;
  }
  return { text: written, look };
}

function placed(row: number, column: number): string {
  return column === 0 ? `\u001b[${row + 1}H` : `\u001b[${row + 1};${column + 1}H`;
}
