/** The rules that a role has by itself: those of an aggregated ClusterRole belong to the roles that they come from. */
import { type AnyRole, contributorsOf, isAggregated, type Rule } from '../../../src/analysis/rbac/index.ts';
import type { View } from '../../../src/plugin-api/index.ts';
import { ruleKey } from '../shared.ts';

export function ownRules(role: AnyRole, rules: readonly Rule[], view: View<'ClusterRole'>): readonly Rule[] {
  const distinct = [...new Map(rules.map((rule) => [ruleKey(rule), rule])).values()];
  if (!isAggregated(role)) return distinct;
  const contributed = contributorsOf(role, view.list('ClusterRole')).flatMap((contributor) => contributor.rules ?? []);
  const keys = new Set(contributed.map(ruleKey));
  return distinct.filter((rule) => !keys.has(ruleKey(rule)));
}
