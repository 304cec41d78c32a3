import { defineCheck } from 'kubectl-harden/plugin-api';
import { CAPABILITY_READS, judgeCapability } from '../capability-check.ts';
import { ruleSetOf } from '../shared.ts';

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'rbac/role-binding-write',
    title: 'Roles and bindings are written by administrators',
    severity: 'high',
    rationale:
      'Whoever writes bindings hands every right that it holds itself to others, and makes it outlast its own ' +
      'account; whoever writes roles widens those that others hold, and with a label those that are aggregated.',
    guidance:
      'Let a GitOps controller or administrators write roles and bindings. Where teams give rights to each ' +
      'other in their own namespace, the default role `admin` there is enough: the API server lets nobody grant ' +
      'what it does not hold. The change takes out of each rule only what leads further; everything else that ' +
      'the rule allows stays.',
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
  place: ruleSetOf,
  evaluate(subject, { view }) {
    return judgeCapability(subject, view, {
      id: 'rbac/role-binding-write',
      severity: 'high',
      consequence: 'it passes on every right that it holds',
      weight: () => ({ everywhere: 'high', somewhere: 'medium', named: 'low' }),
    });
  },
  remediation: {
    title: 'Take the writing of roles and bindings out of the role',
    kind: 'trim',
    disruption: 'access',
  },
});
