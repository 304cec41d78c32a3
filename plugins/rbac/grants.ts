/** Everybody who gets the rules of a role: by bindings of its own, and of ClusterRoles that take its rules over. */
import { may, type RoleSubject, rbac, type View, type Workload } from 'kubectl-harden/plugin-api';
import { HOLDER_READS } from './holders.ts';
import { bindingNamespace } from './shared.ts';

export const USER_READS = [may.fact(rbac.accountUsers)] as const;
export type UserView = View<(typeof USER_READS)[number]>;
export const GRANT_READS = [...HOLDER_READS, ...USER_READS] as const;
export type GrantView = View<(typeof GRANT_READS)[number]>;

export interface RoleGrant {
  readonly subject: rbac.Subject;
  readonly label: string;
  /** Absent: in the whole cluster. */
  readonly namespace?: string;
  readonly account?: rbac.AccountRef;
}

export interface RoleGrants {
  readonly all: readonly RoleGrant[];
  /** Default roles by which alone it is held: `edit`. Empty: it is held in other ways too, or by nobody. */
  readonly onlyThrough: readonly string[];
}

export function grantsOf({ ref }: RoleSubject, view: GrantView): RoleGrants {
  const rights = view.derive(rbac.rights).value;
  const own = rights.bindingsOf(ref);
  const aggregates = ref.kind === 'ClusterRole' ? rights.aggregatesOf(ref.name) : [];
  const others = aggregates.flatMap((name) => rights.bindingsOf({ ...ref, name }));
  return {
    all: [...own, ...others].flatMap(grantsIn),
    onlyThrough: own.length === 0 ? aggregates : [],
  };
}

export function grantsIn(binding: rbac.AnyBinding): readonly RoleGrant[] {
  const namespace = bindingNamespace(binding);
  return rbac.validSubjectsOf(binding).map((subject) => {
    const account = rbac.accountOf(subject, namespace);
    return {
      subject,
      label: rbac.subjectLabel(subject, namespace),
      ...(namespace === undefined ? {} : { namespace }),
      ...(account === undefined ? {} : { account }),
    };
  });
}

export function isEverywhere({ namespace }: RoleGrant): boolean {
  return namespace === undefined;
}

/** Workloads that run as one of the accounts. */
export function usersOf(grants: readonly RoleGrant[], view: UserView): readonly Workload[] {
  const users = view.derive(rbac.accountUsers).value;
  return grants.flatMap(({ account }) => (account === undefined ? [] : users.of(account)));
}
