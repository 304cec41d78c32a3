/** What the checks of this area share: looking up roles and accounts, and taking a subject out of a binding. */

import { isRead, isWholeCluster } from '../../src/analysis/coverage.ts';
import {
  type Access,
  type AccountRef,
  type AnyBinding,
  type AnyRole,
  accessTo,
  aggregatedRules,
  isAggregated,
  type Rule,
  subjectKey,
  subjectsOf,
} from '../../src/analysis/rbac/index.ts';
import type { BindingSubject, Change, Edit, Json, ObjectRef, View, Workload } from '../../src/plugin-api/index.ts';

export type RoleRead = 'Role' | 'ClusterRole';
export type RbacRead = RoleRead | 'RoleBinding' | 'ClusterRoleBinding';

/** Who is granted what: cluster-wide and in one namespace, or everywhere. */
export function accessIn(view: View<RbacRead>, namespace?: string): Access {
  return accessTo({
    roles: view.list('Role', namespace),
    clusterRoles: view.list('ClusterRole'),
    roleBindings: view.list('RoleBinding', namespace),
    clusterRoleBindings: view.list('ClusterRoleBinding'),
  });
}

/** A role by its reference: its rules, or why there are none. */
export type FoundRole =
  | { readonly state: 'found'; readonly rules: readonly Rule[] }
  | { readonly state: 'missing' }
  /** `isPartial`: what there is was read, but files hold only some of a cluster. */
  | { readonly state: 'unread'; readonly reason: string; readonly isPartial: boolean };

export function roleOf(binding: AnyBinding, view: View<RoleRead | 'ServerVersion'>): FoundRole {
  const { kind, name } = binding.roleRef;
  const read: RoleRead = kind === 'Role' ? 'Role' : 'ClusterRole';
  const namespace = read === 'Role' ? binding.metadata.namespace : undefined;
  const role = view.get(read, name, namespace);
  if (role !== undefined) return { state: 'found', rules: rulesOfRole(role, view) };
  const coverage = view.coverage(read, namespace);
  if (!isRead(coverage))
    return { state: 'unread', reason: coverage.reason ?? `${read} objects could not be read.`, isPartial: false };
  if (!isWholeCluster(view))
    return { state: 'unread', reason: `${read} ${name} is not among what was read.`, isPartial: true };
  return { state: 'missing' };
}

/** Files hold aggregated ClusterRoles as they were written: without the rules that a controller will fill in. */
export function rulesOfRole(role: AnyRole, view: View<'ClusterRole'>): readonly Rule[] {
  const rules = role.rules ?? [];
  if (rules.length > 0 || !isAggregated(role)) return rules;
  return aggregatedRules(view.list('ClusterRole')).get(role.metadata.name) ?? [];
}

export type AccountState = 'there' | 'missing' | 'unread';

export function accountState(
  { namespace, name }: AccountRef,
  view: View<'ServiceAccount' | 'ServerVersion'>,
): AccountState {
  if (view.get('ServiceAccount', name, namespace) !== undefined) return 'there';
  return isRead(view.coverage('ServiceAccount', namespace)) && isWholeCluster(view) ? 'missing' : 'unread';
}

/** Workloads that run as the account. */
export function usersOf({ namespace, name }: AccountRef, view: View<'Workload'>): readonly Workload[] {
  return view.list('Workload', namespace).filter(({ pod }) => (pod.serviceAccountName || 'default') === name);
}

export function bindingNamespace(binding: AnyBinding): string | undefined {
  return binding.kind === 'RoleBinding' ? binding.metadata.namespace : undefined;
}

/** Takes every spelling of one subject out; the binding goes when it names nobody else. */
export function withoutSubject({ ref, object }: BindingSubject, key: string): Change {
  const namespace = bindingNamespace(object);
  const isMeant = (subject: Parameters<typeof subjectKey>[0]) => subjectKey(subject, namespace) === key;
  const subjects = subjectsOf(object);
  if (subjects.every(isMeant)) return { op: 'delete', target: ref };
  const edits = subjects
    .filter(isMeant)
    .map((subject): Edit => ({ op: 'exclude', path: ['subjects'], value: { ...subject } as Json }));
  return { op: 'edit', target: ref, edits };
}

/** Equal for rules that say the same in another order. */
export function ruleKey(rule: Rule): string {
  const sorted = Object.entries(rule)
    .filter(([, values]) => Array.isArray(values) && values.length > 0)
    .map(([name, values]) => [name, [...new Set(values as readonly string[])].sort()] as const)
    .sort(([left], [right]) => compareText(left, right));
  return JSON.stringify(Object.fromEntries(sorted));
}

export function roleName({ kind, namespace, name }: ObjectRef): string {
  return namespace === undefined ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;
}

/** `Deployment ci/runner, CronJob ci/nightly and 3 more`. */
export function nameSome(names: readonly string[], limit = 3): string {
  const shown = names.slice(0, limit).join(', ');
  return names.length > limit ? `${shown} and ${names.length - limit} more` : shown;
}

export function workloadName({ ref }: Workload): string {
  return `${ref.kind} ${ref.namespace}/${ref.name}`;
}

export function bindingName({ kind, metadata }: AnyBinding): string {
  return metadata.namespace === undefined
    ? `${kind} ${metadata.name}`
    : `${kind} ${metadata.namespace}/${metadata.name}`;
}

export function distinctSubjects(binding: AnyBinding): ReturnType<typeof subjectsOf> {
  const namespace = bindingNamespace(binding);
  return [...new Map(subjectsOf(binding).map((subject) => [subjectKey(subject, namespace), subject])).values()];
}

export function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
