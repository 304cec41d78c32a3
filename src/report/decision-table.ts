/** `scan`: what there is to decide, in the order in which it is offered. */
import { itemById } from '../catalog/items.ts';
import { type Baseline, isNewFinding } from '../model/baseline.ts';
import { type Decision, readyPart } from '../model/decision.ts';
import { type Table, tableOf } from './output.ts';
import type { Selection } from './selection.ts';
import type { Column } from './table.ts';

const LONGEST = 60;

interface Row {
  readonly title: string;
  readonly members: readonly Decision[];
  /** The worst of them. */
  readonly lead: Decision;
}

const COLUMNS: readonly Column<Row>[] = [
  { header: 'SEVERITY', cell: ({ lead }) => lead.severity },
  { header: 'READINESS', cell: rowReadiness },
  { header: 'DECISION', cell: ({ title }) => shortTitle(title) },
  { header: 'FINDINGS', cell: ({ members }) => String(findingsOf(members).length) },
  {
    header: 'CHANGES',
    cell: ({ members }) => String(sum(members, ({ variants }) => variants[0]?.changes.length ?? 0)),
  },
  { header: 'DISRUPTION', cell: ({ lead }) => (lead.variants.length === 0 ? '' : lead.disruption) },
  { header: 'OWNER', cell: ({ lead }) => lead.owner?.manager ?? '' },
  { header: 'ITEM', cell: ({ lead }) => itemLabel(lead.item) },
];

function findingsOf(members: readonly Decision[]): Decision['findings'] {
  return members.flatMap(({ findings }) => findings);
}

function sum(members: readonly Decision[], of: (member: Decision) => number): number {
  return members.reduce((total, each) => total + of(each), 0);
}

/** Of several: that of the worst, and how much of all of them is ready. */
function rowReadiness({ members, lead }: Row): string {
  return [lead.readiness, readyPart(...members) ?? []].flat().join(', ');
}

/** With a baseline: how many of its findings are new. */
export function decisionTable({ rows }: Selection, baseline?: Baseline): Table {
  const led = rows.flatMap(({ title, members }) => {
    const [lead] = members;
    return lead === undefined ? [] : [{ title, members, lead }];
  });
  if (baseline === undefined) return tableOf(COLUMNS, led);
  const fresh: Column<Row> = {
    header: 'NEW',
    cell: ({ members }) => String(findingsOf(members).filter((finding) => isNewFinding(finding, baseline)).length),
  };
  return tableOf(COLUMNS.toSpliced(4, 0, fresh), led);
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
