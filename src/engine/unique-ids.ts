/** Two findings of one subject with one id could not be told apart: waivers and sums would count one of them. */
import type { CheckResult } from '../model/finding.ts';

/** An error of the check, which says too little of where it found something. */
export function withUniqueIds(result: CheckResult): CheckResult {
  // Most verdicts find nothing, and hundreds of thousands come through here.
  if (result.findings.length < 2) return result;
  const ids = new Set(result.findings.map(({ id }) => id));
  if (ids.size === result.findings.length) return result;
  const repeated = result.findings.find(({ id }, at) => result.findings.findIndex((other) => other.id === id) < at);
  const text = `the check itself failed: two findings have the same id: ${repeated?.message ?? ''}`;
  return { ...result, status: 'error', findings: [], evidence: [{ text }] };
}

/** What is said of the cluster as a whole on evidence of several copies is said once. */
export function saidOnce(result: CheckResult): CheckResult {
  const byId = new Map(result.findings.toReversed().map((finding) => [finding.id, finding]));
  return byId.size === result.findings.length ? result : { ...result, findings: [...byId.values()].toReversed() };
}
