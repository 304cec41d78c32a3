/**
 * The denial property: whatever is taken from a check's sight, because it is denied, fails or is not followed any more, no
 * verdict gets better or surer, and no change more certain.
 */
import { expect } from 'vitest';
import { READINESS_ORDER } from '../../../src/model/decision.ts';
import type { CheckResult, ResultStatus } from '../../../src/model/finding.ts';
import type { AnyAutomatedCheck, Proposal } from '../../../src/plugin-api/index.ts';
import type { Fixture } from './load.ts';
import { lossesOf } from './losses.ts';
import { runFixture } from './run.ts';

export function expectDenials(check: AnyAutomatedCheck, fixture: Fixture): void {
  if (fixture.sourceType === 'files') return;
  const before = new Map(runFixture(check, fixture).results.map((result) => [keyOf(result), result]));
  for (const denial of lossesOf(check, fixture)) {
    for (const result of runFixture(check, denial.fixture).results) {
      const was = before.get(keyOf(result));
      if (was !== undefined) expectNoBetter(was, result, denial.name);
    }
  }
}

function keyOf({ subject: { kind, namespace = '', name } }: CheckResult): string {
  return `${kind}/${namespace}/${name}`;
}

function expectNoBetter(was: CheckResult, is: CheckResult, denied: string): void {
  const allowed: readonly ResultStatus[] = [was.status, 'unknown'];
  expect(allowed, `without ${denied}, ${keyOf(is)} was ${was.status}`).toContain(is.status);
  if (is.status === was.status && was.confidence === 'inferred')
    expect(is.confidence, `without ${denied}, ${keyOf(is)} was only inferred`).toBe('inferred');
  for (const finding of is.findings) {
    const earlier = was.findings.find(({ id }) => id === finding.id);
    expect(rank(finding.proposal), `without ${denied}: ${finding.message}`).toBeGreaterThanOrEqual(
      earlier === undefined ? rank({ readiness: 'review' }) : rank(earlier.proposal),
    );
  }
}

/** Nothing to offer counts as least ready, like a change that only a file can take. */
function rank(proposal: Pick<Proposal, 'readiness'> | undefined): number {
  return proposal === undefined ? READINESS_ORDER.length : READINESS_ORDER.indexOf(proposal.readiness);
}
