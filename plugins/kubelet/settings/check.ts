import { defineCheck } from 'kubectl-harden/plugin-api';
import { HOW } from '../by-file.ts';
import { KUBELET_READS } from '../settings.ts';
import { EXAMPLES } from './examples.ts';
import { judge } from './judge.ts';

export default defineCheck({
  mode: 'automated',
  examples: EXAMPLES,
  meta: {
    id: 'kubelet/settings',
    title: 'Limits and guards of kubelets are on',
    severity: 'low',
    rationale:
      'A kubelet keeps one pod from using up the process ids of its node, ends connections that nobody uses, and ' +
      'records what happens. With these settings off a single pod stops a node, and nobody sees why.',
    guidance:
      'Set `podPidsLimit` (4096 is enough for most), leave `streamingConnectionIdleTimeout` and `eventRecordQPS` ' +
      'above 0 and `makeIPTablesUtilChains` true, set `protectKernelDefaults: true` once the sysctls of the node ' +
      'are as the kubelet wants them, and let kube-proxy serve its metrics on 127.0.0.1 (`metricsBindAddress`). ' +
      HOW,
    item: 'kubelet',
    refs: [
      { framework: 'cis-k8s', control: '4.2.5' },
      { framework: 'cis-k8s', control: '4.2.6' },
      { framework: 'cis-k8s', control: '4.2.8' },
      { framework: 'cis-k8s', control: '4.2.13' },
      { framework: 'cis-k8s', control: '4.3.1' },
      { framework: 'owasp-k8s-2025', control: 'K07' },
      { framework: 'mitre-attack', control: 'T1499' },
      { framework: 'guide', control: 'B1' },
    ],
    since: '0.1.0',
  },
  subject: 'Cluster',
  reads: KUBELET_READS,
  evaluate: ({ context }, { view }) => judge(view, context),
  remediation: { title: 'Switch limits and guards on', kind: 'file', disruption: 'none' },
});
