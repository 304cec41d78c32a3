/** A scan as flat results, one a finding: what formats for programs are made of, so that all hold the same ones. */
import { type Baseline, isNewFinding } from '../model/baseline.ts';
import type { Decision } from '../model/decision.ts';
import { type Finding, severityRank } from '../model/finding.ts';
import type { CheckSummary, ScanSnapshot } from '../model/snapshot.ts';
import type { Parts } from './output.ts';
import { type Accepted, acceptedByAnswer, acceptedByWaiver, answerKey, type SpokenAnswer } from './said.ts';
import { withoutVerdict } from './sum.ts';

export interface Result {
  readonly finding: Finding;
  /** Absent: a person says that it is not so, and there is nothing to decide. */
  readonly decision?: Decision;
  /** Who said that it may be, or that it is not so, and until when. Absent: it is open. */
  readonly accepted?: Accepted;
  /** With a baseline: it does not hold the finding. */
  readonly isNew?: boolean;
}

/** Open ones in the order of the snapshot, then those that were waived, then those that were answered. */
export function resultsOf({ selection, baseline }: Parts['scan']): readonly Result[] {
  const decided = new Map(
    selection.decisions.flatMap((decision) => decision.findings.map(({ id }) => [id, decision] as const)),
  );
  const compared = (finding: Finding): Pick<Result, 'finding' | 'isNew'> => {
    const isNew = isNewFinding(finding, baseline);
    return { finding, ...(isNew === undefined ? {} : { isNew }) };
  };
  const open = selection.findings.flatMap((finding) => {
    const decision = decided.get(finding.id);
    return decision === undefined ? [] : [{ ...compared(finding), decision }];
  });
  const waived = selection.waived.flatMap((decision) => {
    const accepted = acceptedByWaiver(decision.waiver);
    return decision.findings.map((finding) => ({ ...compared(finding), decision, accepted }));
  });
  const answered = selection.answers.flatMap(({ given }) => {
    const accepted = acceptedByAnswer(given.attestation);
    return given.findings.map((finding) => ({ ...compared(finding), accepted }));
  });
  return [...open, ...waived, ...answered];
}

/** With a baseline: whether it holds the answer. */
export function isNewAnswer({ given }: SpokenAnswer, baseline: Baseline | undefined): boolean | undefined {
  return baseline === undefined ? undefined : !baseline.failed.has(answerKey(given.attestation));
}

/** With a baseline: whether it had a check in another state. */
export function isNewStatus({ check, status }: CheckSummary, baseline: Baseline | undefined): boolean | undefined {
  return baseline === undefined ? undefined : baseline.statuses.get(check.meta.id) !== status;
}

/** By severity, else in the order in which they are offered. */
export function worstFirst(decisions: readonly Decision[]): readonly Decision[] {
  return decisions.toSorted((left, right) => severityRank(left.severity) - severityRank(right.severity));
}

/**
 * No verdict where there should be one. Manifests never tell all of a cluster: what they leave open is their nature, and
 * no sign that something failed. What a person has answered for all subjects is decided.
 */
export function isUndecided(
  { status, counts, attestation }: Pick<CheckSummary, 'status' | 'counts' | 'attestation'>,
  { source }: Pick<ScanSnapshot, 'source'>,
): boolean {
  const isAnswered = status === 'attested' || (attestation !== undefined && attestation.scope === undefined);
  if (source.type === 'files' || isAnswered) return status === 'error';
  return status === 'unknown' || status === 'error' || counts.unknown > 0 || counts.error > 0;
}

/** No verdict, whether or not there should be one: it has not passed. */
export function lacksVerdict(summary: CheckSummary, snapshot: Pick<ScanSnapshot, 'source'>): boolean {
  return summary.status === 'unknown' || summary.status === 'error' || isUndecided(summary, snapshot);
}

/** Checks without a verdict, or with a question that nobody has answered: what neither a finding nor an answer says. */
export function spokenFor(snapshot: ScanSnapshot): readonly CheckSummary[] {
  const told = new Set([...withoutVerdict(snapshot), ...alarming(snapshot)]);
  return snapshot.checks.filter((each) => told.has(each));
}

/** Those of them that somebody should see to: none that is open by the nature of manifests. */
export function alarming(snapshot: ScanSnapshot): readonly CheckSummary[] {
  const isManual = ({ status }: CheckSummary) => status === 'manual' && snapshot.source.type !== 'files';
  return snapshot.checks.filter((each) => isUndecided(each, snapshot) || isManual(each));
}

/** "Unknown, not passed: the flags are not readable." */
export function openText({ check, status, reason, question, counts }: CheckSummary): string {
  if (status === 'manual') return `A person has to answer: ${question?.question ?? check.meta.title}`;
  const [word, many] = status === 'error' ? ['In error', counts.error] : ['Unknown', counts.unknown];
  const where = status === 'unknown' || status === 'error' ? '' : ` for ${many} of its subjects`;
  return `${word}${where}, not passed: ${reason ?? check.meta.title}`;
}
