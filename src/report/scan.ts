/** A scan in the parts that formats print. */
import { resourceName } from '../kube/refs.ts';
import type { ScanSnapshot } from '../model/snapshot.ts';
import { acceptedFindingTable, acceptedTable } from './accepted-table.ts';
import { checklistTable } from './checklist-table.ts';
import { decisionTable } from './decision-table.ts';
import { findingTable } from './finding-table.ts';
import { namespaceTable } from './namespace-table.ts';
import type { Output } from './output.ts';
import { type ReportOptions, toReport } from './report.ts';
import type { Selection } from './selection.ts';

export function scanOutput(
  snapshot: ScanSnapshot,
  selection: Selection,
  { hasChecklist, ...options }: ReportOptions & { readonly hasChecklist: boolean },
): Required<Output> {
  const { baseline } = options;
  return {
    overview: () => [
      ...(hasChecklist ? [checklistTable(snapshot, selection)] : []),
      decisionTable(selection, baseline),
      acceptedTable(selection),
    ],
    details: () => [findingTable(selection, baseline), acceptedFindingTable(selection)],
    namespaces: () => namespaceTable(snapshot, selection),
    names: () => selection.decisions.map(({ subject }) => resourceName(subject)),
    document: () => toReport(snapshot, selection, options),
    scan: () => ({ snapshot, selection, ...(baseline === undefined ? {} : { baseline }) }),
  };
}
