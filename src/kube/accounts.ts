/** The ServiceAccount that a pod runs as, and the user that one is for the API server. Pure. */

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

/** `serviceAccount` is the older name of the field, which the API server still takes and fills in. */
export function accountName(pod: {
  readonly serviceAccountName?: string | undefined;
  readonly serviceAccount?: string | undefined;
}): string {
  return pod.serviceAccountName || pod.serviceAccount || 'default';
}
