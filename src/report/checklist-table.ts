/** The checklist as text: one row an item, in the order of the walk. */
import { type Finding, worstSeverity } from '../model/finding.ts';
import { followText, type ItemSummary, type ScanSnapshot } from '../model/snapshot.ts';
import { itemLabel } from './decision-table.ts';
import { type Table, tableOf } from './output.ts';
import type { Selection } from './selection.ts';
import type { Column } from './table.ts';

interface Row {
  readonly item: ItemSummary;
  /** Those that are shown: the columns add up to the sum of the scan. */
  readonly decisions: number;
  readonly findings: readonly Finding[];
}

const COLUMNS: readonly Column<Row>[] = [
  { header: 'ITEM', cell: ({ item }) => itemLabel(item.id) },
  { header: 'STATUS', cell: ({ item }) => item.status },
  { header: 'DECISIONS', cell: ({ decisions }) => String(decisions) },
  { header: 'FINDINGS', cell: ({ findings }) => String(findings.length) },
  { header: 'WORST', cell: ({ findings }) => worstSeverity(findings.map(({ severity }) => severity)) ?? '' },
  { header: 'NOTE', cell: ({ item }) => noteOf(item) },
];

export function checklistTable({ items }: ScanSnapshot, { decisions, findings }: Selection): Table {
  const itemOf = new Map(items.flatMap(({ id, checks }) => checks.map(({ check }) => [check.meta.id as string, id])));
  const byItem = Map.groupBy(findings, ({ check }) => itemOf.get(check));
  const rows = items.map((item) => ({
    item,
    decisions: decisions.filter((decision) => decision.item === item.id).length,
    findings: byItem.get(item.id) ?? [],
  }));
  return tableOf(COLUMNS, rows);
}

function noteOf({ note, follows, rows }: ItemSummary): string {
  if (note !== undefined) return note;
  return follows === undefined || rows.length > 0 ? '' : followText(follows);
}
