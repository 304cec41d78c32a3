/** The checklist of some namespaces alone: what there is to decide in them, item by item. Pure. */
import { worstSeverity } from '../../model/finding.ts';
import { namespaceOf } from '../../model/namespaces/rows.ts';
import { type ItemSummary, mostOf, type ScanSnapshot } from '../../model/snapshot.ts';
import type { Within } from '../../store/nav.ts';
import type { Decision, DecisionRow } from '../types.ts';

const known = new WeakMap<ScanSnapshot, { readonly within: Within; readonly items: readonly ItemSummary[] }>();

/** The items that have something to decide there, or findings that decisions there resolve. */
export function itemsWithin(snapshot: ScanSnapshot, within: Within): readonly ItemSummary[] {
  const before = known.get(snapshot);
  if (before?.within === within) return before.items;
  const items = narrow(snapshot, within);
  known.set(snapshot, { within, items });
  return items;
}

function narrow({ items }: ScanSnapshot, within: Within): readonly ItemSummary[] {
  const isIn = isWithin(within);
  const narrowed = items.map((item) => ({ item, rows: item.rows.flatMap((row) => rowWithin(row, isIn)) }));
  const decided = narrowed.flatMap(({ item, rows }) =>
    rows.flatMap(({ members }) => members.map((decision) => ({ decision, number: item.number }))),
  );
  return narrowed.flatMap(({ item, rows }) => itemWithin(item, rows, decided, isIn));
}

/** No names: what belongs to no namespace. */
export function isWithin({ names }: Pick<Within, 'names'>): (decision: Decision) => boolean {
  const wanted = new Set(names);
  return (decision) => {
    const namespace = namespaceOf(decision);
    return namespace === undefined ? wanted.size === 0 : wanted.has(namespace);
  };
}

/** The row keeps its id: the cursor stays on it when the namespaces are left again. */
function rowWithin(row: DecisionRow, isIn: (decision: Decision) => boolean): readonly DecisionRow[] {
  const members = row.members.filter(isIn);
  const [first] = members;
  if (first === undefined) return [];
  if (members.length === row.members.length) return [row];
  const title = members.length === 1 ? first.title : row.title.replace(/\(\d+\)$/, `(${members.length})`);
  return [{ id: row.id, title, members }];
}

function itemWithin(
  item: ItemSummary,
  rows: readonly DecisionRow[],
  decided: readonly { readonly decision: Decision; readonly number: number }[],
  isIn: (decision: Decision) => boolean,
): readonly ItemSummary[] {
  const ids = new Set(item.checks.map(({ check }) => check.meta.id as string));
  const isOwn = ({ check }: { readonly check: string }): boolean => ids.has(check);
  const waived = (item.waived ?? []).filter(isIn);
  const follows = followsOf(decided, item.number, isOwn);
  if (rows.length === 0 && waived.length === 0 && follows === undefined) return [];
  const decisions = rows.flatMap(({ members }) => members);
  const worst = worstSeverity(decisions.map(({ severity }) => severity));
  const { follows: _all, note: _note, worst: _worst, waived: _waived, ...rest } = item;
  return [
    {
      ...rest,
      status: rows.length === 0 && follows === undefined ? 'waived' : 'fail',
      rows,
      findings: decisions.reduce((sum, { findings }) => sum + findings.filter(isOwn).length, 0),
      ...(worst === undefined ? {} : { worst }),
      ...(waived.length === 0 ? {} : { waived }),
      ...(follows === undefined ? {} : { follows }),
    },
  ];
}

/** Findings of the item that are decided under others there, and the item that decides most of them. */
function followsOf(
  decided: readonly { readonly decision: Decision; readonly number: number }[],
  own: number,
  isOwn: (finding: { readonly check: string }) => boolean,
): ItemSummary['follows'] {
  const counts = new Map<number, { findings: number; resolved: number }>();
  for (const { decision, number } of decided) {
    if (number === own) continue;
    const findings = decision.findings.filter(isOwn);
    const offered = new Set(decision.refusal === undefined ? decision.variants[0]?.findings : []);
    const sum = counts.get(number) ?? { findings: 0, resolved: 0 };
    const resolved = findings.filter(({ id }) => offered.has(id)).length;
    counts.set(number, { findings: sum.findings + findings.length, resolved: sum.resolved + resolved });
  }
  return mostOf(Array.from(counts, ([item, sum]) => ({ item, ...sum })));
}
