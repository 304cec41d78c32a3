/** The rows of an item, whatever is filtered and in whatever order. Pure. */
import type { CheckSummary, ItemSummary } from '../../model/snapshot.ts';
import type { ResolvedRow } from '../../store/nav.ts';
import type { Decision, DecisionRow, WaivedDecision } from '../types.ts';

/** A row of an item: a decision (or several of the same shape), a question to a person, or what was accepted. */
export type Entry =
  | { readonly kind: 'decision'; readonly id: string; readonly row: DecisionRow; readonly lead: Decision }
  | { readonly kind: 'question'; readonly id: string; readonly summary: CheckSummary }
  | { readonly kind: 'waived'; readonly id: string; readonly decision: WaivedDecision }
  | ResolvedEntry;

/** What was resolved in this walk. */
export interface ResolvedEntry extends Omit<ResolvedRow, 'item'> {
  readonly kind: 'resolved';
  readonly id: string;
  readonly lead: Decision;
}

export type DecisionEntry = Entry & { readonly kind: 'decision' };

/** Questions come after the decisions, what was accepted last. Only what no program could tell is asked. */
export function allEntries(item: ItemSummary): readonly Entry[] {
  const decisions = item.rows.flatMap((row): readonly Entry[] => {
    const lead = row.members[0];
    return lead === undefined ? [] : [{ kind: 'decision', id: row.id, row, lead }];
  });
  const questions = item.checks
    .filter(
      ({ status, question, attestation }) =>
        question !== undefined || status === 'unknown' || attestation !== undefined,
    )
    .map((summary): Entry => ({ kind: 'question', id: summary.check.meta.id, summary }));
  const waived = (item.waived ?? []).map(
    (decision): Entry => ({ kind: 'waived', id: `waived ${decision.id}`, decision }),
  );
  return [...decisions, ...questions, ...waived];
}
