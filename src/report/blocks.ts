/** Tables and text, one below the other. */
import type { Table } from './output.ts';
import { formatTable } from './table.ts';

/** Tables without rows are left out; an empty line stands between the others. */
export function* printBlocks(
  blocks: readonly (Table | string)[],
  options: { readonly hasHeader: boolean },
): Iterable<string> {
  let isFirst = true;
  for (const block of blocks) {
    const text = typeof block === 'string' ? block : tableText(block, options);
    if (text === '') continue;
    yield isFirst ? text : `\n${text}`;
    isFirst = false;
  }
}

function tableText({ headers, rows }: Table, options: { readonly hasHeader: boolean }): string {
  const columns = headers.map((header, index) => ({ header, cell: (row: readonly string[]) => row[index] ?? '' }));
  return formatTable(columns, rows, options);
}
