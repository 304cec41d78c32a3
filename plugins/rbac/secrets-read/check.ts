import { defineCheck } from 'kubectl-harden/plugin-api';
import { CAPABILITY_READS, judgeCapability } from '../capability-check.ts';
import { ruleSetOf } from '../shared.ts';

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'rbac/secrets-read',
    title: 'Secrets are read by those who need them',
    severity: 'high',
    rationale:
      'Whoever may get, list or watch Secrets holds every password and every token of the namespace, those of ' +
      'other ServiceAccounts among them; cluster-wide, of every namespace. A list shows the contents like a ' +
      'get, and so do the answers to a patch and to a deletion of many, even to a dry run of them.',
    guidance:
      'Mount the Secrets that a program needs into its pods instead of letting it read them by the API. A ' +
      'controller that must read some gets a Role in their namespaces, with `resourceNames` where the names are ' +
      'known and the verb `get` only. The change takes out of each rule only what leads further; everything ' +
      'else that the rule allows stays.',
    item: 'rbac',
    refs: [
      { framework: 'cis-k8s', control: '5.1.2' },
      { framework: 'nsa-cisa', control: 'authentication-and-authorization' },
      { framework: 'owasp-k8s-2025', control: 'K02' },
      { framework: 'mitre-attack', control: 'T1552.007' },
      { framework: 'guide', control: 'B2' },
    ],
    since: '0.1.0',
  },
  subject: 'Role',
  reads: [...CAPABILITY_READS],
  place: ruleSetOf,
  evaluate(subject, { view }) {
    return judgeCapability(subject, view, {
      id: 'rbac/secrets-read',
      severity: 'high',
      consequence: 'it reads their contents',
      weight: () => ({ everywhere: 'high', somewhere: 'medium', named: 'low' }),
    });
  },
  remediation: {
    title: 'Take the reading of Secrets out of the role',
    kind: 'trim',
    disruption: 'access',
  },
});
