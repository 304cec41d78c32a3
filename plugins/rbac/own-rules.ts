/** The rules that a role has by itself: those of an aggregated ClusterRole belong to the roles that they come from. */
import { rbac } from 'kubectl-harden/plugin-api';
import type { HolderView } from './holders.ts';
import { ruleKey } from './shared.ts';

type Rule = rbac.Rule;

export function ownRules(role: rbac.AnyRole, rules: readonly Rule[], view: HolderView): readonly Rule[] {
  const distinct = [...new Map(rules.map((rule) => [ruleKey(rule), rule])).values()];
  if (!rbac.isAggregated(role)) return distinct;
  const contributors = view.derive(rbac.rights).value.contributorsOf(role);
  const keys = new Set(contributors.flatMap((contributor) => contributor.rules ?? []).map(ruleKey));
  return distinct.filter((rule) => !keys.has(ruleKey(rule)));
}
