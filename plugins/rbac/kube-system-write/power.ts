/** What a binding lets somebody write in kube-system, and how much that weighs. */
import { may, nameSome, rbac, type View, type Violation } from 'kubectl-harden/plugin-api';
import { USER_READS } from '../grants.ts';
import { type AnyBinding, bindingNamespace, type FoundRole, ROLE_READS, roleOf } from '../shared.ts';

export const NAMESPACE = 'kube-system';
export const READS = [...ROLE_READS, ...USER_READS, may('ServerVersion')] as const;
type Reads = View<(typeof READS)[number]>;

/** Settings of DNS and of who logs in, tokens of controllers, and pods that run as them. */
const WRITES: ReadonlySet<rbac.CapabilityId> = new Set([
  'configmap-write',
  'secrets-write',
  'secrets-read',
  'workload-create',
  'pod-exec',
  'pod-debug',
  'token-create',
  'impersonate-account',
]);
const LOGINS = 'aws-auth';
/** What hangs on these: who logs in, names, who front ends are, how nodes join. */
const SETTINGS: readonly string[] = [LOGINS, 'coredns', 'extension-apiserver-authentication', 'kubeadm-config'];
/** Default roles that no check of roles tells: to whom they are bound is what matters. */
const DEFAULTS: ReadonlySet<string> = new Set(['admin', 'edit']);

export type Power =
  | { readonly state: 'given'; readonly given: readonly rbac.GivenCapability[]; readonly role: FoundRole }
  | { readonly state: 'unread'; readonly reason: string };

/** Accounts that hold the role admin in the whole cluster are told with those that hold cluster-admin. */
export function isToldElsewhere(binding: AnyBinding, subject: rbac.Subject): boolean {
  return bindingNamespace(binding) === undefined && binding.roleRef.name === 'admin' && rbac.meansAccounts(subject);
}

/** Cluster-wide bindings hold there as well: of roles that are judged themselves only ConfigMaps are left to tell. */
export function givenBy(binding: AnyBinding, view: Reads): Power {
  const scope = bindingNamespace(binding);
  const { name } = binding.roleRef;
  const isElsewhere = scope === undefined ? isJudged(name) : scope !== NAMESPACE;
  if (isElsewhere) return { state: 'given', given: [], role: { state: 'missing' } };
  const role = roleOf(binding, view);
  if (role.state === 'unread') return { state: 'unread', reason: role.reason };
  const isAll = scope !== undefined || DEFAULTS.has(name);
  const given = (role.state === 'found' ? role.rules : [])
    .filter((rule) => isAll || rule.resources?.includes('*') !== true)
    .flatMap((rule) => rbac.capabilitiesOf(rule))
    .filter(({ id, names }) => (isAll ? WRITES.has(id) : id === 'configmap-write') && isOfInterest(id, names));
  return { state: 'given', given, role };
}

/** Those of Kubernetes are bound by Kubernetes, and cluster-admin is told by itself. */
function isJudged(name: string): boolean {
  return name === 'cluster-admin' || name === 'view' || name.startsWith('system:');
}

function isOfInterest(id: rbac.CapabilityId, names: readonly string[] | undefined): boolean {
  return names === undefined || (id === 'configmap-write' && names.some((name) => SETTINGS.includes(name)));
}

/** By ConfigMaps alone it takes a cluster where one of them says who logs in: EKS, or one whose version nobody tells. */
function hasTheCluster(given: readonly rbac.GivenCapability[], view: Reads): boolean {
  if (given.some(({ id }) => id !== 'configmap-write')) return true;
  const version = view.evidence('ServerVersion').value?.gitVersion;
  const isOnEks = version === undefined ? view.isCluster : /-eks-/.test(version);
  return given.some(({ names }) => (names === undefined ? isOnEks : names.includes(LOGINS)));
}

export function sentence(label: string, given: readonly rbac.GivenCapability[], view: Reads): string {
  const atoms = rbac.describeAtoms(given.flatMap((each) => each.atoms));
  const names = given.every((each) => each.names !== undefined) ? given.flatMap((each) => each.names ?? []) : [];
  const named = names.length === 0 ? '' : ` named ${nameSome([...new Set(names)])}`;
  const so = hasTheCluster(given, view)
    ? ': with that it has the cluster'
    : ', with the settings of DNS and of nodes in them';
  return `${label} is allowed ${atoms}${named} in ${NAMESPACE}${so}.`;
}

export function severityOf(
  given: readonly rbac.GivenCapability[],
  isReached: boolean,
  view: Reads,
): Pick<Violation, 'severity' | 'severityReason'> {
  if (!hasTheCluster(given, view))
    return {
      severity: isReached ? 'high' : 'medium',
      severityReason: 'lowered: ConfigMaps alone lead to names and settings, not to all rights',
    };
  if (isReached) return {};
  return { severity: 'high', severityReason: 'lowered: neither an application nor everybody is known to hold it' };
}
