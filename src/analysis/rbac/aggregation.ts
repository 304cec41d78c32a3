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
  return clusterRoles.filter((other) => contributes(other, role, selectors));
}

export function contributes(other: ClusterRole, role: AnyRole, selectors = selectorsOf(role)): boolean {
  if (other.metadata.name === role.metadata.name) return false;
  return selectors.some((selector) => matchesLabels(selector, other.metadata.labels ?? {}));
}

/** The rules of every ClusterRole once the controller has done its work. */
export function aggregatedRules(clusterRoles: readonly ClusterRole[]): ReadonlyMap<string, readonly Rule[]> {
  const known = new Map<ClusterRole, readonly ClusterRole[]>();
  const from = (role: ClusterRole) => {
    const found = known.get(role) ?? contributorsOf(role, clusterRoles);
    known.set(role, found);
    return found;
  };
  return new Map(clusterRoles.map((role) => [role.metadata.name, settledRules(role, from)]));
}

/** The rules of one ClusterRole then: its own, or those of all that feed it, directly or through others. */
export function settledRules(
  role: ClusterRole,
  contributors: (role: ClusterRole) => readonly ClusterRole[],
): readonly Rule[] {
  const seen = new Set<string>();
  const collect = (each: ClusterRole): readonly Rule[] => {
    if (!isAggregated(each)) return each.rules ?? [];
    if (seen.has(each.metadata.name)) return [];
    seen.add(each.metadata.name);
    return contributors(each).flatMap(collect);
  };
  return isAggregated(role) ? distinct(collect(role)) : collect(role);
}

export function selectorsOf(role: AnyRole): readonly LabelSelector[] {
  if (!('aggregationRule' in role)) return [];
  return role.aggregationRule?.clusterRoleSelectors ?? [];
}

function distinct(rules: readonly Rule[]): readonly Rule[] {
  return [...new Map(rules.map((rule) => [canonicalJson(rule), rule])).values()];
}
