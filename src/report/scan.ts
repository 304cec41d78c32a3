/** A scan in the parts that formats print. */
import { resourceName } from '../kube/refs.ts';
import type { Baseline } from '../model/baseline.ts';
import type { ScanSnapshot } from '../model/snapshot.ts';
import { checklistTable } from './checklist-table.ts';
import { decisionTable } from './decision-table.ts';
import { findingTable } from './finding-table.ts';
import { namespaceTable } from './namespace-table.ts';
import type { Output } from './output.ts';
import { toReport } from './report.ts';
import type { Selection } from './selection.ts';

export function scanOutput(
  snapshot: ScanSnapshot,
  selection: Selection,
  { hasChecklist, baseline }: { readonly hasChecklist: boolean; readonly baseline?: Baseline | undefined },
): Required<Output> {
  return {
    overview: () => [
      ...(hasChecklist ? [checklistTable(snapshot, selection)] : []),
      decisionTable(selection, baseline),
    ],
    details: () => [findingTable(selection, baseline)],
    namespaces: () => namespaceTable(snapshot, selection),
    names: () => selection.decisions.map(({ subject }) => resourceName(subject)),
    document: () => toReport(snapshot, selection, baseline),
    scan: () => ({ snapshot, selection, ...(baseline === undefined ? {} : { baseline }) }),
  };
}
