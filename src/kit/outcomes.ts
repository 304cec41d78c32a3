/** Verdicts in one line each. */
import type { Evidence, InferredFailure, Proposal, Verdict, Violation } from '../plugin-api/index.ts';

type Said = string | Evidence | readonly (string | Evidence)[];

export function pass(evidence: Said, confidence: Verdict['confidence'] = 'direct'): Verdict {
  return { status: 'pass', evidence: evidenceOf(evidence), confidence };
}

/** Why it cannot be told. */
export function unknown(evidence: Said): Verdict {
  return { status: 'unknown', evidence: evidenceOf(evidence), confidence: 'direct' };
}

export function notApplicable(evidence: Said): Verdict {
  return { status: 'not-applicable', evidence: evidenceOf(evidence), confidence: 'direct' };
}

/** Fails as far as can be inferred: something that was not seen may say otherwise. */
export function inferred(violations: readonly Violation[]): InferredFailure {
  return { status: 'fail', violations, confidence: 'inferred' };
}

export function fails(violations: readonly Violation[], isSeen: boolean): InferredFailure {
  return { status: 'fail', violations, confidence: isSeen ? 'direct' : 'inferred' };
}

/** Nothing to change yet, and why; `needs` names the inputs that are missing. */
export function plan(reason: string, more: Partial<Pick<Proposal, 'caveats' | 'needs' | 'evidence'>> = {}): Proposal {
  return { readiness: 'needs-input', reason, changes: [], ...more };
}

function evidenceOf(said: Said): readonly Evidence[] {
  const list = Array.isArray(said) ? (said as readonly (string | Evidence)[]) : [said as string | Evidence];
  return list.map((each) => (typeof each === 'string' ? { text: each } : each));
}
