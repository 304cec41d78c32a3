/** The user name that a ServiceAccount has for the API server. Pure. */

export interface AccountRef {
  readonly namespace: string;
  readonly name: string;
}

const USER = /^system:serviceaccount:([^:]+):([^:]+)$/;

export function userOfAccount({ namespace, name }: AccountRef): string {
  return `system:serviceaccount:${namespace}:${name}`;
}

/** Undefined: the user is no ServiceAccount. */
export function accountOfUser(user: string): AccountRef | undefined {
  const [, namespace, name] = USER.exec(user) ?? [];
  return namespace === undefined || name === undefined ? undefined : { namespace, name };
}
