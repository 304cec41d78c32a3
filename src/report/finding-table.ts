/** `scan -o wide`: every finding. */

import { copySuffix, resourceName } from '../kube/refs.ts';
import type { Finding } from '../model/finding.ts';
import { type Table, tableOf } from './output.ts';
import type { Selection } from './selection.ts';
import type { Column } from './table.ts';

const COLUMNS: readonly Column<Finding>[] = [
  { header: 'SEVERITY', cell: ({ severity }) => severity },
  { header: 'CHECK', cell: ({ check }) => check },
  { header: 'NAMESPACE', cell: ({ subject }) => subject.namespace ?? '' },
  { header: 'OBJECT', cell: ({ subject }) => `${resourceName(subject)}${copySuffix(subject)}` },
  { header: 'PART', cell: ({ part }) => part ?? '' },
  { header: 'FIX', cell: ({ remediation, proposal }) => proposal?.readiness ?? remediation?.kind ?? '' },
  { header: 'MESSAGE', cell: ({ message }) => message },
];

/** Only manifests have places. */
const FILE: Column<Finding> = {
  header: 'FILE',
  cell: ({ origin }) => (origin === undefined ? '' : `${origin.file}:${origin.line}`),
};

export function findingTable({ findings }: Selection): Table {
  const hasFiles = findings.some(({ origin }) => origin !== undefined);
  return tableOf(hasFiles ? COLUMNS.toSpliced(-1, 0, FILE) : COLUMNS, findings);
}
