/** Who may write where the cluster itself runs. */
import { clause, defineCheck, type Proposal, platform, rbac, tables, unknown } from 'kubectl-harden/plugin-api';
import { reachedBy } from '../capability-weight.ts';
import { grantsIn } from '../grants.ts';
import { bindingNamespace, distinctSubjects, grantedBy, grantOf, withoutSubject } from '../shared.ts';
import { givenBy, isToldElsewhere, NAMESPACE, READS, sentence, severityOf } from './power.ts';

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'rbac/kube-system-write',
    title: 'kube-system is written by Kubernetes only',
    severity: 'critical',
    rationale:
      'The accounts of kube-system hold nearly every right, and its ConfigMaps say how names are resolved and, on some ' +
      'providers, who logs in as whom. Whoever may start a pod, write a ConfigMap or read a Secret there has the cluster; cluster-wide ' +
      'bindings hold there as well.',
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
  reads: READS,
  tables: [tables.platformComponents],
  evaluate(binding, { view }) {
    const { object } = binding;
    const others = distinctSubjects(object).filter(
      (subject) => !isOfKubernetes(subject) && !isToldElsewhere(object, subject),
    );
    if (others.length === 0) return [];
    const power = givenBy(object, view);
    if (power.state === 'unread')
      return unknown(`What it grants in ${NAMESPACE} is not visible: ${clause(power.reason)}.`);
    if (power.given.length === 0) return [];
    return others.map((subject) => {
      const scope = bindingNamespace(object);
      const key = rbac.subjectKey(subject, scope);
      const label = rbac.subjectLabel(subject, scope);
      const reached = reachedBy(
        grantsIn(object).filter((grant) => grant.label === label),
        view,
      );
      return {
        message: sentence(label, power.given, view),
        part: label,
        path: ['subjects'],
        key,
        value: grantedBy(object, power.role),
        ...severityOf(power.given, reached !== undefined, view),
        ...(reached === undefined ? {} : { evidence: [{ text: reached }] }),
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
