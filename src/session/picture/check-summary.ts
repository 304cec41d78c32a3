import { kindsOfSubject, objectReadsOf } from '../../engine/index.ts';
import { type ItemStatus, type ResultStatus, worstStatus } from '../../model/finding.ts';
import type { Attestation } from '../../model/records.ts';
import type { CheckSummary } from '../../model/snapshot.ts';
import type { Check } from '../../plugin-api/index.ts';
import { NO_COUNTS, type Tallies, type Tally } from './tally.ts';

/** `attested`: answers of this cluster that still hold, by check id. */
export function summarizeCheck(
  check: Check,
  tallies: Tallies,
  attested: ReadonlyMap<string, Attestation>,
): CheckSummary {
  const attestation = attested.get(check.meta.id);
  if (check.mode === 'manual') return manualSummary(check, attestation);
  const tally = tallies.of(check);
  const counts = { ...tally.counts };
  const status = statusOf(tally);
  if (status === 'unknown' && attestation !== undefined) return attestedSummary(check, counts, attestation);
  const reason = reasonOf(tally, status);
  const reads = kindsRead(check);
  return {
    check,
    status,
    confidence: tally.inferred > 0 ? 'inferred' : 'direct',
    reads,
    counts,
    ...(reason === undefined ? {} : { reason }),
  };
}

function manualSummary(check: Check, attestation: Attestation | undefined): CheckSummary {
  if (attestation !== undefined) return attestedSummary(check, NO_COUNTS, attestation);
  return {
    check,
    status: 'manual',
    confidence: 'attested',
    reads: [],
    counts: NO_COUNTS,
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

/** Failures are waived when every finding is. */
function statusOf({ counts, findings, waived }: Tally): ItemStatus {
  const statuses = (Object.keys(counts) as ResultStatus[]).filter((status) => counts[status] > 0);
  return worstStatus(statuses.map((status) => (status === 'fail' && findings === waived ? 'waived' : status)));
}

/** What most of those in that status say, and how many others say something else. */
function reasonOf({ reasons }: Tally, status: ItemStatus): string | undefined {
  if (status !== 'unknown' && status !== 'error' && status !== 'not-applicable') return undefined;
  const texts = [...(reasons.get(status) ?? [])];
  if (texts.length === 0) return status === 'not-applicable' ? 'no object that it applies to' : undefined;
  const [first] = texts.reduce((most, each) => (comesBefore(each, most) ? each : most));
  return texts.length === 1 ? first : `${first} (and ${texts.length - 1} more)`;
}

function comesBefore([text, count]: readonly [string, number], [other, most]: readonly [string, number]): boolean {
  return count === most ? text < other : count > most;
}
