/** What persons have accepted and answered: below the decisions, and below the findings with each finding of it. */
import { copySuffix, resourceName } from '../kube/refs.ts';
import type { Finding } from '../model/finding.ts';
import { type Table, tableOf } from './output.ts';
import { type Accepted, acceptedByAnswer, acceptedByWaiver } from './said.ts';
import type { Selection } from './selection.ts';
import type { Column } from './table.ts';

interface Row {
  /** accepted, passes or fails. */
  readonly said: string;
  /** The decision or the check. */
  readonly of: string;
  readonly accepted: Accepted;
  readonly findings: readonly Finding[];
}

const SAID: readonly Column<Row>[] = [
  { header: 'SAID', cell: ({ said }) => said },
  { header: 'OF', cell: ({ of }) => of },
  { header: 'FOR', cell: ({ accepted }) => accepted.scope ?? '' },
];
const WHO: readonly Column<Row>[] = [
  { header: 'BY', cell: ({ accepted }) => accepted.by },
  { header: 'SINCE', cell: ({ accepted }) => accepted.at },
  { header: 'UNTIL', cell: ({ accepted }) => accepted.until },
];
const COLUMNS: readonly Column<Row>[] = [
  ...SAID,
  { header: 'FINDINGS', cell: ({ findings }) => String(findings.length) },
  ...WHO,
  { header: 'REASON', cell: ({ accepted }) => accepted.reason },
];

export function acceptedTable(selection: Selection): Table {
  return tableOf(COLUMNS, rowsOf(selection));
}

interface FindingRow extends Row {
  /** Absent: no finding stands for what was answered. */
  readonly finding?: Finding;
}

const FINDING_COLUMNS: readonly Column<FindingRow>[] = [
  ...SAID,
  { header: 'SEVERITY', cell: ({ finding }) => finding?.severity ?? '' },
  { header: 'CHECK', cell: ({ finding }) => finding?.check ?? '' },
  { header: 'NAMESPACE', cell: ({ finding }) => finding?.subject.namespace ?? '' },
  { header: 'OBJECT', cell: ({ finding }) => (finding === undefined ? '' : objectOf(finding)) },
  ...WHO,
  { header: 'MESSAGE', cell: ({ finding, accepted }) => finding?.message ?? accepted.reason },
];

export function acceptedFindingTable(selection: Selection): Table {
  const rows = rowsOf(selection).flatMap((row): readonly FindingRow[] =>
    row.findings.length === 0 ? [row] : row.findings.map((finding) => ({ ...row, finding })),
  );
  return tableOf(FINDING_COLUMNS, rows);
}

function rowsOf({ waived, answers }: Selection): readonly Row[] {
  return [
    ...waived.map(({ title, waiver, findings }) => ({
      said: 'accepted',
      of: title,
      accepted: acceptedByWaiver(waiver),
      findings,
    })),
    ...answers.map(({ summary, given: { attestation, findings } }) => ({
      said: attestation.verdict === 'pass' ? 'passes' : 'fails',
      of: summary.check.meta.id,
      accepted: acceptedByAnswer(attestation),
      findings,
    })),
  ];
}

function objectOf({ subject }: Finding): string {
  return `${resourceName(subject)}${copySuffix(subject)}`;
}
