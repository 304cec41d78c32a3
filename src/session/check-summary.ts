import { type Engine, kindsOfSubject, objectReadsOf } from '../engine/index.ts';
import { type CheckResult, type ItemStatus, type ResultStatus, worstStatus } from '../model/finding.ts';
import type { Attestation } from '../model/records.ts';
import type { CheckSummary } from '../model/snapshot.ts';
import type { AnyAutomatedCheck, Check, Confidence, ManualCheck } from '../plugin-api/index.ts';
import { isAnswered, isOnlyInferred } from './answered.ts';

const NO_COUNTS: Readonly<Record<ResultStatus, number>> = {
  pass: 0,
  fail: 0,
  unknown: 0,
  manual: 0,
  'not-applicable': 0,
  error: 0,
};

/** `attested` answers of this cluster that still hold, by check id; `waived` ids of findings in waived decisions. */
export function summarizeCheck(
  check: Check,
  engine: Engine,
  attested: ReadonlyMap<string, Attestation>,
  waived: ReadonlySet<string>,
): CheckSummary {
  const attestation = attested.get(check.meta.id);
  if (check.mode === 'manual') return manualSummary(check, attestation);
  return { ...automatedSummary(check, engine, attestation, waived), ...setBy(check, engine) };
}

function setBy(check: AnyAutomatedCheck, engine: Engine): Pick<CheckSummary, 'settings' | 'tables'> {
  const { settings, tables } = engine.setFor(check);
  return {
    ...(Object.keys(settings).length === 0 ? {} : { settings }),
    ...(Object.keys(tables).length === 0 ? {} : { tables }),
  };
}

function automatedSummary(
  check: AnyAutomatedCheck,
  engine: Engine,
  attestation: Attestation | undefined,
  waived: ReadonlySet<string>,
): CheckSummary {
  const results = engine.results(check);
  const counts = { ...NO_COUNTS };
  for (const { status } of results) counts[status]++;
  const status = statusOf(results, waived);
  const isAsked = status === 'unknown' || isOnlyInferred(results);
  const question = isAsked && check.question !== undefined ? { question: check.question } : {};
  if (attestation !== undefined && (status === 'unknown' || isAnswered(check, results)))
    return { ...attestedSummary(check, counts, attestation), ...question };
  const reason = reasonOf(results, status);
  const reads = kindsRead(check);
  return {
    check,
    status,
    confidence: confidenceOf(results),
    reads,
    counts,
    ...question,
    ...(reason === undefined ? {} : { reason }),
  };
}

function manualSummary(check: ManualCheck, attestation: Attestation | undefined): CheckSummary {
  if (attestation !== undefined) return { ...attestedSummary(check, NO_COUNTS, attestation), question: check };
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
  const reason = `${attestation.by} on ${attestation.at.slice(0, 10)}: ${attestation.evidence}`;
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

function statusOf(results: readonly CheckResult[], waived: ReadonlySet<string>): ItemStatus {
  if (results.length === 0) return 'not-applicable';
  const isWaived = ({ status, findings }: CheckResult) =>
    status === 'fail' && findings.every(({ id }) => waived.has(id));
  return worstStatus(results.map((result) => (isWaived(result) ? 'waived' : result.status)));
}

function confidenceOf(results: readonly CheckResult[]): Confidence {
  return results.some(({ confidence }) => confidence === 'inferred') ? 'inferred' : 'direct';
}

/** What the first subject of that status says, and how many more say so. */
function reasonOf(results: readonly CheckResult[], status: ItemStatus): string | undefined {
  if (status !== 'unknown' && status !== 'error' && status !== 'not-applicable') return undefined;
  const texts = new Set(
    results.filter((result) => result.status === status).flatMap(({ evidence }) => evidence.map(({ text }) => text)),
  );
  const [first] = texts;
  if (first === undefined) return status === 'not-applicable' ? 'no object that it applies to' : undefined;
  return texts.size === 1 ? first : `${first} (and ${texts.size - 1} more)`;
}
