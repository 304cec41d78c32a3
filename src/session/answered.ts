/** What a person's answer settles: never what was seen to fail. */
import type { Engine } from '../engine/index.ts';
import { refKey } from '../kube/refs.ts';
import type { CheckResult, Finding } from '../model/finding.ts';
import type { Attestation } from '../model/records.ts';
import { bySpecialty, covers } from '../model/scope.ts';
import type { AnyAutomatedCheck, Check, ObjectRef } from '../plugin-api/index.ts';

/** Answers by check: for all its subjects, and for some. */
export interface HeldAnswers {
  readonly whole: ReadonlyMap<string, Attestation>;
  readonly scoped: ReadonlyMap<string, readonly Attestation[]>;
}

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

/** Whether evidence leaves something open that a person may answer. */
export function isOpen(check: AnyAutomatedCheck, results: readonly CheckResult[]): boolean {
  if (results.some(({ status }) => status === 'error')) return false;
  const isUnknown =
    results.some(({ status }) => status === 'unknown') && results.every(({ status }) => status !== 'fail');
  return isUnknown || isAnswered(check, results);
}

export interface AnsweredParts {
  /** What no answer for some subjects settles. */
  readonly left: readonly CheckResult[];
  readonly settled: readonly { readonly answer: Attestation; readonly results: readonly CheckResult[] }[];
}

/** Each subject belongs to the narrowest answer that covers it; an answer holds as one for all subjects does. */
export function answeredParts(
  check: AnyAutomatedCheck,
  results: readonly CheckResult[],
  answers: readonly Attestation[] = [],
): AnsweredParts {
  if (answers.length === 0) return { left: results, settled: [] };
  const narrowFirst = answers.toSorted((left, right) => bySpecialty(left.scope, right.scope));
  const parts = Map.groupBy(results, ({ subject }) => narrowFirst.find(({ scope = '' }) => covers(scope, subject)));
  const settled = [...parts].flatMap(([answer, covered]) =>
    answer !== undefined && isOpen(check, covered) ? [{ answer, results: covered }] : [],
  );
  const taken = new Set(settled.flatMap((part) => part.results));
  return { left: results.filter((result) => !taken.has(result)), settled };
}

/** Findings that only inference makes, of subjects of which a person says otherwise. */
export interface Settled {
  readonly keys: ReadonlySet<string>;
  has(finding: Pick<Finding, 'check' | 'subject'>): boolean;
}

export const NOTHING_SETTLED: Settled = settledBy(new Set());

/** By the check, or by the check and the subject. */
function settledBy(keys: ReadonlySet<string>): Settled {
  return { keys, has: ({ check, subject }) => keys.size > 0 && (keys.has(check) || keys.has(keyOf(check, subject))) };
}

export function settledFindings(engine: Engine, checks: readonly Check[], { whole, scoped }: HeldAnswers): Settled {
  const keys = new Set<string>();
  for (const check of checks) {
    const { id } = check.meta;
    if (check.mode === 'manual' || (!whole.has(id) && !scoped.has(id))) continue;
    const { left, settled } = answeredParts(check, engine.results(check), scoped.get(id));
    for (const { answer, results } of settled)
      for (const { subject } of answer.verdict === 'pass' ? results : []) keys.add(keyOf(id, subject));
    if (whole.get(id)?.verdict === 'pass' && isAnswered(check, left)) {
      if (settled.length === 0) keys.add(id);
      else for (const { subject } of left) keys.add(keyOf(id, subject));
    }
  }
  return settledBy(keys);
}

function keyOf(check: string, subject: ObjectRef): string {
  return `${check}|${refKey(subject)}`;
}
