import { clause, defineCheck, type Proposal, platform, rbac, tables, unknown } from 'kubectl-harden/plugin-api';
import { reachedBy } from '../capability-weight.ts';
import { grantsIn, USER_READS } from '../grants.ts';
import {
  bindingNamespace,
  distinctSubjects,
  grantedBy,
  grantOf,
  ROLE_READS,
  roleOf,
  withoutSubject,
} from '../shared.ts';

const NAMESPACE = 'kube-system';
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

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'rbac/kube-system-write',
    title: 'kube-system is written by Kubernetes only',
    severity: 'critical',
    rationale:
      'The accounts of kube-system hold nearly every right, and its ConfigMaps say how names are resolved and, on some ' +
      'providers, who logs in as whom. Whoever may start a pod, write a ConfigMap or read a Secret there has the cluster.',
    guidance:
      'Keep bindings in kube-system to what its own components need, and install add-ons in namespaces of their own. A ' +
      'controller that only elects a leader there needs Leases, or one ConfigMap by its name.',
    item: 'rbac',
    refs: [
      { framework: 'nsa-cisa', control: 'authentication-and-authorization' },
      { framework: 'owasp-k8s-2025', control: 'K02' },
      { framework: 'mitre-attack', control: 'T1078' },
      { framework: 'guide', control: 'A1' },
    ],
    since: '0.1.0',
  },
  subject: 'Binding',
  reads: [...ROLE_READS, ...USER_READS],
  tables: [tables.platformComponents],
  evaluate(binding, { view }) {
    const { object } = binding;
    if (bindingNamespace(object) !== NAMESPACE) return [];
    const others = distinctSubjects(object).filter((subject) => !isOfKubernetes(subject));
    if (others.length === 0) return [];
    const role = roleOf(object, view);
    if (role.state === 'unread')
      return unknown(`What it grants in ${NAMESPACE} is not visible: ${clause(role.reason)}.`);
    const given = (role.state === 'found' ? role.rules : [])
      .flatMap((rule) => rbac.capabilitiesOf(rule))
      .filter(({ id, names }) => WRITES.has(id) && names === undefined);
    if (given.length === 0) return [];
    const atoms = given.flatMap((each) => each.atoms);
    return others.map((subject) => {
      const key = rbac.subjectKey(subject, NAMESPACE);
      const label = rbac.subjectLabel(subject, NAMESPACE);
      const reached = reachedBy(
        grantsIn(object).filter((grant) => grant.label === label),
        view,
      );
      return {
        message: `${label} is allowed ${rbac.describeAtoms(atoms)} in ${NAMESPACE}: with that it has the cluster.`,
        part: label,
        path: ['subjects'],
        key,
        value: grantedBy(object, role),
        ...(reached === undefined ? NOT_REACHED : { evidence: [{ text: reached }] }),
        place: grantOf(binding, key, label),
        proposal: { ...REVIEW, changes: [withoutSubject(binding, key)] },
      };
    });
  },
  remediation: {
    title: 'Take the subject out of the binding',
    kind: 'trim',
    disruption: 'access',
  },
});

const NOT_REACHED = {
  severity: 'high',
  severityReason: 'lowered: neither an application nor everybody is known to hold it',
} as const;

const REVIEW: Omit<Proposal, 'changes'> = {
  readiness: 'review',
  reason: 'Which of these rights it uses is unknown: no audit log was read.',
};

/** Accounts of namespaces that Kubernetes keeps for itself, and its own users and groups. */
function isOfKubernetes(subject: rbac.Subject): boolean {
  const account = rbac.accountOf(subject, NAMESPACE);
  if (account !== undefined) return platform.isReservedNamespace(account.namespace);
  const accounts = rbac.accountsNamespace(subject);
  return rbac.isControlPlane(subject) || (accounts !== undefined && platform.isReservedNamespace(accounts));
}
