import { defineCheck, tables } from 'kubectl-harden/plugin-api';
import { CAPABILITY_READS, judgeCapability } from '../capability-check.ts';
import { ruleSetOf } from '../shared.ts';
import { weightOf } from './weight.ts';

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'rbac/extension-write',
    title: 'Webhooks, policies and APIs are set by administrators',
    severity: 'critical',
    rationale:
      'A mutating webhook sees and changes every object that is written, Secrets and pods among them; whoever ' +
      'deletes a validating one, or a policy, switches a control off. An APIService or a ' +
      "CustomResourceDefinition sends the requests for an API to a server of one's own.",
    guidance:
      'Let the installer or the GitOps controller write them. A controller that renews the CA of its own ' +
      'webhook gets `get`, `patch` and `update` with `resourceNames`. The change takes out of each rule only ' +
      'what leads further; everything else that the rule allows stays.',
    item: 'rbac',
    refs: [
      { framework: 'cis-k8s', control: '5.1.12' },
      { framework: 'nsa-cisa', control: 'authentication-and-authorization' },
      { framework: 'owasp-k8s-2025', control: 'K02' },
      { framework: 'mitre-attack', control: 'T1546' },
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
      id: 'rbac/extension-write',
      severity: 'critical',
      consequence: 'it sees and changes what others write, or switches controls off',
      weight: weightOf,
    });
  },
  remediation: {
    title: 'Take the writing of webhooks, policies and APIs out of the role',
    kind: 'trim',
    disruption: 'access',
  },
});
