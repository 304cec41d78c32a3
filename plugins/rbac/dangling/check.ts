import { defineCheck, rbac, unknown } from 'kubectl-harden/plugin-api';
import { invalidRole, invalidSubjects } from './invalid.ts';
import { missingRole, missingSubjects, READS, unreadParts } from './missing.ts';

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'rbac/dangling',
    title: 'Bindings name accounts and roles that exist',
    severity: 'medium',
    rationale:
      'A binding refers to a name, not to an account. When the ServiceAccount or its namespace is gone, whoever ' +
      'may create one of that name inherits the rights; when the role is gone, whoever may create the role decides what ' +
      'the subjects hold.',
    guidance:
      'Take subjects that do not exist out of the binding, complete those that are invalid, and delete bindings whose role is ' +
      'gone. If an installer ' +
      'creates the account later, let it create the binding as well. Users and groups live at the identity provider: ' +
      'whether those still exist cannot be seen from the cluster.',
    item: 'rbac',
    refs: [
      { framework: 'nsa-cisa', control: 'authentication-and-authorization' },
      { framework: 'owasp-k8s-2025', control: 'K02' },
      { framework: 'mitre-attack', control: 'T1098.006' },
      { framework: 'guide', control: 'A1' },
    ],
    since: '0.1.0',
  },
  subject: 'Binding',
  reads: READS,
  // The API server binds the accounts of its controllers before the controller manager has made them.
  applies: ({ object }) => !rbac.isBootstrapBinding(object),
  evaluate(binding, { view }) {
    const invalidRef = invalidRole(binding);
    const invalid = [...invalidRef, ...invalidSubjects(binding)];
    const missing = invalidRef.length > 0 ? [] : missingRole(binding, view);
    const violations = [...missing, ...missingSubjects(binding, view)];
    if (invalid.length > 0) return [...invalid, ...(view.isCluster ? violations : [])];
    if (violations.length > 0 && !view.isCluster)
      return unknown(violations.map(({ message }) => `${message} Files never show the whole cluster.`));
    if (violations.length > 0) return violations;
    const unread = unreadParts(binding.object, view);
    return unread.length === 0 ? [] : unknown(unread.map((text) => ({ text, source: binding.ref })));
  },
  remediation: {
    title: 'Take out what does not exist',
    kind: 'trim',
    disruption: 'access',
  },
});
