/** What a change of RBAC objects takes away, and from whom it must not. */

import type { AccountRef } from '../../kube/accounts.ts';
import { objectName } from '../../kube/refs.ts';
import type { KubeObject } from '../../plugin-api/index.ts';
import { type Access, createAccess, type WholeAccess } from './access.ts';
import { uncovered } from './cover.ts';
import { describeAtoms } from './describe.ts';
import { isGitOpsAccount, isLabelledGitOps } from './gitops.ts';
import { departure, departureCaveat, departureRefusal } from './last-administrators.ts';
import { rulesInNamespace } from './namespaced.ts';
import { accountIdentity, accountOf } from './subjects.ts';
import type { Atom, Identity, RbacObjects } from './types.ts';
import { validSubjectsOf } from './validity.ts';

export interface LostRights {
  /** Absent: cluster-wide. */
  readonly namespace?: string;
  readonly atoms: readonly Atom[];
}

/** An RBAC object before and after a change; absent `after`: deleted, absent `before`: created. */
export interface ObjectChange {
  readonly before?: KubeObject;
  readonly after?: KubeObject;
}

/** The objects as they are once the changes are made. Objects of other kinds are ignored. */
export function withChanges(objects: RbacObjects, changes: readonly ObjectChange[]): RbacObjects {
  return {
    roles: changed(objects.roles, 'Role', changes),
    clusterRoles: changed(objects.clusterRoles, 'ClusterRole', changes),
    roleBindings: changed(objects.roleBindings, 'RoleBinding', changes),
    clusterRoleBindings: changed(objects.clusterRoleBindings, 'ClusterRoleBinding', changes),
  };
}

function changed<T extends KubeObject>(
  objects: readonly T[],
  kind: T['kind'],
  changes: readonly ObjectChange[],
): readonly T[] {
  const byName = new Map(objects.map((object) => [nameOf(object), object]));
  for (const { before, after } of changes) {
    if (before?.kind === kind) byName.delete(nameOf(before));
    // The kind of an RBAC object decides its shape: the decoder of the source has checked it.
    if (after?.kind === kind) byName.set(nameOf(after), after as T);
  }
  return [...byName.values()];
}

/** The rights that an identity has before and lacks afterwards, cluster-wide first, then by namespace. */
export function lowersRights(before: Access, after: Access, identity: Identity): readonly LostRights[] {
  const clusterWide = uncovered(before.effectiveRules(identity), after.effectiveRules(identity));
  const lost: LostRights[] = clusterWide.length === 0 ? [] : [{ atoms: clusterWide }];
  const namespaces = new Set(before.allGrants(identity).flatMap(({ namespace }) => namespace ?? []));
  for (const namespace of [...namespaces].sort()) {
    const rules = before.allGrants(identity).flatMap((grant) => (grant.namespace === namespace ? grant.rules : []));
    const atoms = uncovered(rulesInNamespace(rules), after.effectiveRules(identity, namespace));
    if (atoms.length > 0) lost.push({ namespace, atoms });
  }
  return lost;
}

export interface Protected {
  /** Who the tool acts as; absent when nothing told. */
  readonly caller?: Identity;
  /** Further ServiceAccounts that must keep their rights; GitOps controllers are recognised by name without it. */
  readonly gitops?: readonly AccountRef[];
  /** Tells ServiceAccounts that are not there from those that are; absent: all are taken to be there. */
  readonly accountExists?: (account: AccountRef) => boolean;
}

/** Sentences that say why the change must not be made; none: it takes nothing from those who must keep their rights. */
export function lockout(before: RbacObjects, after: RbacObjects, guarded: Protected): readonly string[] {
  const [was, is] = [settled(before), settled(after)];
  return [
    ...callerRefusal(was, is, guarded.caller),
    ...gitopsAccounts(before, guarded).flatMap((account) => gitopsRefusal(was, is, account)),
    ...departureRefusal(departure(was, is, guarded.caller)),
  ];
}

function callerRefusal(was: Access, is: Access, caller: Identity | undefined): readonly string[] {
  if (caller === undefined) return [];
  const lost = lowersRights(was, is, caller);
  return lost.length === 0 ? [] : [`this would take rights from you (${caller.username}): ${describeLost(lost)}`];
}

function gitopsRefusal(was: Access, is: Access, account: AccountRef): readonly string[] {
  const lost = lowersRights(was, is, accountIdentity(account));
  if (lost.length === 0) return [];
  const name = objectName({ kind: 'ServiceAccount', ...account });
  return [`this would take rights from a GitOps controller (${name}): ${describeLost(lost)}`];
}

function gitopsAccounts(objects: RbacObjects, { gitops = [], accountExists }: Protected): readonly AccountRef[] {
  const accounts = new Map(gitops.map((account) => [`${account.namespace}/${account.name}`, account]));
  for (const binding of [...objects.clusterRoleBindings, ...objects.roleBindings]) {
    for (const subject of validSubjectsOf(binding)) {
      const account = accountOf(subject, binding.metadata.namespace);
      if (account === undefined || accountExists?.(account) === false) continue;
      if (!isGitOpsAccount(account) && !isLabelledGitOps(binding.metadata.labels)) continue;
      accounts.set(`${account.namespace}/${account.name}`, account);
    }
  }
  return [...accounts.values()];
}

/** Whom a change relies on that takes the place of an administrator away; `undefined`: it takes nobody's. */
export function administratorsLeft(before: RbacObjects, after: RbacObjects, { caller }: Protected): string | undefined {
  return departureCaveat(departure(settled(before), settled(after), caller));
}

/** A changed contributor changes the aggregated roles as soon as the controller has run. */
function settled(objects: RbacObjects): WholeAccess {
  return createAccess(objects, { aggregation: 'settled' });
}

function describeLost(lost: readonly LostRights[]): string {
  return lost
    .map(({ namespace, atoms }) => `${describeAtoms(atoms)}${namespace === undefined ? '' : ` in ${namespace}`}`)
    .join('; ');
}

function nameOf({ metadata }: KubeObject): string {
  return `${metadata.namespace ?? ''}/${metadata.name}`;
}
