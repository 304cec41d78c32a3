/** Which token is put into the containers of a pod, and who says so. */
import {
  type Container,
  may,
  mountsOf,
  type ObjectRef,
  objectName,
  rbac,
  type View,
  type Workload,
} from 'kubectl-harden/plugin-api';

export const ACCOUNT_READS = [may('ServiceAccount')] as const;
type Reads = View<(typeof ACCOUNT_READS)[number]>;

/** Compared as the API server does it: character by character. */
const TOKEN_PATH = '/var/run/secrets/kubernetes.io/serviceaccount';
/** Of the volume that the API server adds to a pod. In a template somebody has written it. */
const ADDED_VOLUME = /^kube-api-access-[a-z0-9]{5}$/;

export function accountOf({ ref, pod }: Workload): rbac.AccountRef {
  return { namespace: ref.namespace ?? '', name: rbac.accountName(pod) };
}

export function accountName(account: rbac.AccountRef): string {
  return objectName({ kind: 'ServiceAccount', ...account });
}

/** The pod of a static manifest has no account, whoever writes this annotation. */
export function hasNoAccount({ podAnnotations }: Workload): boolean {
  return podAnnotations['kubernetes.io/config.mirror'] !== undefined;
}

/** The containers that have nothing of their own at the path of the token. */
export function receivers(workload: Workload): readonly Container[] {
  return workload.containers.filter(
    ({ role, spec }) =>
      role !== 'ephemeral' &&
      !(spec.volumeMounts ?? []).some((mount) => mount.mountPath === TOKEN_PATH && !isAdded(workload, mount.name)),
  );
}

/** A template says what is written, a pod also what was added to it. */
export function isAdded({ ref }: Workload, volume: string): boolean {
  return ref.kind === 'Pod' && ADDED_VOLUME.test(volume);
}

export interface WrittenToken {
  readonly volume: string;
  readonly containers: readonly Container[];
}

/** Volumes that somebody wrote by which containers get a token that the API server takes, wherever they mount it. */
export function writtenTokens(workload: Workload): readonly WrittenToken[] {
  return (workload.pod.volumes ?? []).flatMap(({ name, projected }) => {
    const sources = (projected?.sources ?? []).flatMap(({ serviceAccountToken }) => serviceAccountToken ?? []);
    if (isAdded(workload, name) || !sources.some(({ audience }) => isApiAudience(audience))) return [];
    const containers = workload.containers.filter((container) =>
      mountsOf(workload, container).some(([, volume]) => volume.name === name),
    );
    return containers.length === 0 ? [] : [{ volume: name, containers }];
  });
}

/** Without an audience it is that of the API server. */
function isApiAudience(audience: string | undefined): boolean {
  return !audience || /^(https:\/\/)?kubernetes\.default(\.svc(\.[a-z0-9.-]+)?)?\/?$/.test(audience);
}

/** Secrets that are mounted where programs look for the token: each may hold one. */
export function secretsAtTokenPath(workload: Workload): readonly string[] {
  // Most pods mount none at all.
  const isAny = workload.pod.volumes?.some(({ secret, projected }) => secret !== undefined || projected !== undefined);
  if (isAny !== true) return [];
  const secrets = workload.containers
    .flatMap((container) => mountsOf(workload, container))
    .filter(([{ mountPath }]) => `${mountPath}/`.startsWith(`${TOKEN_PATH}/`))
    .flatMap(([, { secret, projected }]) => [
      secret?.secretName,
      ...(projected?.sources ?? []).map((source) => source.secret?.name),
    ]);
  return [...new Set(secrets.flatMap((name) => name || []))];
}

export type Automount =
  | { readonly state: 'on' | 'off'; readonly by: string; readonly source?: ObjectRef }
  /** Nobody says anything, so it is on; `isPartial`: the account is not among the files. */
  | { readonly state: 'default'; readonly isPartial: boolean }
  | { readonly state: 'unread'; readonly reason: string };

/** The pod decides, then its account; without a word of either the token is mounted. */
export function automountOf({ ref, pod }: Workload, account: rbac.AccountRef, view: Reads): Automount {
  const own = pod.automountServiceAccountToken;
  if (typeof own === 'boolean') return { state: own ? 'on' : 'off', by: 'the pod', source: ref };
  const name = accountName(account);
  const { value, coverage, isRead, isWhole } = view.get('ServiceAccount', account.name);
  if (value === undefined) {
    if (!isRead) return { state: 'unread', reason: coverage.reason ?? `${name} could not be read.` };
    if (!isWhole) return { state: 'default', isPartial: true };
    return { state: 'unread', reason: `${name} does not exist: it may turn the token off once it is created.` };
  }
  const said = value.automountServiceAccountToken;
  if (typeof said !== 'boolean') return { state: 'default', isPartial: false };
  return {
    state: said ? 'on' : 'off',
    by: name,
    source: { apiVersion: value.apiVersion, kind: value.kind, ...account },
  };
}
