/** Of what somebody holds through one binding: what of each rule was used. */
import type { AuditLog } from '../../plugin-api/index.ts';
import { compact, type Rule, ruleAllows, ruleOf, type Subject } from '../rbac/index.ts';
import { usersBehind } from './log-index.ts';
import { type Used, usesOf } from './questions.ts';
import { trimRules } from './trim.ts';

export interface HeldUse {
  /** What of the rules was used, in rules that give no more. */
  readonly used: readonly Rule[];
  /** What was not, as it is written. */
  readonly unused: readonly Rule[];
  readonly requests: number;
}

/** `namespace` null: held in the whole cluster. */
export function heldUse(
  { rules, namespace }: { readonly rules: readonly Rule[]; readonly namespace: string | null },
  uses: readonly Used[],
): HeldUse {
  const there = uses.filter(
    ({ question }) =>
      (namespace === null || ('namespace' in question && question.namespace === namespace)) &&
      rules.some((rule) => ruleAllows(rule, question)),
  );
  const { rules: used, removed } = trimRules(rules, { used: there, handedOn: [], isExact: true });
  return {
    used,
    unused: compact(removed.map(ruleOf)),
    requests: there.reduce((sum, { requests }) => sum + requests, 0),
  };
}

/** Of all that are meant by the subject: of a group its members. */
export function usesBySubject(log: AuditLog, subject: Subject): readonly Used[] {
  return usersBehind(log, subject).flatMap(usesOf);
}
