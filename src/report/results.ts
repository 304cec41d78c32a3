/** A scan as flat results, one a finding: what formats for programs are made of, so that all hold the same ones. */
import { isNewFinding } from '../model/baseline.ts';
import type { Decision } from '../model/decision.ts';
import { type Finding, severityRank } from '../model/finding.ts';
import type { Waiver } from '../model/records.ts';
import type { CheckSummary, ScanSnapshot } from '../model/snapshot.ts';
import type { Parts } from './output.ts';
import { failedAnswers, withoutVerdict } from './sum.ts';

export interface Result {
  readonly finding: Finding;
  readonly decision: Decision;
  /** Accepted as it is, and until when. */
  readonly waiver?: Waiver;
  /** With a baseline: it does not hold the finding. */
  readonly isNew?: boolean;
}

/** Open ones in the order of the snapshot, then those that were accepted, in theirs. */
export function resultsOf({ snapshot, selection, baseline }: Parts['scan']): readonly Result[] {
  const decided = new Map(
    selection.decisions.flatMap((decision) => decision.findings.map(({ id }) => [id, decision] as const)),
  );
  const resultOf = (finding: Finding, decision: Decision): Result => {
    const isNew = isNewFinding(finding, baseline);
    return { finding, decision, ...(isNew === undefined ? {} : { isNew }) };
  };
  const open = selection.findings.flatMap((finding) => {
    const decision = decided.get(finding.id);
    return decision === undefined ? [] : [resultOf(finding, decision)];
  });
  const waived = snapshot.waived.flatMap((decision) =>
    decision.findings.map((finding) => ({ ...resultOf(finding, decision), waiver: decision.waiver })),
  );
  return [...open, ...waived];
}

/** By severity, else in the order in which they are offered. */
export function worstFirst(decisions: readonly Decision[]): readonly Decision[] {
  return decisions.toSorted((left, right) => severityRank(left.severity) - severityRank(right.severity));
}

/**
 * No verdict where there should be one. Manifests never tell all of a cluster: what they leave open is their nature, and
 * no sign that something failed.
 */
export function isUndecided(
  { status, counts }: Pick<CheckSummary, 'status' | 'counts'>,
  { source }: Pick<ScanSnapshot, 'source'>,
): boolean {
  if (source.type === 'files' || status === 'attested') return status === 'error';
  return status === 'unknown' || status === 'error' || counts.unknown > 0 || counts.error > 0;
}

/**
 * Checks that say something which no finding says: no verdict, a question for a person, or the answer "fail". What
 * manifests leave open by their nature is said as well: it has not passed.
 */
export function spokenFor(snapshot: ScanSnapshot): readonly CheckSummary[] {
  const told = new Set([...withoutVerdict(snapshot), ...alarming(snapshot)]);
  return snapshot.checks.filter((each) => told.has(each));
}

/** Those of them that somebody should see to: none that is open by the nature of manifests. */
export function alarming(snapshot: ScanSnapshot): readonly CheckSummary[] {
  const answered = new Set(failedAnswers(snapshot));
  return snapshot.checks.filter(
    (each) => answered.has(each) || isUndecided(each, snapshot) || (each.status === 'manual' && !isFiles(snapshot)),
  );
}

function isFiles({ source }: ScanSnapshot): boolean {
  return source.type === 'files';
}

/** "Unknown, not passed: the flags are not readable." */
export function openText({ check, status, reason, question, counts }: CheckSummary): string {
  if (status === 'manual') return `A person has to answer: ${question?.question ?? check.meta.title}`;
  const [word, many] = status === 'error' ? ['In error', counts.error] : ['Unknown', counts.unknown];
  const where = status === 'unknown' || status === 'error' ? '' : ` for ${many} of its subjects`;
  return `${word}${where}, not passed: ${reason ?? check.meta.title}`;
}
