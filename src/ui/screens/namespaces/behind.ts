/** What is behind a row of the namespaces, in sentences: what blocks a level, what is open, who changes it. Pure. */

import { severityRank } from '../../../model/finding.ts';
import type { NamespaceRow } from '../../../model/namespaces/row.ts';
import { countRows, decisionsInRows, rowsOfDecisions } from '../../../model/rows/to-decide.ts';
import type { ScanSnapshot } from '../../../model/snapshot.ts';
import { printable } from '../../../text/printable.ts';
import { count } from '../../../text/words.ts';
import { decisionsIn } from '../../select/namespaces.ts';
import type { Decision, DecisionRow } from '../../types.ts';
import { severityWord } from '../../words.ts';

/** More names than these do not help. */
const NAMED = 3;
const WORST = 3;

export interface Behind {
  readonly level: string;
  /** The worst rows, and how many more there are. */
  readonly worst: readonly string[];
}

/** `open`: the key that opens the row. */
export function behindRow(snapshot: ScanSnapshot, row: NamespaceRow, isUnfolded: boolean, open = 'enter'): Behind {
  const rows = rowsOfDecisions(decisionsIn(snapshot, row, isUnfolded), snapshot.items).toSorted(bySeverity);
  const worst = rows
    .slice(0, WORST)
    .flatMap(({ title, members: [lead] }) => (lead === undefined ? [] : rowText(title, lead)));
  const more = countRows(rows.slice(WORST));
  return {
    level: `${printable(row.title)}: ${levelText(snapshot, row)}`,
    worst: [...worst, ...(more.rows > 0 ? [`and ${decisionsInRows(more, 'more decision')}. ${open} shows them.`] : [])],
  };
}

function rowText(title: string, { severity, readiness }: Decision): string {
  return `${severityWord(severity).text.padEnd(4)}  ${printable(title)}: ${readiness}`;
}

function bySeverity({ members: [left] }: DecisionRow, { members: [right] }: DecisionRow): number {
  return severityRank(left?.severity ?? 'info') - severityRank(right?.severity ?? 'info');
}

function levelText(snapshot: ScanSnapshot, { names, reachable, enforced = 'privileged' }: NamespaceRow): string {
  if (names.length === 0) return 'what belongs to no namespace.';
  switch (reachable.kind) {
    case 'now':
      return `could enforce ${reachable.level} now: no workload would be refused.`;
    case 'as-is':
      return enforced === 'privileged'
        ? 'nothing stricter is known to fit.'
        : `enforces ${enforced}, as strict as its workloads allow.`;
    case 'unknown':
      return 'not every workload could be read, so no level is proven.';
    case 'after':
      return `${reachable.level} would refuse ${refused(snapshot, names, reachable.level)}.`;
  }
}

/** "2 workloads: billing, mailer". */
function refused(snapshot: ScanSnapshot, names: readonly string[], level: string): string {
  const wanted = new Set(names);
  const isBelow = (has: string): boolean => has === 'privileged' || (has === 'baseline' && level === 'restricted');
  const found = snapshot.workloads.filter(
    ({ namespace, podSecurity }) => wanted.has(namespace) && isBelow(podSecurity.level),
  );
  const shown = found.slice(0, NAMED).map(({ name }) => printable(name));
  const rest = found.length - shown.length;
  return `${count(found.length, 'workload')}: ${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}
