import { defineCheck, tables } from 'kubectl-harden/plugin-api';
import { CAPABILITY_READS, judgeCapability } from '../capability-check.ts';
import { ruleSetOf } from '../shared.ts';
import { weightOf } from './weight.ts';

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'rbac/impersonate',
    title: 'Only front ends act in the name of others',
    severity: 'critical',
    rationale:
      'With the verb `impersonate` on users and groups a request is made in the name of anybody, the group ' +
      '`system:masters` among them: every authorization ends there, and the audit log names two users.',
    guidance:
      'Take the verb away. A front end that has to act for its users is limited by `resourceNames` to the users ' +
      'and groups that it serves, never `system:masters`, or since Kubernetes 1.36 by the verbs of constrained ' +
      'impersonation, which allow named actions only. The change takes out of each rule only what leads ' +
      'further; everything else that the rule allows stays.',
    item: 'rbac',
    refs: [
      { framework: 'cis-k8s', control: '5.1.8' },
      { framework: 'nsa-cisa', control: 'authentication-and-authorization' },
      { framework: 'owasp-k8s-2025', control: 'K02' },
      { framework: 'mitre-attack', control: 'T1134.001' },
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
      id: 'rbac/impersonate',
      severity: 'critical',
      consequence: 'it acts in the name of others',
      weight: (given, grants) => weightOf(given, grants, view),
    });
  },
  remediation: {
    title: 'Take impersonation out of the role',
    kind: 'trim',
    disruption: 'access',
  },
});
