/** Why a rule, or a part of it, grants nothing. */
import {
  type ApiResource,
  clause,
  type EvidenceResult,
  nameSome,
  type Outcome,
  rbac,
  unknown,
} from 'kubectl-harden/plugin-api';

type Rule = rbac.Rule;

interface Surroundings {
  readonly isNamespaced: boolean;
  /** Absent: no API server told what it serves. */
  readonly discovery: readonly ApiResource[] | undefined;
}

/** To go on after "grants nothing"; `undefined`: all of it grants something. */
export function emptyGrant(rule: Rule, { isNamespaced, discovery }: Surroundings): string | undefined {
  const problem = rbac.ruleProblem(rule, { isNamespaced });
  if (problem !== undefined) return `: it ${problem}. ${said(rule)}`;
  const { idle } = isNamespaced ? rbac.reachInNamespace(rule, discovery) : { idle: [] };
  if (idle.length === 0) return undefined;
  const what = idle.map(rbac.describeRule).join('; ');
  return ` by ${what}: no Role can grant what belongs to no namespace. ${said(rule)}`;
}

function said(rule: Rule): string {
  return `It says ${rbac.describeParts(rule)}.`;
}

/** Whether resources of others belong to a namespace only the API server tells: where it does not, nobody can say. */
export function unknownScopes(
  rules: readonly Rule[],
  { value, coverage }: EvidenceResult<readonly ApiResource[]>,
): Outcome {
  if (value !== undefined || coverage.state === 'absent') return [];
  const groups = rules.flatMap(({ apiGroups }) => apiGroups ?? []).filter((group) => !rbac.isBuiltInGroup(group));
  const foreign = [...new Set(groups.filter((group) => group !== '*'))];
  if (foreign.length === 0) return [];
  return unknown(
    `Whether what it names of ${nameSome(foreign)} belongs to a namespace is not visible: ${clause(coverage.reason ?? coverage.state)}.`,
  );
}
