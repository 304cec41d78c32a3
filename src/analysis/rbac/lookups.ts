/** By what RBAC objects are found. */
import { defineLookup, may } from '../../plugin-api/index.ts';
import { isFullWildcard } from './administrators.ts';
import { isAggregated } from './aggregation.ts';
import { capabilitiesOf } from './capabilities/index.ts';
import { roleKey } from './indexed.ts';
import { scopeOf } from './subjects.ts';
import type { AnyBinding, AnyRole, Rule } from './types.ts';
import { roleRefProblem, subjectKeysOf } from './validity.ts';

/** By `subject` and by `subject in scope`, where the scope is a namespace, or nothing for cluster-wide ones. */
export const bindingsBySubject = defineLookup({
  name: 'bindings by subject',
  reads: [may('RoleBinding'), may('ClusterRoleBinding')],
  keysOf: (binding) => [...subjectKeysOf(binding)].flatMap((key) => [key, keyIn(key, scopeOf(binding) ?? '')]),
});

export function keyIn(subject: string, scope: string): string {
  return `${scope}\u0000${subject}`;
}

export const bindingsByRole = defineLookup({
  name: 'bindings by role',
  reads: [may('RoleBinding'), may('ClusterRoleBinding')],
  keysOf: (binding) => (roleRefProblem(binding) === undefined ? [keyOfReference(binding)] : []),
});

function keyOfReference(binding: AnyBinding): string {
  const { kind, name } = binding.roleRef;
  return roleKey(kind, { namespace: kind === 'Role' ? scopeOf(binding) : undefined, name });
}

/** By kind, namespace and name; those that may allow binding roles by `BIND_KEY` as well, those that lead on by `LEADS_ON`. */
export const rolesByName = defineLookup({
  name: 'roles by name',
  reads: [may('Role'), may('ClusterRole')],
  keysOf: (role) => [
    roleKey(role.kind, role.metadata),
    ...(mayGiveBinding(role) ? [BIND_KEY] : []),
    ...(mayLeadOn(role) ? [LEADS_ON] : []),
  ],
});

export const LEADS_ON = 'leads on';

/** To more than it names. */
function mayLeadOn(role: AnyRole): boolean {
  const rules = role.rules ?? [];
  if (rules.length === 0) return isAggregated(role);
  return rules.some((rule) => isFullWildcard(rule) || capabilitiesOf(rule).length > 0);
}

export const accountsByNamespace = defineLookup({
  name: 'accounts by namespace',
  reads: [may('ServiceAccount')],
  keysOf: ({ metadata }) => [metadata.namespace ?? '', ANY],
});

export const BIND = { verb: 'bind', group: 'rbac.authorization.k8s.io' };
export const BIND_KEY = BIND.verb;

/** What an aggregated role without rules (files) gives, others say. */
function mayGiveBinding(role: AnyRole): boolean {
  const rules = role.rules ?? [];
  return rules.length === 0 ? isAggregated(role) : rules.some(givesBinding);
}

/** Whoever may do everything is always there. */
export function givesBinding(rule: Rule): boolean {
  const { verbs, apiGroups, resources } = rule;
  const names = (list: readonly string[] | null | undefined, wanted: readonly string[]) =>
    list?.some((each) => each === '*' || wanted.includes(each)) === true;
  if (isFullWildcard(rule)) return false;
  return names(verbs, [BIND.verb]) && names(apiGroups, [BIND.group]) && names(resources, ['roles', 'clusterroles']);
}

/** By each label, all of them by `ANY`, and the aggregated ones by `AGGREGATED`. */
export const clusterRolesByLabel = defineLookup({
  name: 'ClusterRoles by label',
  reads: [may('ClusterRole')],
  keysOf: (role) => [
    ANY,
    ...(isAggregated(role) ? [AGGREGATED] : []),
    ...Object.entries(role.metadata.labels ?? {}).map(([name, value]) => labelKey(name, value)),
  ],
});

export const ANY = 'any';
export const AGGREGATED = 'aggregated';

export function labelKey(name: string, value: string): string {
  return `${name}=${value}`;
}
