/** The kinds that say who may do what. */
import { groupOf } from './kinds.ts';

export const RBAC_GROUP = 'rbac.authorization.k8s.io';

/** In the order in which they can be created: a binding needs its role. */
export const RBAC_KINDS = ['ClusterRole', 'Role', 'ClusterRoleBinding', 'RoleBinding'] as const;

/** Roles and bindings of Kubernetes, not what others call so. */
export function isRbac({ apiVersion }: { readonly apiVersion: string }): boolean {
  return groupOf(apiVersion) === RBAC_GROUP;
}
