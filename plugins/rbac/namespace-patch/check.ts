import { defineCheck } from 'kubectl-harden/plugin-api';
import { CAPABILITY_READS, judgeCapability } from '../capability-check.ts';
import { ruleSetOf } from '../shared.ts';

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'rbac/namespace-patch',
    title: 'Labels of namespaces are set by administrators',
    severity: 'high',
    rationale:
      'The labels of a namespace decide which pods are refused there and which network policies let traffic in. ' +
      'Whoever may patch the namespace takes the Pod Security level off and starts a privileged pod; a ' +
      'RoleBinding in the namespace is enough for that.',
    guidance:
      'Let the GitOps controller or administrators write namespaces. A controller that labels them for itself ' +
      'can be given a ValidatingAdmissionPolicy beside it that keeps the `pod-security.kubernetes.io` labels as ' +
      'they are. The change takes out of each rule only what leads further; everything else that the rule ' +
      'allows stays.',
    item: 'rbac',
    refs: [
      { framework: 'nsa-cisa', control: 'authentication-and-authorization' },
      { framework: 'owasp-k8s-2025', control: 'K02' },
      { framework: 'mitre-attack', control: 'T1562.001' },
      { framework: 'guide', control: 'A4' },
      { framework: 'guide', control: 'B3' },
    ],
    since: '0.1.0',
  },
  subject: 'Role',
  reads: [...CAPABILITY_READS],
  place: ruleSetOf,
  evaluate(subject, { view }) {
    return judgeCapability(subject, view, {
      id: 'rbac/namespace-patch',
      severity: 'high',
      consequence: 'it can take the Pod Security level off',
      weight: () => ({ everywhere: 'high', somewhere: 'medium', named: 'medium' }),
    });
  },
  remediation: {
    title: 'Take the writing of namespaces out of the role',
    kind: 'trim',
    disruption: 'access',
  },
});
