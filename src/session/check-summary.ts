/** The status of a check over all its subjects, and of the items that checks make up. */
import { ITEMS, type Item } from '../catalog/items.ts';
import type { Engine } from '../engine/index.ts';
import type { Decision, DecisionRow } from '../model/decision.ts';
import {
  type CheckResult,
  type Finding,
  type ItemStatus,
  type ResultStatus,
  severityRank,
  worstStatus,
} from '../model/finding.ts';
import type { Attestation } from '../model/records.ts';
import type { CheckSummary, ItemSummary } from '../model/snapshot.ts';
import type { AnyAutomatedCheck, Check, Confidence } from '../plugin-api/index.ts';

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
  const results = engine.results(check);
  const counts = { ...NO_COUNTS };
  for (const { status } of results) counts[status]++;
  const status = statusOf(results, waived);
  if (status === 'unknown' && attestation !== undefined) return attestedSummary(check, counts, attestation);
  const reason = reasonOf(results, status);
  return { check, status, confidence: confidenceOf(results), counts, ...(reason === undefined ? {} : { reason }) };
}

function manualSummary(check: Check, attestation: Attestation | undefined): CheckSummary {
  if (attestation !== undefined) return attestedSummary(check, NO_COUNTS, attestation);
  return {
    check,
    status: 'manual',
    confidence: 'attested',
    counts: NO_COUNTS,
    reason: 'nobody has answered it, or the answer expired',
  };
}

function attestedSummary(check: Check, counts: CheckSummary['counts'], attestation: Attestation): CheckSummary {
  const status = attestation.verdict === 'pass' ? 'attested' : 'fail';
  const reason = `${attestation.by} on ${attestation.at.slice(0, 10)}: ${attestation.evidence}`;
  return { check, status, confidence: 'attested', counts, reason, attestation };
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
  if (first === undefined) return status === 'not-applicable' ? 'nothing here that it applies to' : undefined;
  return texts.size === 1 ? first : `${first} (and ${texts.size - 1} more)`;
}

export interface ItemInput {
  readonly checks: readonly CheckSummary[];
  /** Registered checks that were not asked for. */
  readonly leftOut: readonly Check[];
  readonly findings: readonly Finding[];
  /** Decisions that are neither waived nor folded. */
  readonly decisions: readonly Decision[];
  rows(decisions: readonly Decision[]): readonly DecisionRow[];
}

export function summarizeItems(input: ItemInput): readonly ItemSummary[] {
  const itemOf = new Map<string, string>(input.checks.map(({ check }) => [check.meta.id, check.meta.item]));
  const findings = Map.groupBy(input.findings, (finding) => itemOf.get(finding.check) ?? '');
  const leftOut = new Set(input.leftOut.map(({ meta }) => meta.item));
  const decisions = Map.groupBy(input.decisions, ({ item }) => item);
  return ITEMS.map((item) => {
    const own = findings.get(item.id) ?? [];
    const rows = input.rows(decisions.get(item.id) ?? []);
    const checks = input.checks.filter(({ check }) => check.meta.item === item.id);
    const follows = followsOf(item, own, input.decisions);
    const worst = own.toSorted((left, right) => severityRank(left.severity) - severityRank(right.severity))[0]
      ?.severity;
    const status = checks.length === 0 ? 'unknown' : worstStatus(checks.map((check) => check.status));
    const isLeftOut = checks.length === 0 && leftOut.has(item.id);
    const note = isLeftOut ? 'left out' : noteOf(status, checks);
    return {
      ...item,
      status,
      checks,
      rows,
      findings: own.length,
      ...(follows === undefined ? {} : { follows }),
      ...(worst === undefined ? {} : { worst }),
      ...(note === undefined ? {} : { note }),
      ...(isLeftOut ? { isLeftOut } : {}),
    };
  });
}

/** The item whose decisions resolve most of the findings of this one, where this one has none of its own. */
function followsOf(item: Item, findings: readonly Finding[], decisions: readonly Decision[]): ItemSummary['follows'] {
  const ids = new Set(findings.map(({ id }) => id));
  const counts = new Map<string, number>();
  for (const decision of decisions) {
    if (decision.item === item.id) continue;
    const shared = decision.findings.filter(({ id }) => ids.has(id)).length;
    if (shared > 0) counts.set(decision.item, (counts.get(decision.item) ?? 0) + shared);
  }
  const [most] = [...counts].sort((left, right) => right[1] - left[1]);
  if (most === undefined) return undefined;
  return { item: ITEMS.find(({ id }) => id === most[0])?.number ?? 0, findings: most[1] };
}

function noteOf(status: ItemStatus, checks: readonly CheckSummary[]): string | undefined {
  if (checks.length === 0) return 'no check yet';
  switch (status) {
    case 'pass':
      return checks.some(({ confidence }) => confidence === 'inferred') ? 'inferred' : 'direct';
    case 'manual':
      return 'your answer';
    case 'attested':
      return 'answered';
    case 'unknown':
      return 'not visible';
    case 'error':
      return 'check failed';
    case 'waived':
      return 'waived';
    case 'not-applicable':
      return 'not applicable';
    case 'fail':
      return undefined;
  }
}

export function isAutomated(check: Check): check is AnyAutomatedCheck {
  return check.mode === 'automated';
}
