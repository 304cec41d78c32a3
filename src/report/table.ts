/** Tables as kubectl prints them: upper-case headers, columns three spaces apart, nothing else. */
import { printable } from '../text/printable.ts';
import { displayWidth, padEnd } from '../text/width.ts';

export interface Column<Row> {
  readonly header: string;
  readonly cell: (row: Row) => string;
}

const GAP = '   ';

/** Every cell is made printable. Empty without rows. */
export function formatTable<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  { hasHeader }: { readonly hasHeader: boolean },
): string {
  if (rows.length === 0) return '';
  const lines = [
    ...(hasHeader ? [columns.map(({ header }) => header)] : []),
    ...rows.map((row) => columns.map(({ cell }) => cellText(cell(row)))),
  ];
  const widths = columns.map((_, index) => Math.max(...lines.map((line) => displayWidth(line[index] ?? ''))));
  return lines.map((line) => `${joinCells(line, widths)}\n`).join('');
}

function cellText(text: string): string {
  const clean = printable(text).trim();
  return clean === '' ? '<none>' : clean;
}

function joinCells(cells: readonly string[], widths: readonly number[]): string {
  return cells
    .map((cell, index) => padEnd(cell, widths[index] ?? 0))
    .join(GAP)
    .trimEnd();
}
