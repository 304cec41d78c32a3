import { defineCheck, tables } from 'kubectl-harden/plugin-api';
import { CAPABILITY_READS, judgeCapability } from '../capability-check.ts';
import { ruleSetOf } from '../shared.ts';
import { EXAMPLES } from './examples.ts';
import { weightOf } from './weight.ts';

export default defineCheck({
  mode: 'automated',
  examples: EXAMPLES,
  meta: {
    id: 'rbac/nodes-proxy',
    title: 'Kubelets are reached by the API server only',
    severity: 'critical',
    rationale:
      'A request to `nodes/proxy` goes on to the kubelet, which runs commands in any container of the node, ' +
      'without admission and without a line of it in the audit log. A `get` is enough: the kubelet opens a ' +
      'shell by websocket.',
    guidance:
      'Give an agent that reads metrics `nodes/metrics` and `nodes/stats`. Since Kubernetes 1.33 the kubelet ' +
      'also asks for `nodes/pods`, `nodes/healthz` and `nodes/configz` each for itself, so that `nodes/proxy` ' +
      'is not needed for reading. The change takes out of each rule only what leads further; everything else ' +
      'that the rule allows stays.',
    item: 'rbac',
    refs: [
      { framework: 'cis-k8s', control: '5.1.10' },
      { framework: 'nsa-cisa', control: 'authentication-and-authorization' },
      { framework: 'owasp-k8s-2025', control: 'K02' },
      { framework: 'mitre-attack', control: 'T1609' },
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
      id: 'rbac/nodes-proxy',
      severity: 'critical',
      consequence: 'it speaks to the kubelets',
      weight: weightOf,
    });
  },
  remediation: {
    title: 'Take the way to the kubelets out of the role',
    kind: 'trim',
    disruption: 'access',
  },
});
