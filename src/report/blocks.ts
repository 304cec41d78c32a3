/** Tables and text, one below the other. */
import type { Table } from './output.ts';

/** Tables without rows are left out; an empty line stands between the others. */
export async function* printBlocks(
  blocks: readonly (Table | string)[],
  options: { readonly hasHeader: boolean },
): AsyncIterable<string> {
  let isFirst = true;
  for (const block of blocks) {
    const text = typeof block === 'string' ? block : await tableText(block, options);
    if (text === '') continue;
    yield isFirst ? text : `\n${text}`;
    isFirst = false;
  }
}

async function tableText({ headers, rows }: Table, options: { readonly hasHeader: boolean }): Promise<string> {
  // Loaded here: counting cells takes longer than all that is printed without a table.
  const { formatTable } = await import('./table.ts');
  const columns = headers.map((header, index) => ({ header, cell: (row: readonly string[]) => row[index] ?? '' }));
  return formatTable(columns, rows, options);
}
