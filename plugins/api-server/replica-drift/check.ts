import { controlPlane, defineCheck, may } from 'kubectl-harden/plugin-api';
import { EXAMPLES } from './examples.ts';
import { judge } from './judge.ts';

export default defineCheck({
  mode: 'automated',
  examples: EXAMPLES,
  meta: {
    id: 'api-server/replica-drift',
    title: 'All API servers run with the same settings',
    severity: 'medium',
    rationale:
      'A load balancer sends a request to any replica. Where one of them has no audit log, no encryption or ' +
      'another authorizer, an intruder only has to ask often enough, and what was verified on one does not hold ' +
      'for the others.',
    guidance:
      'Compare the manifests of the control plane nodes (`/etc/kubernetes/manifests/kube-apiserver.yaml`) and ' +
      'bring the odd one in line. With kubeadm run `kubeadm init phase control-plane apiserver --config FILE` ' +
      'with the same file on every node, and keep that file in the ConfigMap `kubeadm-config`.',
    item: 'api-server',
    refs: [
      { framework: 'owasp-k8s-2025', control: 'K07' },
      { framework: 'nsa-cisa', control: 'authentication-and-authorization' },
      { framework: 'mitre-attack', control: 'T1562' },
      { framework: 'guide', control: 'A2' },
    ],
    since: '0.1.0',
  },
  subject: 'Cluster',
  reads: [may.fact(controlPlane.controlPlane), may('Node'), may('ServerVersion')],
  evaluate: ({ context }, { view }) => judge(view, context),
  remediation: { title: 'Start all API servers with the same settings', kind: 'guide', disruption: 'none' },
});
