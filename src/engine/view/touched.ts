/** Which verdicts a change of the inventory may concern. */
import type { Delta } from '../../inventory/index.ts';
import type { AnyAutomatedCheck, StoredKind, SubjectKind } from '../../plugin-api/index.ts';
import { kindsOfSubject } from '../subjects.ts';
import type { Askers } from './askers.ts';
import type { Cell } from './cells.ts';
import type { Marks } from './marks.ts';
import { isBehind, isEvidenceKind, objectReadsOf } from './reads.ts';

/** Subjects that are others, and other verdicts without any look at objects: how much was seen has changed. */
export function markTouched(check: AnyAutomatedCheck, delta: Delta, marks: Marks): void {
  if (delta.isAnew === true || isSeenOtherwise(check, delta)) marks.markEverywhere(check);
  for (const { kind, namespace } of delta.objects) if (isSubject(check, kind)) marks.markSubjects(check, namespace);
}

/** Whoever has looked at one of the cells. */
export function markAskers(cells: Iterable<Cell>, askers: Askers, marks: Marks): void {
  for (const cell of cells) for (const { check, unit } of askers.take(cell)) marks.markCell(check, unit, cell);
}

function isSubject(check: AnyAutomatedCheck, kind: StoredKind): boolean {
  return subjectKinds(check.subject).has(kind);
}

const known = new Map<SubjectKind, ReadonlySet<StoredKind>>();

/** Asked for with each namespace of each event, and each check. */
function subjectKinds(subject: SubjectKind): ReadonlySet<StoredKind> {
  const own: readonly StoredKind[] = subject === 'Workload' ? ['CustomWorkload'] : [];
  const found = known.get(subject) ?? new Set([...kindsOfSubject(subject), ...own]);
  known.set(subject, found);
  return found;
}

function isSeenOtherwise(check: AnyAutomatedCheck, { coverage, evidence }: Delta): boolean {
  if (coverage.length + evidence.length === 0) return false;
  if (coverage.some((kind) => isSubject(check, kind))) return true;
  return objectReadsOf(check).some(({ what }) =>
    isEvidenceKind(what) ? evidence.includes(what) : coverage.some((kind) => isBehind(kind, what)),
  );
}
