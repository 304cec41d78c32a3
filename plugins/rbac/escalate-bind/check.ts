import { defineCheck, tables } from 'kubectl-harden/plugin-api';
import { CAPABILITY_READS, judgeCapability } from '../capability-check.ts';
import { ruleSetOf } from '../shared.ts';
import { weightOf } from './weight.ts';

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'rbac/escalate-bind',
    title: 'Nobody grants rights beyond its own',
    severity: 'critical',
    rationale:
      'The API server lets nobody write a role or a binding that gives more than its author holds, but for ' +
      'those with the verbs `escalate` and `bind`: with either and the right to write one role or binding, ' +
      'every right of the cluster is one request away.',
    guidance:
      'Take the verbs away. An operator that has to bind a role for its users gets `bind` with `resourceNames` ' +
      'for just that role. The change takes out of each rule only what leads further; everything else that the ' +
      'rule allows stays.',
    item: 'rbac',
    refs: [
      { framework: 'cis-k8s', control: '5.1.8' },
      { framework: 'nsa-cisa', control: 'authentication-and-authorization' },
      { framework: 'owasp-k8s-2025', control: 'K02' },
      { framework: 'mitre-attack', control: 'T1098.006' },
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
      id: 'rbac/escalate-bind',
      severity: 'critical',
      consequence: 'what it grants is not limited to what it holds',
      weight: (given, grants) => weightOf(given, grants, view),
    });
  },
  remediation: {
    title: 'Take escalate and bind out of the role',
    kind: 'trim',
    disruption: 'access',
  },
});
