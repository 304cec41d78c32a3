/** What the RBAC engine reads and answers. */
import type { Identity, KindMap, RoleSubject } from '../../plugin-api/index.ts';

export type Rule = RoleSubject['rules'][number];
export type AnyBinding = KindMap['RoleBinding'] | KindMap['ClusterRoleBinding'];
export type AnyRole = KindMap['Role'] | KindMap['ClusterRole'];
export type Subject = NonNullable<AnyBinding['subjects']>[number];
export type { Identity };

/** Every RBAC object of one cluster, or of one set of files. */
export interface RbacObjects {
  readonly roles: readonly KindMap['Role'][];
  readonly clusterRoles: readonly KindMap['ClusterRole'][];
  readonly roleBindings: readonly KindMap['RoleBinding'][];
  readonly clusterRoleBindings: readonly KindMap['ClusterRoleBinding'][];
}

/** What a request asks the authorizer: the attributes of a SubjectAccessReview. */
export type Question = ResourceQuestion | PathQuestion;
export interface ResourceQuestion {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly subresource?: string;
  readonly name?: string;
  /** Absent: cluster-wide. A request for one Namespace object carries its own name here. */
  readonly namespace?: string;
}
export interface PathQuestion {
  readonly verb: string;
  readonly path: string;
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
