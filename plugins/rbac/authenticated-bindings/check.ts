import { clause, defineCheck, may, pass, rbac, unknown } from 'kubectl-harden/plugin-api';
import { distinctSubjects, ROLE_READS, roleOf } from '../shared.ts';
import { SHIPPED_FOR_EVERYBODY } from '../shipped-for-everybody.ts';
import { isEverybody, violation } from './judge.ts';

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'rbac/authenticated-bindings',
    title: 'Nothing is granted to everybody who logs in',
    severity: 'high',
    rationale:
      'Every user and every pod is in the group `system:authenticated`, and every pod in `system:serviceaccounts`: what ' +
      'is granted to them is granted to each stolen token, whatever workload it is of. On GKE the first one held every ' +
      'Google account of the world.',
    guidance:
      'Find out who needs the right, bind it to a group of the identity provider or to single ServiceAccounts, and take ' +
      'the group out of the binding. What Kubernetes itself grants to everybody is discovery, health and questions about ' +
      'one’s own rights: leave it.',
    item: 'rbac',
    refs: [
      { framework: 'nsa-cisa', control: 'authentication-and-authorization' },
      { framework: 'owasp-k8s-2025', control: 'K02' },
      { framework: 'mitre-attack', control: 'T1078' },
      { framework: 'guide', control: 'A1' },
      { framework: 'guide', control: 'B2' },
    ],
    since: '0.1.0',
  },
  subject: 'Binding',
  reads: [...ROLE_READS, may('ServerVersion')],
  evaluate(binding, { view }) {
    const { object } = binding;
    const subjects = distinctSubjects(object).filter(isEverybody);
    if (subjects.length === 0) return [];
    const role = roleOf(object, view);
    if (role.state === 'unread') {
      const isShipped = role.isPartial && rbac.isBootstrapBinding(object);
      return isShipped
        ? pass('The binding is a default one; its role is taken to be as Kubernetes ships it.', 'inferred')
        : unknown(`What is granted to everybody is not visible: ${clause(role.reason)}.`);
    }
    const rules = role.state === 'found' ? role.rules : [];
    if (role.state === 'found' && rbac.uncovered(rules, SHIPPED_FOR_EVERYBODY).length === 0) return [];
    return subjects.map((subject) => violation(subject, binding, role, view));
  },
  remediation: {
    title: 'Take everybody out of the binding',
    kind: 'trim',
    disruption: 'access',
  },
});
