import { type Engine, kindsOfSubject, objectReadsOf } from '../../engine/index.ts';
import { isClusterScoped } from '../../kube/kinds.ts';
import { type CheckResult, type ItemStatus, type ResultStatus, worstStatus } from '../../model/finding.ts';
import type { Attestation } from '../../model/records.ts';
import type { CheckSummary, GivenAnswer } from '../../model/snapshot.ts';
import type { AnyAutomatedCheck, Check, ManualCheck } from '../../plugin-api/index.ts';
import { compareText } from '../../text/words.ts';
import { answeredParts, type HeldAnswers, isAnswered } from '../answered.ts';
import { compareFindings } from './order.ts';
import { NO_COUNTS, type Tallies, type Tally, tallyOf } from './tally.ts';

/** `answers`: those of this cluster that still hold. */
export function summarizeCheck(
  check: Check,
  tallies: Tallies,
  answers: HeldAnswers,
  engine: Engine,
  namespaces?: readonly string[],
): CheckSummary {
  const attestation = answers.whole.get(check.meta.id);
  if (check.mode === 'manual') return manualSummary(check, attestation);
  if (namespaces !== undefined && isOfCluster(check)) return { ...notAsked(check), ...setBy(check, engine) };
  const scoped = answers.scoped.get(check.meta.id);
  const tally = tallies.of(check);
  // Only of the few checks with a question or an answer are the results themselves looked at.
  const isPlain = check.question === undefined && scoped === undefined && attestation === undefined;
  const results = isPlain ? [] : engine.results(check);
  const { left, settled } = answeredParts(check, results, scoped);
  const of = settled.length === 0 ? tally : tallyOf(left, tally.waived);
  const summary = automatedSummary(check, of, attestation, isAnswered(check, left));
  const parts = settled.map(({ answer, results: own }) => givenAnswer(answer, own));
  const whole = summary.attestation === undefined ? [] : [givenAnswer(summary.attestation, left)];
  const { undecided } = of;
  return {
    ...withParts(summary, parts),
    ...answersOf([...whole, ...parts]),
    ...setBy(check, engine),
    ...(undecided.size === 0 ? {} : { undecided }),
  };
}

/** A yes takes out what was only inferred; a no leaves it, and a person stands behind it. */
function givenAnswer(attestation: Attestation, results: readonly CheckResult[]): GivenAnswer {
  const findings = attestation.verdict === 'pass' ? results.flatMap((result) => result.findings) : [];
  return { attestation, findings: findings.toSorted(compareFindings) };
}

/** In a fixed order: for all, then by scope. */
function answersOf(answers: readonly GivenAnswer[]): Pick<CheckSummary, 'answers'> {
  const scopeOf = ({ attestation }: GivenAnswer) => attestation.scope ?? '';
  if (answers.length === 0) return {};
  return { answers: answers.toSorted((one, other) => compareText(scopeOf(one), scopeOf(other))) };
}

/** What persons say of some subjects goes beside what was seen of the others; the worse counts. */
function withParts(summary: CheckSummary, parts: readonly GivenAnswer[]): CheckSummary {
  const answers = parts.map(({ attestation }) => attestation);
  const [answer] = answers.toSorted((one, other) => (one.verdict < other.verdict ? -1 : 1));
  if (answer === undefined) return summary;
  const said = attestedSummary(summary.check, summary.counts, answer);
  const worst = worstStatus([summary.status, said.status]);
  if (worst !== summary.status || summary.status === 'not-applicable') return { ...summary, ...said };
  const { reason = said.reason } = summary;
  return { ...summary, ...(reason === undefined ? {} : { reason }) };
}

/** None of its subjects can be in a namespace, or be one. */
function isOfCluster({ subject }: AnyAutomatedCheck): boolean {
  return kindsOfSubject(subject).every((kind) => kind !== 'Namespace' && isClusterScoped(kind));
}

function notAsked(check: AnyAutomatedCheck): CheckSummary {
  const reason = 'it is about the whole cluster, and only namespaces were named';
  return { check, status: 'not-asked', confidence: 'direct', reads: kindsRead(check), counts: NO_COUNTS, reason };
}

function setBy(check: AnyAutomatedCheck, engine: Engine): Pick<CheckSummary, 'settings' | 'tables'> {
  const { settings, tables } = engine.setFor(check);
  return {
    ...(Object.keys(settings).length === 0 ? {} : { settings }),
    ...(Object.keys(tables).length === 0 ? {} : { tables }),
  };
}

/** `isInferred`: it has a question, and all that fails was inferred. */
function automatedSummary(
  check: AnyAutomatedCheck,
  tally: Tally,
  attestation: Attestation | undefined,
  isInferred: boolean,
): CheckSummary {
  const counts = { ...tally.counts };
  const status = statusOf(tally);
  const isAsked = status === 'unknown' || isInferred;
  const question = isAsked && check.question !== undefined ? { question: check.question } : {};
  if (attestation !== undefined && isAsked) return { ...attestedSummary(check, counts, attestation), ...question };
  const reason = reasonOf(tally, status);
  const reads = kindsRead(check);
  return {
    check,
    status,
    confidence: tally.inferred > 0 ? 'inferred' : 'direct',
    reads,
    counts,
    ...question,
    ...(reason === undefined ? {} : { reason }),
  };
}

function manualSummary(check: ManualCheck, attestation: Attestation | undefined): CheckSummary {
  if (attestation !== undefined) {
    const said = attestedSummary(check, NO_COUNTS, attestation);
    return { ...said, question: check, ...answersOf([givenAnswer(attestation, [])]) };
  }
  return {
    check,
    status: 'manual',
    confidence: 'attested',
    reads: [],
    counts: NO_COUNTS,
    question: check,
    reason: 'nobody has answered it, or the answer expired',
  };
}

function attestedSummary(check: Check, counts: CheckSummary['counts'], attestation: Attestation): CheckSummary {
  const status = attestation.verdict === 'pass' ? 'attested' : 'fail';
  const where = attestation.scope === undefined ? '' : ` for ${attestation.scope}`;
  const reason = `${attestation.by} on ${attestation.at.slice(0, 10)}${where}: ${attestation.evidence}`;
  return { check, status, confidence: 'attested', reads: kindsRead(check), counts, reason, attestation };
}

const known = new WeakMap<Check, readonly string[]>();

function kindsRead(check: Check): readonly string[] {
  if (check.mode === 'manual') return [];
  const found = known.get(check) ?? [
    ...new Set([...kindsOfSubject(check.subject), check.subject, ...objectReadsOf(check).map(({ what }) => what)]),
  ];
  known.set(check, found);
  return found;
}

/** Failures are waived when every finding is. */
function statusOf({ counts, findings, waived }: Tally): ItemStatus {
  const statuses = (Object.keys(counts) as ResultStatus[]).filter((status) => counts[status] > 0);
  return worstStatus(statuses.map((status) => (status === 'fail' && findings === waived ? 'waived' : status)));
}

/** What most of those in that status say, a missing right first, and how many others say something else. */
function reasonOf({ reasons }: Tally, status: ItemStatus): string | undefined {
  if (status !== 'unknown' && status !== 'error' && status !== 'not-applicable') return undefined;
  const texts = [...(reasons.get(status) ?? [])];
  if (texts.length === 0) return status === 'not-applicable' ? 'no object that it applies to' : undefined;
  const [first] = texts.reduce((most, each) => (comesBefore(each, most) ? each : most));
  return texts.length === 1 ? first : `${first} (and ${texts.length - 1} more)`;
}

function comesBefore([text, count]: readonly [string, number], [other, most]: readonly [string, number]): boolean {
  if (count !== most) return count > most;
  const [named, others] = [namesRight(text), namesRight(other)];
  return named === others ? text < other : named;
}

/** "GET /flagz is denied to you": what whoever asks can do something about. */
function namesRight(text: string): boolean {
  return text.includes(' is denied to you');
}
