import { defineCheck, tables } from 'kubectl-harden/plugin-api';
import { CAPABILITY_READS, judgeCapability } from '../capability-check.ts';
import { ruleSetOf } from '../shared.ts';
import { weightOf } from './weight.ts';

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'rbac/csr-approve',
    title: 'Certificates are approved by administrators',
    severity: 'critical',
    rationale:
      'A certificate of the signer `kubernetes.io/kube-apiserver-client` logs in as any user and any group but ' +
      '`system:masters`, cannot be revoked, and is not listed anywhere. Whoever approves or signs them decides ' +
      'who is an administrator.',
    guidance:
      'Leave approval to the controller manager, which approves kubelets by itself, and to administrators. An ' +
      'approver of serving certificates gets the verb `approve` on `signers` with the one signer in ' +
      '`resourceNames`, such as `kubernetes.io/kubelet-serving`. The change takes out of each rule only what ' +
      'leads further; everything else that the rule allows stays.',
    item: 'rbac',
    refs: [
      { framework: 'cis-k8s', control: '5.1.11' },
      { framework: 'nsa-cisa', control: 'authentication-and-authorization' },
      { framework: 'owasp-k8s-2025', control: 'K02' },
      { framework: 'mitre-attack', control: 'T1649' },
      { framework: 'guide', control: 'B2' },
    ],
    since: '0.1.0',
  },
  subject: 'Role',
  reads: [...CAPABILITY_READS],
  tables: [tables.platformComponents],
  place: ruleSetOf,
  evaluate(subject, { view }) {
    return judgeCapability(subject, view, {
      id: 'rbac/csr-approve',
      severity: 'critical',
      consequence: 'it decides in whose name certificates are issued',
      weight: (given, grants) => weightOf(given, grants, view),
    });
  },
  remediation: {
    title: 'Take the approval of certificates out of the role',
    kind: 'trim',
    disruption: 'access',
  },
});
