/** `scan -o wide`: every finding. */

import { copySuffix, resourceName } from '../kube/refs.ts';
import { type Baseline, isNewFinding } from '../model/baseline.ts';
import { readinessOfFindings } from '../model/decision.ts';
import { type Finding, placeOfFinding } from '../model/finding.ts';
import type { Readiness } from '../plugin-api/index.ts';
import { type Table, tableOf } from './output.ts';
import type { Selection } from './selection.ts';
import type { Column } from './table.ts';

interface Row extends Finding {
  readonly readiness: Readiness;
}

const COLUMNS: readonly Column<Row>[] = [
  { header: 'SEVERITY', cell: ({ severity }) => severity },
  { header: 'CHECK', cell: ({ check }) => check },
  { header: 'NAMESPACE', cell: ({ subject }) => subject.namespace ?? '' },
  { header: 'OBJECT', cell: ({ subject }) => `${resourceName(subject)}${copySuffix(subject)}` },
  { header: 'PART', cell: ({ part }) => part ?? '' },
  { header: 'READINESS', cell: ({ readiness }) => readiness },
  { header: 'MESSAGE', cell: ({ message }) => message },
];

/** Only manifests have places. */
const FILE: Column<Row> = {
  header: 'FILE',
  cell: placeOfFinding,
};

export function findingTable({ decisions, findings }: Selection, baseline?: Baseline): Table {
  const hasFiles = findings.some(({ origin }) => origin !== undefined);
  const readiness = readinessOfFindings(decisions);
  const rows = findings.map((finding) => ({ ...finding, readiness: readiness.get(finding.id) ?? 'elsewhere' }));
  const columns = hasFiles ? COLUMNS.toSpliced(-1, 0, FILE) : COLUMNS;
  if (baseline === undefined) return tableOf(columns, rows);
  const fresh: Column<Row> = {
    header: 'NEW',
    cell: (finding) => (isNewFinding(finding, baseline) ? 'new' : ''),
  };
  return tableOf(columns.toSpliced(1, 0, fresh), rows);
}
