/** `scan`: what there is to decide, in the order in which it is offered. */
import { itemById } from '../catalog/items.ts';
import type { Decision } from '../model/decision.ts';
import type { Selection } from './selection.ts';
import { type Column, formatTable } from './table.ts';

const COLUMNS: readonly Column<Decision>[] = [
  { header: 'SEVERITY', cell: ({ severity }) => severity },
  { header: 'READINESS', cell: ({ readiness }) => readiness },
  { header: 'DECISION', cell: ({ title }) => title },
  { header: 'FINDINGS', cell: ({ findings }) => String(findings.length) },
  { header: 'CHANGES', cell: ({ variants }) => String(variants[0]?.changes.length ?? 0) },
  { header: 'DISRUPTION', cell: ({ variants, disruption }) => (variants.length === 0 ? '' : disruption) },
  { header: 'OWNER', cell: ({ owner }) => owner?.label ?? '' },
  { header: 'ITEM', cell: ({ item }) => itemLabel(item) },
];

export function decisionTable({ decisions }: Selection, options: { readonly hasHeader: boolean }): string {
  return formatTable(COLUMNS, decisions, options);
}

/** `04 Default-deny network`. */
export function itemLabel(id: string): string {
  const item = itemById(id);
  return item === undefined ? id : `${String(item.number).padStart(2, '0')} ${item.title}`;
}
