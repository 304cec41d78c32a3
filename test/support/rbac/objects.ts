/** Short RBAC objects for tests. */
import type { RbacObjects, Rule, Subject } from '../../../src/analysis/rbac/index.ts';
import type { KindMap } from '../../../src/plugin-api/index.ts';

const API_VERSION = 'rbac.authorization.k8s.io/v1';
const RBAC = 'rbac.authorization.k8s.io';

export const FULL: Rule = { apiGroups: ['*'], resources: ['*'], verbs: ['*'] };

export function rule(verbs: string, resources: string, groups = ''): Rule {
  return { apiGroups: groups.split(','), resources: resources.split(','), verbs: verbs.split(',') };
}
export function paths(verbs: string, urls: string): Rule {
  return { nonResourceURLs: urls.split(','), verbs: verbs.split(',') };
}

export function user(name: string): Subject {
  return { apiGroup: RBAC, kind: 'User', name };
}
export function group(name: string): Subject {
  return { apiGroup: RBAC, kind: 'Group', name };
}
export function account(namespace: string, name: string): Subject {
  return { kind: 'ServiceAccount', name, namespace };
}

export function clusterRole(
  name: string,
  rules: readonly Rule[],
  labels: Readonly<Record<string, string>> = {},
): KindMap['ClusterRole'] {
  return { apiVersion: API_VERSION, kind: 'ClusterRole', metadata: { name, labels }, rules };
}
export function aggregated(name: string, label: string, labels: Readonly<Record<string, string>> = {}) {
  const aggregationRule = { clusterRoleSelectors: [{ matchLabels: { [label]: 'true' } }] };
  return { ...clusterRole(name, [], labels), aggregationRule };
}
export function role(namespace: string, name: string, rules: readonly Rule[]): KindMap['Role'] {
  return { apiVersion: API_VERSION, kind: 'Role', metadata: { name, namespace }, rules };
}

export function clusterBinding(
  name: string,
  roleName: string,
  subjects: readonly Subject[],
): KindMap['ClusterRoleBinding'] {
  const roleRef = { apiGroup: RBAC, kind: 'ClusterRole', name: roleName };
  return { apiVersion: API_VERSION, kind: 'ClusterRoleBinding', metadata: { name }, roleRef, subjects };
}
export function binding(
  namespace: string,
  name: string,
  ref: `${'Role' | 'ClusterRole'}/${string}`,
  subjects: readonly Subject[],
): KindMap['RoleBinding'] {
  const [kind = '', roleName = ''] = ref.split('/');
  const roleRef = { apiGroup: RBAC, kind, name: roleName };
  return { apiVersion: API_VERSION, kind: 'RoleBinding', metadata: { name, namespace }, roleRef, subjects };
}

type RbacObject = KindMap['Role' | 'ClusterRole' | 'RoleBinding' | 'ClusterRoleBinding'];

export function objectsOf(...objects: readonly RbacObject[]): RbacObjects {
  const of = <K extends keyof KindMap>(kind: K) => objects.filter((object) => object.kind === kind) as never[];
  return {
    roles: of('Role'),
    clusterRoles: of('ClusterRole'),
    roleBindings: of('RoleBinding'),
    clusterRoleBindings: of('ClusterRoleBinding'),
  };
}
