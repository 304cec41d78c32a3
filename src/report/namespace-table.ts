/** `scan -o namespaces`: one row a namespace, or a group of alike ones. */
import { HEAT_AREAS, type Isolation, type NamespaceRow, reachableText } from '../model/namespaces/row.ts';
import { namespaceRows } from '../model/namespaces/rows.ts';
import type { ScanSnapshot } from '../model/snapshot.ts';
import type { Severity } from '../plugin-api/index.ts';
import { type Table, tableOf } from './output.ts';
import type { Selection } from './selection.ts';
import type { Column } from './table.ts';

/** The letter of a severity in a cell of heat. */
const HEAT: Readonly<Record<Severity, string>> = { critical: 'C', high: 'H', medium: 'M', low: 'L', info: 'I' };

const COLUMNS: readonly Column<NamespaceRow>[] = [
  { header: 'NAMESPACE', cell: ({ title }) => title },
  { header: 'DECISIONS', cell: ({ decisions }) => String(decisions) },
  { header: 'FINDINGS', cell: ({ findings }) => String(findings) },
  { header: 'WORST', cell: ({ worst }) => worst ?? '' },
  { header: HEAT_AREAS.map(({ letter }) => letter).join(''), cell: ({ heat }) => heatText(heat) },
  { header: 'ENFORCED', cell: ({ enforced }) => enforced ?? '' },
  { header: 'COULD ENFORCE', cell: (row) => (isCluster(row) ? '' : reachableText(row.reachable)) },
  { header: 'DENY IN', cell: (row) => (isCluster(row) ? '' : isolationText(row.ingress)) },
  { header: 'DENY OUT', cell: (row) => (isCluster(row) ? '' : isolationText(row.egress)) },
  { header: 'WORKLOADS', cell: (row) => (isCluster(row) ? '' : String(row.workloads)) },
  { header: 'OWNER', cell: ({ owner }) => owner ?? '' },
];

const AREAS = `Areas: ${HEAT_AREAS.map(({ letter, title }) => `${letter} ${title}`).join(', ')}. `;
const LEGEND = `${AREAS}Worst finding in each: C critical, H high, M medium, L low, I info.\n`;

/** With the platform where that is selected: findings of the rows are the findings of the selection. */
export function namespaceTable(
  snapshot: ScanSnapshot,
  { decisions, hasPlatform }: Selection,
): readonly (Table | string)[] {
  return [tableOf(COLUMNS, namespaceRows({ snapshot, decisions, withPlatform: hasPlatform })), LEGEND];
}

function isCluster({ names }: NamespaceRow): boolean {
  return names.length === 0;
}

function heatText(heat: NamespaceRow['heat']): string {
  return HEAT_AREAS.map(({ letter }) => {
    const worst = heat[letter];
    return worst === undefined ? '.' : HEAT[worst];
  }).join('');
}

function isolationText(isolation: Isolation): string {
  switch (isolation) {
    case 'pass':
      return 'yes';
    case 'fail':
      return 'no';
    case 'not-asked':
      return '';
    default:
      return isolation;
  }
}
