/** The checklist as text: one row an item, in the order of the walk. */
import type { ItemSummary, ScanSnapshot } from '../model/snapshot.ts';
import { itemLabel } from './decision-table.ts';
import { type Column, formatTable } from './table.ts';

const COLUMNS: readonly Column<ItemSummary>[] = [
  { header: 'ITEM', cell: ({ id }) => itemLabel(id) },
  { header: 'STATUS', cell: ({ status }) => status },
  { header: 'DECISIONS', cell: ({ rows }) => String(rows.reduce((sum, { members }) => sum + members.length, 0)) },
  { header: 'FINDINGS', cell: ({ findings }) => String(findings) },
  { header: 'WORST', cell: ({ worst }) => worst ?? '' },
  { header: 'NOTE', cell: noteOf },
];

export function checklistTable({ items }: ScanSnapshot, options: { readonly hasHeader: boolean }): string {
  return formatTable(COLUMNS, items, options);
}

function noteOf({ note, follows, rows }: ItemSummary): string {
  if (note !== undefined) return note;
  return follows !== undefined && rows.length === 0 ? `resolved with ${String(follows.item).padStart(2, '0')}` : '';
}
