/** The checklist as text: one row an item, in the order of the walk. */
import { followText, type ItemSummary, type ScanSnapshot } from '../model/snapshot.ts';
import { itemLabel } from './decision-table.ts';
import { type Table, tableOf } from './output.ts';
import type { Column } from './table.ts';

const COLUMNS: readonly Column<ItemSummary>[] = [
  { header: 'ITEM', cell: ({ id }) => itemLabel(id) },
  { header: 'STATUS', cell: ({ status }) => status },
  { header: 'DECISIONS', cell: ({ rows }) => String(rows.reduce((sum, { members }) => sum + members.length, 0)) },
  { header: 'FINDINGS', cell: ({ findings }) => String(findings) },
  { header: 'WORST', cell: ({ worst }) => worst ?? '' },
  { header: 'NOTE', cell: noteOf },
];

export function checklistTable({ items }: ScanSnapshot): Table {
  return tableOf(COLUMNS, items);
}

function noteOf({ note, follows, rows }: ItemSummary): string {
  if (note !== undefined) return note;
  return follows === undefined || rows.length > 0 ? '' : followText(follows);
}
