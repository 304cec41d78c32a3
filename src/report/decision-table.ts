/** `scan`: what there is to decide, in the order in which it is offered. */
import { itemById } from '../catalog/items.ts';
import { type Baseline, isNewFinding } from '../model/baseline.ts';
import { type Decision, readyPart } from '../model/decision.ts';
import { type Table, tableOf } from './output.ts';
import type { Selection } from './selection.ts';
import type { Column } from './table.ts';

const LONGEST = 60;

const COLUMNS: readonly Column<Decision>[] = [
  { header: 'SEVERITY', cell: ({ severity }) => severity },
  { header: 'READINESS', cell: readinessText },
  { header: 'DECISION', cell: ({ title }) => shortTitle(title) },
  { header: 'FINDINGS', cell: ({ findings }) => String(findings.length) },
  { header: 'CHANGES', cell: ({ variants }) => String(variants[0]?.changes.length ?? 0) },
  { header: 'DISRUPTION', cell: ({ variants, disruption }) => (variants.length === 0 ? '' : disruption) },
  { header: 'OWNER', cell: ({ owner }) => owner?.manager ?? '' },
  { header: 'ITEM', cell: ({ item }) => itemLabel(item) },
];

/** With a baseline: how many of its findings are new. */
export function decisionTable({ decisions }: Selection, baseline?: Baseline): Table {
  if (baseline === undefined) return tableOf(COLUMNS, decisions);
  const fresh: Column<Decision> = {
    header: 'NEW',
    cell: ({ findings }) => String(findings.filter((finding) => isNewFinding(finding, baseline)).length),
  };
  return tableOf(COLUMNS.toSpliced(4, 0, fresh), decisions);
}

/** `needs-input, 4 of 10 ready`: what would be taken leaves the worst; `ready, 4 of 10 ready`: it leaves the rest. */
export function readinessText(decision: Decision): string {
  return [decision.readiness, readyPart(decision) ?? []].flat().join(', ');
}

/** A sentence is cut to what it says first: one long row would spread all others. */
function shortTitle(title: string): string {
  return title.length <= LONGEST ? title : (title.split(': ', 1)[0] ?? title);
}

/** `04 Default-deny network`. */
export function itemLabel(id: string): string {
  const item = itemById(id);
  return item === undefined ? id : `${String(item.number).padStart(2, '0')} ${item.title}`;
}
