import { defineCheck } from 'kubectl-harden/plugin-api';
import { CAPABILITY_READS, judgeCapability } from '../capability-check.ts';
import { ruleSetOf } from '../shared.ts';

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'rbac/token-create',
    title: 'Tokens of ServiceAccounts are issued by the kubelet',
    severity: 'high',
    rationale:
      'Whoever may create `serviceaccounts/token` issues itself a token for any ServiceAccount of the ' +
      'namespace, with all its rights, for as long as the API server allows, and without a pod that anybody ' +
      'would see.',
    guidance:
      'Let the kubelet issue tokens: it does so for the pods of its node, without a rule in any role. A program ' +
      'that exchanges tokens, such as a secrets operator, gets the verb for the named accounts by ' +
      '`resourceNames`. The change takes out of each rule only what leads further; everything else that the ' +
      'rule allows stays.',
    item: 'rbac',
    refs: [
      { framework: 'cis-k8s', control: '5.1.13' },
      { framework: 'nsa-cisa', control: 'authentication-and-authorization' },
      { framework: 'owasp-k8s-2025', control: 'K02' },
      { framework: 'mitre-attack', control: 'T1528' },
      { framework: 'guide', control: 'B2' },
    ],
    since: '0.1.0',
  },
  subject: 'Role',
  reads: [...CAPABILITY_READS],
  place: ruleSetOf,
  evaluate(subject, { view }) {
    return judgeCapability(subject, view, {
      id: 'rbac/token-create',
      severity: 'high',
      consequence: 'it acts as the ServiceAccounts whose tokens it gets',
      weight: () => ({ everywhere: 'high', somewhere: 'medium', named: 'low' }),
    });
  },
  remediation: {
    title: 'Take the issuing of tokens out of the role',
    kind: 'trim',
    disruption: 'access',
  },
});
