/** Namespaces that are alike share a row: one name stem, one state. */
import { stemOf } from '../../text/stem.ts';
import { worstSeverity } from '../finding.ts';
import { HEAT_AREAS, type NamespaceRow } from './row.ts';

/** Where one namespace is given alone, nothing is alike to it: single rows stay as they are. */
export function grouped(
  rows: readonly NamespaceRow[],
  countRows: (names: readonly string[]) => number,
): readonly NamespaceRow[] {
  return [...Map.groupBy(rows, stateOf).values()].map((alike) => joined(alike, countRows));
}

function stateOf({ title, enforced, reachable, ingress, egress, owner, isPlatform, worst }: NamespaceRow): string {
  return JSON.stringify([stemOf(title), enforced, reachable, ingress, egress, owner, isPlatform, worst]);
}

/** A group shows the worst of each area, and how much there is of everything. */
function joined(alike: readonly NamespaceRow[], countRows: (names: readonly string[]) => number): NamespaceRow {
  const [first] = alike;
  if (first === undefined) throw new RangeError('a group needs a namespace');
  if (alike.length === 1) return first;
  const names = alike.flatMap((row) => row.names).sort();
  return {
    ...first,
    id: `namespace ${names[0]}`,
    title: `${stemOf(first.title)} (${names.length})`,
    names,
    rows: countRows(names),
    decisions: sum(alike, ({ decisions }) => decisions),
    findings: sum(alike, ({ findings }) => findings),
    heat: Object.fromEntries(
      HEAT_AREAS.flatMap(({ letter }) => {
        const worst = worstSeverity(alike.flatMap(({ heat }) => heat[letter] ?? []));
        return worst === undefined ? [] : [[letter, worst]];
      }),
    ),
    workloads: sum(alike, ({ workloads }) => workloads),
  };
}

function sum(rows: readonly NamespaceRow[], of: (row: NamespaceRow) => number): number {
  return rows.reduce((total, row) => total + of(row), 0);
}
