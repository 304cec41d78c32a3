/** What persons have accepted and answered, and the words for it: the same in every format. */
import type { Finding } from '../model/finding.ts';
import type { Attestation, Waiver } from '../model/records.ts';
import type { CheckSummary, GivenAnswer } from '../model/snapshot.ts';
import { count } from '../text/words.ts';

/** Why a finding is not open: a waiver of its decision, or an answer that goes before what was inferred. */
export interface Accepted {
  readonly state: 'waived' | 'answered';
  readonly by: string;
  /** Dates, as `2026-01-31`. */
  readonly at: string;
  readonly until: string;
  /** Of an answer for some subjects only. */
  readonly scope?: string;
  readonly reason: string;
}

/** One answer of a check, with what it takes out. */
export interface SpokenAnswer {
  readonly summary: CheckSummary;
  readonly given: GivenAnswer;
}

export function acceptedByWaiver({ by, at, expires, reason }: Waiver): Accepted {
  return { state: 'waived', by, at: dayOf(at), until: dayOf(expires), reason };
}

export function acceptedByAnswer({ by, at, expires, scope, evidence }: Attestation): Accepted {
  const part = scope === undefined ? {} : { scope };
  return { state: 'answered', by, at: dayOf(at), until: dayOf(expires), ...part, reason: evidence };
}

/** "Accepted by ann on 2026-01-31 until 2027-01-31: known, ticket 12". */
export function acceptedText({ state, by, at, until, scope, reason }: Accepted): string {
  const word = state === 'waived' ? 'Accepted' : 'Answered';
  return `${word} by ${by} on ${at}${scopeText(scope)} until ${until}: ${reason}`;
}

/** "fails for shop: answered by ann on 2026-01-31, until 2027-01-31: asked the team of the proxy". */
export function answerText({ attestation, findings }: GivenAnswer): string {
  const { by, at, expires, scope, verdict, evidence } = attestation;
  const says = `${verdict === 'fail' ? 'fails' : 'passes'}${scopeText(scope)}`;
  const covered = findings.length === 0 ? '' : `, against ${count(findings, 'inferred finding')}`;
  return `${says}: answered by ${by} on ${dayOf(at)}, until ${dayOf(expires)}${covered}: ${evidence}`;
}

/** One line each: who says so, and until when it counts. */
export function answerLines(answers: readonly SpokenAnswer[]): readonly string[] {
  return answers.map(({ summary, given }) => `${summary.check.meta.id} ${answerText(given)}`);
}

/** What a person has looked at and found not to be met; no finding stands for it. */
export function failedAnswers(answers: readonly SpokenAnswer[]): readonly SpokenAnswer[] {
  return answers.filter(({ given }) => given.attestation.verdict === 'fail');
}

/** Each answer of each check, in their order. */
export function allAnswers(checks: readonly CheckSummary[]): readonly SpokenAnswer[] {
  return checks.flatMap((summary) => (summary.answers ?? []).map((given) => ({ summary, given })));
}

export function answeredFindings(answers: readonly SpokenAnswer[]): readonly Finding[] {
  return answers.flatMap(({ given }) => given.findings);
}

/** `ingress/tls`, `ingress/tls@shop`: as it is written to answer it. */
export function answerKey({ check, scope }: Pick<Attestation, 'check' | 'scope'>): string {
  return scope === undefined ? check : `${check}@${scope}`;
}

function scopeText(scope: string | undefined): string {
  return scope === undefined ? '' : ` for ${scope}`;
}

/** Of a date, or a time of day. */
export function dayOf(time: string): string {
  return time.slice(0, 10);
}
