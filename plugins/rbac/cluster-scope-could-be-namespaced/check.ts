import { defineManualCheck } from 'kubectl-harden/plugin-api';

export default defineManualCheck({
  mode: 'manual',
  meta: {
    id: 'rbac/cluster-scope-could-be-namespaced',
    title: 'Cluster-wide rights are used cluster-wide',
    severity: 'medium',
    rationale:
      'A ClusterRoleBinding grants its rights in every namespace, those that come later and kube-system among them. Many ' +
      'are used in one or two.',
    guidance:
      'See in an audit log in which namespaces an account acts. Where they are few, bind the same ClusterRole by a ' +
      'RoleBinding in each of them, try the account, and delete the ClusterRoleBinding.',
    item: 'rbac',
    refs: [
      { framework: 'nsa-cisa', control: 'authentication-and-authorization' },
      { framework: 'owasp-k8s-2025', control: 'K02' },
      { framework: 'guide', control: 'A1' },
      { framework: 'guide', control: 'B2' },
    ],
    since: '0.1.0',
  },
  scope: 'cluster',
  question: 'Was it looked up, by an audit log, in which namespaces cluster-wide bindings are used?',
  evidence: [
    'The ClusterRoleBindings that were looked at, with the namespaces in which their subjects act.',
    'Those that were replaced by RoleBindings.',
  ],
  validDays: 180,
});
