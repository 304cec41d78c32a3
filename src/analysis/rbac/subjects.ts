/** Who a binding applies to. */
import { type AccountRef, accountOfUser, userOfAccount } from '../../kube/accounts.ts';
import type { AnyBinding, Identity, Subject } from './types.ts';

/** The ServiceAccount that a subject means, also when it is written as a User. */
export function accountOf(subject: Subject, bindingNamespace: string | undefined): AccountRef | undefined {
  if (subject.kind === 'ServiceAccount') {
    const namespace =
      subject.namespace === undefined || subject.namespace === '' ? bindingNamespace : subject.namespace;
    return namespace === undefined ? undefined : { namespace, name: subject.name };
  }
  return subject.kind === 'User' ? accountOfUser(subject.name) : undefined;
}

/** A ServiceAccount by any of its names, or a group that ServiceAccounts are in by themselves. */
export function meansAccounts(subject: Subject): boolean {
  return accountOf(subject, '') !== undefined || accountsIn(subject) !== undefined;
}

/** The ServiceAccounts that are in a group by themselves, for sentences. */
export function accountsIn({ kind, name }: Subject): string | undefined {
  if (kind !== 'Group') return undefined;
  if (name === 'system:authenticated') return 'every ServiceAccount of the cluster, like everybody who logs in,';
  if (name === 'system:serviceaccounts') return 'every ServiceAccount of the cluster';
  const namespace = accountsNamespace({ kind, name });
  return namespace === undefined ? undefined : `every ServiceAccount of namespace ${namespace}`;
}

/** All accounts of one namespace are a group of their own. */
export function accountsNamespace({ kind, name }: Subject): string | undefined {
  return kind === 'Group' ? /^system:serviceaccounts:(.+)$/.exec(name)?.[1] : undefined;
}

export function accountIdentity(account: AccountRef): Identity {
  return {
    username: userOfAccount(account),
    groups: ['system:serviceaccounts', `system:serviceaccounts:${account.namespace}`, 'system:authenticated'],
  };
}

/**
 * The least that is known of whoever the subject is: a user's further groups are known to the identity provider only,
 * and a member of a group has a name that no binding here can be matched with.
 */
export function identityOf(subject: Subject, bindingNamespace?: string): Identity {
  const account = accountOf(subject, bindingNamespace);
  if (account !== undefined) return accountIdentity(account);
  if (subject.kind === 'Group') {
    const isAnonymous = subject.name === 'system:unauthenticated';
    const implied = isAnonymous || subject.name === 'system:authenticated' ? [] : ['system:authenticated'];
    return { username: '', groups: [subject.name, ...implied] };
  }
  if (subject.kind !== 'User') return { username: '', groups: [] };
  const isAnonymous = subject.name === 'system:anonymous';
  return {
    username: subject.name,
    groups: [isAnonymous ? 'system:unauthenticated' : 'system:authenticated'],
  };
}

/** One spelling for one principal: `User:x`, `Group:x`, `ServiceAccount:ns/name`. */
export function subjectKey(subject: Subject, bindingNamespace?: string): string {
  const account = accountOf(subject, bindingNamespace);
  if (account !== undefined) return `ServiceAccount:${account.namespace}/${account.name}`;
  return `${subject.kind}:${subject.name}`;
}

/** For sentences: `ServiceAccount ci/runner`, `Group platform-admins`. */
export function subjectLabel(subject: Subject, bindingNamespace?: string): string {
  return keyLabel(subjectKey(subject, bindingNamespace));
}

/** As `subjectLabel`, of its key. Places on a way that are no subject have no colon, and stay. */
export function keyLabel(key: string): string {
  return key.replace(':', ' ');
}

/** The keys under which bindings of this identity are found. */
export function keysOf(identity: Identity): readonly string[] {
  const user = subjectKey({ kind: 'User', name: identity.username });
  const groups = new Set(identity.groups);
  return [...(identity.username === '' ? [] : [user]), ...[...groups].map((group) => `Group:${group}`)];
}

export function subjectsOf(binding: AnyBinding): readonly Subject[] {
  return binding.subjects ?? [];
}

/** The namespace in which it grants; absent: in all of them, and cluster-wide. */
export function scopeOf({ kind, metadata }: AnyBinding): string | undefined {
  return kind === 'RoleBinding' ? metadata.namespace : undefined;
}
