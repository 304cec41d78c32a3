/** How much a binding gives, and how much that weighs. */
import {
  type may,
  pass,
  platform,
  rbac,
  type Severity,
  tables,
  type Verdict,
  type View,
} from 'kubectl-harden/plugin-api';
import {
  type ACCOUNT_READS,
  type AnyBinding,
  accountState,
  bindingNamespace,
  type RoleView,
  roleOf,
} from '../shared.ts';

type Subject = rbac.Subject;

export type Power =
  /** Every verb on every resource, by name or by rules. */
  | { readonly state: 'everything' }
  /** The default role `admin`: every Secret and workload of its scope. */
  | { readonly state: 'admin' };

export type Judged =
  | Power
  /** `isAssumed`: of a default role that is not among the files. */
  | { readonly state: 'less'; readonly isAssumed: boolean }
  | { readonly state: 'unread'; readonly reason: string };

/** Default roles that give less than everything, for files that refer to them without holding them. */
const LESSER_DEFAULTS: ReadonlySet<string> = new Set(['edit', 'view']);

export function powerOf(binding: AnyBinding, view: RoleView): Judged {
  const { kind, name } = binding.roleRef;
  if (rbac.roleRefProblem(binding) !== undefined) return { state: 'less', isAssumed: false };
  if (kind === 'ClusterRole' && name === 'cluster-admin') return { state: 'everything' };
  const role = roleOf(binding, view);
  if (role.state === 'found' && rbac.givesEverything(role.rules)) return { state: 'everything' };
  if (kind === 'ClusterRole' && name === 'admin') return { state: 'admin' };
  if (role.state !== 'unread') return { state: 'less', isAssumed: false };
  const isLesser = kind === 'ClusterRole' && (LESSER_DEFAULTS.has(name) || name.startsWith('system:'));
  return isLesser && role.isPartial ? { state: 'less', isAssumed: true } : role;
}

export function assumed({ roleRef: { kind, name } }: AnyBinding): Verdict {
  return pass(`${kind} ${name} is not among the files and is taken to be as Kubernetes ships it.`, 'inferred');
}

export function sentence(subject: Subject, binding: AnyBinding, { state }: Power): string {
  const namespace = bindingNamespace(binding);
  const who = rbac.subjectLabel(subject, namespace);
  const { kind, name } = binding.roleRef;
  const where = namespace === undefined ? 'in the whole cluster' : `in namespace ${namespace}`;
  if (state === 'admin')
    return `${who} may read every Secret and change every workload ${where}: it holds ClusterRole admin.`;
  if (name === 'cluster-admin') return `${who} may do everything ${where}: it holds ClusterRole cluster-admin.`;
  return `${who} may do everything ${where}: ${kind} ${name} allows every verb on every resource.`;
}

type WeightView = View<(typeof ACCOUNT_READS)[number] | ReturnType<typeof may.fact<typeof rbac.accountUsers>>>;

export interface Weight {
  readonly severity?: Severity;
  readonly severityReason?: string;
}

/** One step down for a single namespace, for a grant that nobody can use or the platform uses, and for less than all. */
export function severityOf(subject: Subject, binding: AnyBinding, { state }: Power, view: WeightView): Weight {
  const namespace = bindingNamespace(binding);
  // Whoever may read the Secrets and change the workloads there becomes everything else.
  if (namespace === 'kube-system') return {};
  if (namespace !== undefined && state === 'admin')
    return { severity: 'medium', severityReason: `lowered: ClusterRole admin, and only in namespace ${namespace}` };
  if (namespace !== undefined) return { severity: 'high', severityReason: `lowered: only in namespace ${namespace}` };
  const account = rbac.accountOf(subject, namespace);
  if (account !== undefined && isMissing(account, view))
    return { severity: 'high', severityReason: 'lowered: there is no such ServiceAccount today' };
  if (account !== undefined && isOfPlatform(account, view))
    return { severity: 'high', severityReason: `lowered: only the platform uses ServiceAccount ${account.name}` };
  if (subject.kind === 'User' && subject.name.startsWith('system:kube-'))
    return { severity: 'high', severityReason: 'lowered: it is part of the control plane' };
  if (state === 'admin')
    return { severity: 'high', severityReason: 'lowered: ClusterRole admin leaves out nodes and RBAC' };
  return {};
}

/** A name that nobody bears weighs less, but not where it would pass for a part of Kubernetes. */
function isMissing(account: rbac.AccountRef, view: WeightView): boolean {
  return accountState(account, view) === 'missing' && !platform.isReservedNamespace(account.namespace);
}

/** In a namespace that Kubernetes keeps for itself, and there; or used by nothing but known components. */
function isOfPlatform(account: rbac.AccountRef, view: WeightView): boolean {
  if (platform.isReservedNamespace(account.namespace)) return accountState(account, view) === 'there';
  const users = view.derive(rbac.accountUsers);
  const rows = view.table(tables.platformComponents);
  const all = users.value.of(account);
  return users.isWhole && all.length > 0 && all.every((each) => platform.componentOf(each, rows) !== undefined);
}
