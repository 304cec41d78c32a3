/** Taking everything away from one subject: safe only where the evidence says that nothing in use is lost. */
import {
  type BindingSubject,
  compareText,
  type Evidence,
  may,
  nameSome,
  type Proposal,
  rbac,
  type View,
} from 'kubectl-harden/plugin-api';
import {
  ACCOUNT_READS,
  type AnyBinding,
  accountState,
  bindingName,
  bindingNamespace,
  ROLE_READS,
  roleOf,
  withoutSubject,
  workloadName,
} from '../shared.ts';

export const READS = [...ROLE_READS, ...ACCOUNT_READS, may.fact(rbac.accountUsers)] as const;
type Reads = View<(typeof READS)[number]>;
type Subject = rbac.Subject;

const NO_AUDIT_LOG = 'which of its rights are used is unknown: no audit log was read';

export function removal(subject: Subject, binding: BindingSubject, view: Reads): Proposal {
  const namespace = bindingNamespace(binding.object);
  const key = rbac.subjectKey(subject, namespace);
  const change = withoutSubject(binding, key);
  const caveats =
    change.op === 'delete' ? ['The binding names nobody else: it is deleted. Taking it back makes a new one.'] : [];
  const kept = keptElsewhere(key, binding, view);
  if (kept !== undefined)
    return { readiness: 'ready', reason: `It holds the same rights through ${kept}.`, changes: [change], caveats };
  const { readiness, reason, costs, evidence } = use(subject, namespace, view);
  return { readiness, reason, changes: [change], caveats: [...costs, ...caveats], evidence };
}

/**
 * Another cluster-wide binding that gives the same subject the same rights. Of several equal ones one stays, so that not
 * all of them are taken away as spare: a default binding, which is never changed, else the first by name.
 */
function keptElsewhere(key: string, { object }: BindingSubject, view: Reads): string | undefined {
  const rulesOf = (binding: AnyBinding) => {
    const role = roleOf(binding, view);
    return role.state === 'found' ? role.rules : [];
  };
  const rules = rulesOf(object);
  const isSameRole = ({ roleRef }: AnyBinding) =>
    roleRef.kind === 'ClusterRole' && object.roleRef.kind === 'ClusterRole' && roleRef.name === object.roleRef.name;
  const givesAsMuch = (other: AnyBinding) =>
    isSameRole(other) || (rules.length > 0 && rbac.covers(rulesOf(other), rules));
  const [first] = view
    .derive(rbac.rights)
    .value.clusterBindingsOf(key)
    .filter(givesAsMuch)
    .sort((left, right) => compareText(rank(left), rank(right)));
  return first === undefined || bindingName(first) === bindingName(object) ? undefined : bindingName(first);
}

function rank(binding: AnyBinding): string {
  return `${rbac.isBootstrapBinding(binding) ? 0 : 1} ${binding.metadata.name}`;
}

function whoUses(subject: Subject): string {
  const accounts = rbac.accountsIn(subject);
  if (accounts !== undefined) return `${accounts[0]?.toUpperCase()}${accounts.slice(1)} is in it`;
  const who = subject.kind === 'Group' ? 'Who is in it' : 'Whether it is still used';
  return `${who} is known only to the identity provider`;
}

interface Use {
  readonly readiness: 'ready' | 'review';
  readonly reason: string;
  readonly costs: readonly string[];
  readonly evidence: readonly Evidence[];
}

function use(subject: Subject, namespace: string | undefined, view: Reads): Use {
  const account = rbac.accountOf(subject, namespace);
  if (account === undefined) {
    return {
      readiness: 'review',
      reason: `${whoUses(subject)}, and ${NO_AUDIT_LOG}.`,
      costs: [`${subject.kind} ${subject.name} loses every right that no other binding gives it.`],
      evidence: [],
    };
  }
  const name = `ServiceAccount ${account.namespace}/${account.name}`;
  if (accountState(account, view) === 'missing') {
    const text = `${name} does not exist, so nothing uses this grant.`;
    return { readiness: 'ready', reason: text, costs: [], evidence: [{ text, source: 'list serviceaccounts' }] };
  }
  const users = view.derive(rbac.accountUsers);
  const workloads = users.value.of(account).map(workloadName);
  if (workloads.length === 0) {
    const none = users.isRead ? 'No workload runs as it' : 'Whether a workload runs as it is not visible';
    const reason = `${none}${users.isRead ? ', but' : ','} its token may be used from elsewhere, and ${NO_AUDIT_LOG}.`;
    return { readiness: 'review', reason, costs: [], evidence: [] };
  }
  const text = `${nameSome(workloads)} ${workloads.length === 1 ? 'runs' : 'run'} as it`;
  return {
    readiness: 'review',
    reason: `${text}; ${NO_AUDIT_LOG}.`,
    costs: [`${nameSome(workloads)} may be refused requests until a role gives ${name} what it needs.`],
    evidence: [{ text: `${text}.` }],
  };
}
