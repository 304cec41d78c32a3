/** Secrets that hold a token without an end: by type in manifests, by what controllers write where types are not told. */
import type { KindMap } from 'kubectl-harden/plugin-api';

type Secret = KindMap['Secret'];

const ACCOUNT = 'kubernetes.io/service-account.name';
const ACCOUNT_UID = 'kubernetes.io/service-account.uid';
/** Set by the API server, at most once a day. */
export const LAST_USED = 'kubernetes.io/legacy-token-last-used';
/** Whatever it says, the API server takes the token no more. */
export const INVALID_SINCE = 'kubernetes.io/legacy-token-invalid-since';

/** The account whose token it holds, or will hold once a controller has seen it. */
export function accountOf({ metadata: { annotations = {} }, type, keys }: Secret): string | undefined {
  const account = annotations[ACCOUNT];
  if (account === undefined) return undefined;
  if (type !== undefined) return type === 'kubernetes.io/service-account-token' ? account : undefined;
  // The controller that makes the token writes the uid; without keys nothing says that this is another kind of Secret.
  const isWritten = annotations[ACCOUNT_UID] !== undefined && (keys.length === 0 || keys.includes('token'));
  return isWritten ? account : undefined;
}

/** One that nodes join with: the API server takes only those of this name and namespace. */
export function isBootstrapToken({ metadata: { name, namespace }, type }: Secret): boolean {
  if (namespace !== 'kube-system' || !/^bootstrap-token-[a-z0-9]{6}$/.test(name)) return false;
  return type === undefined || type === 'bootstrap.kubernetes.io/token';
}
