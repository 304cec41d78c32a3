/** What a person's answer settles: never what was seen to fail. */
import type { Engine } from '../engine/index.ts';
import type { CheckResult } from '../model/finding.ts';
import type { Attestation } from '../model/records.ts';
import type { AnyAutomatedCheck, Check } from '../plugin-api/index.ts';

/** It fails, and nothing of that was seen. A check that itself failed somewhere has not looked. */
export function isOnlyInferred(results: readonly CheckResult[]): boolean {
  const fails = results.filter(({ status }) => status === 'fail');
  return (
    fails.length > 0 &&
    fails.every(({ confidence }) => confidence === 'inferred') &&
    results.every(({ status }) => status !== 'error')
  );
}

/** Whether an answer to its question goes before what was inferred. */
export function isAnswered(check: AnyAutomatedCheck, results: readonly CheckResult[]): boolean {
  return check.question !== undefined && isOnlyInferred(results);
}

/** Ids of the checks of which a person says that they hold, and that only inference says otherwise of. */
export function settledChecks(
  engine: Engine,
  checks: readonly Check[],
  attested: ReadonlyMap<string, Attestation>,
): ReadonlySet<string> {
  const settled = new Set<string>();
  for (const check of checks) {
    if (check.mode === 'manual' || attested.get(check.meta.id)?.verdict !== 'pass') continue;
    if (isAnswered(check, engine.results(check))) settled.add(check.meta.id);
  }
  return settled;
}
