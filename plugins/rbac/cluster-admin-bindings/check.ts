import { defineCheck, rbac, tables, unknown, type Violation } from 'kubectl-harden/plugin-api';
import { TEAM_EXAMPLE } from '../examples.ts';
import { bindingNamespace, distinctSubjects, grantedBy, grantOf, roleOf } from '../shared.ts';
import { assumed, type Power, powerOf, sentence, severityOf } from './power.ts';
import { READS, removal } from './removal.ts';

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'rbac/cluster-admin-bindings',
    title: 'cluster-admin is granted to the expected groups only',
    severity: 'critical',
    rationale:
      'Whoever holds cluster-admin owns every node, Secret and workload of the cluster. A stolen token of such a ' +
      'ServiceAccount, or one careless command of such a user, has no limit. Bindings that were made to get something ' +
      'working tend to stay for years.',
    guidance:
      'Find out what the subject really does, give it a Role with those verbs and resources in the namespaces where it ' +
      'does them, and then take it out of the cluster-admin binding. Keep cluster-admin for a break-glass group with at ' +
      'least two people in it. A binding of the group `system:masters` cannot take anything away: its members bypass ' +
      'authorization.',
    item: 'rbac',
    refs: [
      { framework: 'cis-k8s', control: '5.1.1' },
      { framework: 'nsa-cisa', control: 'authentication-and-authorization' },
      { framework: 'owasp-k8s-2025', control: 'K02' },
      { framework: 'mitre-attack', control: 'T1078' },
      { framework: 'guide', control: 'A1' },
      { framework: 'guide', control: 'B2' },
    ],
    since: '0.1.0',
  },
  examples: [TEAM_EXAMPLE],
  subject: 'Binding',
  reads: READS,
  tables: [tables.platformComponents],
  evaluate(binding, { view }) {
    const { ref, object } = binding;
    const power = powerOf(object, view);
    if (power.state === 'unread') return unknown({ text: power.reason, source: ref });
    if (power.state === 'less') return power.isAssumed ? assumed(object) : [];
    const namespace = bindingNamespace(object);
    const reached: Power = power;
    return distinctSubjects(object)
      .filter((subject) => !rbac.isExpectedAdministrator(subject))
      .filter((subject) => power.state === 'everything' || rbac.meansAccounts(subject))
      .map((subject): Violation => {
        const key = rbac.subjectKey(subject, namespace);
        const part = rbac.subjectLabel(subject, namespace);
        const text = `${ref.kind} ${ref.name} refers to ${object.roleRef.kind} ${object.roleRef.name}.`;
        return {
          message: sentence(subject, object, reached),
          part,
          path: ['subjects'],
          key,
          value: grantedBy(object, roleOf(object, view)),
          ...severityOf(subject, object, reached, view),
          evidence: [{ text, source: ref }],
          place: grantOf(binding, key, part),
          proposal: removal(subject, binding, view),
        };
      });
  },
  remediation: {
    title: 'Take the subject out of the binding',
    kind: 'trim',
    disruption: 'access',
  },
});
