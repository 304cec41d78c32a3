/** Which rows are not as they were: at the end of the last walk, or at the start of this one. Pure. */
import type { Decision } from '../../model/decision.ts';
import { changeOf, type Reading } from '../../model/kept/since.ts';
import type { ItemSummary, ScanSnapshot } from '../../model/snapshot.ts';
import type { NavState, RowMark } from '../../store/nav.ts';
import type { DecisionRow } from '../types.ts';

type Known = Pick<NavState, 'earlier' | 'first'>;

/** By the id of an entry; of a picture that is not whole nothing is said. */
export function rowMarksOf({ items }: Pick<ScanSnapshot, 'items'>, known: Known): NavState['rowMarks'] {
  const first = known.first === undefined ? undefined : new Map(known.first.map((each) => [each.id, each]));
  const marks = items.flatMap((item) => [
    ...item.rows.map((row) => [row.id, markOf(row, known.earlier, first)] as const),
    ...endedAnswers(item, known.earlier).map((id) => [id, 'expired' as const] as const),
  ]);
  return Object.fromEntries(marks.filter((each): each is [string, RowMark] => each[1] !== undefined));
}

/** What this walk did to it says more than what happened before. */
function markOf(
  row: DecisionRow,
  earlier: Reading | undefined,
  first: ReadonlyMap<string, Decision> | undefined,
): RowMark | undefined {
  return (first === undefined ? undefined : sinceStart(row, first)) ?? (earlier && sinceLast(row, earlier));
}

function sinceStart({ members }: DecisionRow, first: ReadonlyMap<string, Decision>): RowMark | undefined {
  // What belongs to the platform is no part of what is counted at the start.
  if (members.some(({ platform }) => platform)) return undefined;
  const before = members.flatMap(({ id }) => first.get(id) ?? []);
  if (before.length === 0) return 'new';
  if (before.length < members.length) return 'changed';
  const open = new Set(members.flatMap(({ findings }) => findings.map(({ id }) => id)));
  return before.some(({ findings }) => findings.some(({ id }) => !open.has(id))) ? 'partly' : undefined;
}

function sinceLast({ members }: DecisionRow, earlier: Reading): RowMark | undefined {
  const changes = members.flatMap(({ findings }) => findings.map((finding) => changeOf(finding, earlier)));
  if (changes.every((change) => change === 'new')) return 'new';
  if (changes.some((change) => change === 'new' || change === 'changed')) return 'changed';
  return changes.includes('expired') ? 'expired' : undefined;
}

function endedAnswers({ checks }: ItemSummary, earlier: Reading | undefined): readonly string[] {
  if (earlier === undefined) return [];
  const answered = new Set(earlier.answered);
  return checks.flatMap(({ check, attestation }) =>
    attestation === undefined && answered.has(check.meta.id) ? [check.meta.id] : [],
  );
}

/** "3 new, 1 changed, 2 open again"; '' where nothing is. */
export function marksText(marks: NavState['rowMarks']): string {
  const amount = (mark: RowMark): number => Object.values(marks).filter((each) => each === mark).length;
  const parts: readonly (readonly [number, string])[] = [
    [amount('new'), 'new'],
    [amount('changed'), 'changed'],
    [amount('expired'), 'open again'],
  ];
  return parts.flatMap(([number, word]) => (number === 0 ? [] : [`${number} ${word}`])).join(', ');
}
