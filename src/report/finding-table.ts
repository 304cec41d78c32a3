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

export function findingTable({ findings }: Selection): Table {
  return tableOf(COLUMNS, findings);
}
