import { defineCheck } from 'kubectl-harden/plugin-api';
import { HOW } from '../by-file.ts';
import { judgeKubelets, KUBELET_READS } from '../settings.ts';
import { EXAMPLES } from './examples.ts';
import { RULES } from './rules.ts';

export default defineCheck({
  mode: 'automated',
  examples: EXAMPLES,
  meta: {
    id: 'kubelet/read-only-port',
    title: 'The read-only port of kubelets is closed',
    severity: 'high',
    rationale:
      'The read-only port tells everybody who reaches the node which pods run there, with their environment and ' +
      'volumes, without TLS and without a credential.',
    guidance: `Set \`readOnlyPort: 0\`, and give what reads it now (old monitoring agents) a token and port 10250. ${HOW}`,
    item: 'kubelet',
    refs: [
      { framework: 'cis-k8s', control: '4.2.4' },
      { framework: 'nsa-cisa', control: 'network-separation' },
      { framework: 'owasp-k8s-2025', control: 'K06' },
      { framework: 'mitre-attack', control: 'T1613' },
      { framework: 'guide', control: 'B1' },
    ],
    since: '0.1.0',
  },
  subject: 'Cluster',
  reads: KUBELET_READS,
  evaluate: ({ context }, { view }) => judgeKubelets(view, context, RULES),
  remediation: { title: 'Close the read-only port', kind: 'file', disruption: 'none' },
});
