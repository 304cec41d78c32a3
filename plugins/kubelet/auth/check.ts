import { defineCheck } from 'kubectl-harden/plugin-api';
import { HOW } from '../by-file.ts';
import { judgeKubelets, KUBELET_READS } from '../settings.ts';
import { EXAMPLES } from './examples.ts';
import { RULES } from './rules.ts';

export default defineCheck({
  mode: 'automated',
  examples: EXAMPLES,
  meta: {
    id: 'kubelet/auth',
    title: 'Kubelets ask the API server who may call them',
    severity: 'critical',
    rationale:
      'A kubelet runs commands in every container of its node, for whom it believes. Where it takes anonymous ' +
      'requests and allows everything, one request from any pod is root on the node.',
    guidance:
      'Set `authentication.anonymous.enabled: false`, `authentication.webhook.enabled: true`, ' +
      '`authentication.x509.clientCAFile` and `authorization.mode: Webhook`. ' +
      HOW,
    item: 'kubelet',
    refs: [
      { framework: 'cis-k8s', control: '4.2.1' },
      { framework: 'cis-k8s', control: '4.2.2' },
      { framework: 'cis-k8s', control: '4.2.3' },
      { framework: 'nsa-cisa', control: 'authentication-and-authorization' },
      { framework: 'owasp-k8s-2025', control: 'K06' },
      { framework: 'mitre-attack', control: 'T1609' },
      { framework: 'guide', control: 'B1' },
    ],
    since: '0.1.0',
  },
  subject: 'Cluster',
  reads: KUBELET_READS,
  evaluate: ({ context }, { view }) => judgeKubelets(view, context, RULES),
  remediation: { title: 'Let kubelets authenticate and authorize', kind: 'file', disruption: 'none' },
});
