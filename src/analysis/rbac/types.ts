/** What the RBAC engine reads and answers. */
import type { Identity, KindMap, RoleSubject } from '../../plugin-api/index.ts';

export type Rule = RoleSubject['rules'][number];
export type AnyBinding = KindMap['RoleBinding'] | KindMap['ClusterRoleBinding'];
export type AnyRole = KindMap['Role'] | KindMap['ClusterRole'];
export type Subject = NonNullable<AnyBinding['subjects']>[number];
export type { PathQuestion, Question, ResourceQuestion } from '../../model/ports.ts';
export type { Identity };

/** Every RBAC object of one cluster, or of one set of files. */
export interface RbacObjects {
  readonly roles: readonly KindMap['Role'][];
  readonly clusterRoles: readonly KindMap['ClusterRole'][];
  readonly roleBindings: readonly KindMap['RoleBinding'][];
  readonly clusterRoleBindings: readonly KindMap['ClusterRoleBinding'][];
}

/** One binding that applies to somebody, with the rules it gives. */
export interface Grant {
  readonly binding: AnyBinding;
  readonly subject: Subject;
  /** Absent: cluster-wide. */
  readonly namespace?: string;
  readonly rules: readonly Rule[];
}

/** The smallest right: one verb on one resource of one group, perhaps of one name; or one verb on one path. */
export type Atom =
  | { readonly verb: string; readonly group: string; readonly resource: string; readonly name?: string }
  | { readonly verb: string; readonly path: string };
