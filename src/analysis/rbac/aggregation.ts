/** ClusterRoles whose rules a controller fills from other ClusterRoles by label. */
import { canonicalJson } from '../../kube/canonical.ts';
import { type LabelSelector, matchesLabels } from '../../kube/label-selector.ts';
import type { KindMap } from '../../plugin-api/index.ts';
import type { AnyRole, Rule } from './types.ts';

type ClusterRole = KindMap['ClusterRole'];

export function isAggregated(role: AnyRole): boolean {
  return selectorsOf(role).length > 0;
}

/** The ClusterRoles whose rules go into an aggregated one. */
export function contributorsOf(role: AnyRole, clusterRoles: readonly ClusterRole[]): readonly ClusterRole[] {
  const selectors = selectorsOf(role);
  return clusterRoles.filter(
    (other) =>
      other.metadata.name !== role.metadata.name &&
      selectors.some((selector) => matchesLabels(selector, other.metadata.labels ?? {})),
  );
}

/** The rules of every ClusterRole once the controller has done its work. */
export function aggregatedRules(clusterRoles: readonly ClusterRole[]): ReadonlyMap<string, readonly Rule[]> {
  const rules = new Map<string, readonly Rule[]>();
  for (const role of clusterRoles) rules.set(role.metadata.name, isAggregated(role) ? [] : (role.rules ?? []));
  const aggregated = clusterRoles
    .filter(isAggregated)
    .map((role) => ({ name: role.metadata.name, from: contributorsOf(role, clusterRoles) }));
  // Aggregated roles may feed each other: each pass carries rules one step further, and they only grow.
  for (let pass = 0; pass < aggregated.length; pass++) {
    let isSettled = true;
    for (const { name, from } of aggregated) {
      const next = distinct(from.flatMap((role) => rules.get(role.metadata.name) ?? []));
      if (next.length !== rules.get(name)?.length) isSettled = false;
      rules.set(name, next);
    }
    if (isSettled) break;
  }
  return rules;
}

function selectorsOf(role: AnyRole): readonly LabelSelector[] {
  if (!('aggregationRule' in role)) return [];
  return role.aggregationRule?.clusterRoleSelectors ?? [];
}

function distinct(rules: readonly Rule[]): readonly Rule[] {
  return [...new Map(rules.map((rule) => [canonicalJson(rule), rule])).values()];
}
