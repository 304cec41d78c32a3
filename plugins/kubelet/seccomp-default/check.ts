import { defineCheck } from 'kubectl-harden/plugin-api';
import { HOW } from '../by-file.ts';
import { judgeKubelets, KUBELET_READS } from '../settings.ts';
import { EXAMPLES } from './examples.ts';
import { RULES } from './rules.ts';

export default defineCheck({
  mode: 'automated',
  examples: EXAMPLES,
  meta: {
    id: 'kubelet/seccomp-default',
    title: 'Kubelets give pods a seccomp profile by default',
    severity: 'medium',
    rationale:
      'Without a profile a container may make every system call of the kernel, and escapes mostly use rare ones. ' +
      'The default of the kubelet covers all pods that name none, whoever wrote them.',
    guidance:
      'Set `seccompDefault: true`, on one node pool first: pods without a profile run with RuntimeDefault from ' +
      'their next start on. Few programs need more; those name `Unconfined` or a profile of their own. ' +
      HOW,
    item: 'kubelet',
    refs: [
      { framework: 'cis-k8s', control: '4.2.14' },
      { framework: 'nsa-cisa', control: 'pod-security' },
      { framework: 'owasp-k8s-2025', control: 'K01' },
      { framework: 'mitre-attack', control: 'T1611' },
      { framework: 'guide', control: 'A4' },
    ],
    since: '0.1.0',
  },
  subject: 'Cluster',
  reads: KUBELET_READS,
  evaluate: ({ context }, { view }) => judgeKubelets(view, context, RULES),
  remediation: { title: 'Switch the default profile on', kind: 'file', disruption: 'none' },
});
