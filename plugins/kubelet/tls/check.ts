import { defineCheck } from 'kubectl-harden/plugin-api';
import { HOW } from '../by-file.ts';
import { judgeKubelets, KUBELET_READS } from '../settings.ts';
import { EXAMPLES } from './examples.ts';
import { RULES } from './rules.ts';

export default defineCheck({
  mode: 'automated',
  examples: EXAMPLES,
  meta: {
    id: 'kubelet/tls',
    title: 'Kubelets renew certificates and use strong TLS',
    severity: 'medium',
    rationale:
      'The certificate of a kubelet is the credential of its node. One that is not renewed ends, or is made for ' +
      'years; one that the kubelet has signed itself cannot be verified by the API server, and weak ciphers can ' +
      'be read on the way.',
    guidance:
      'Set `rotateCertificates: true`, and `serverTLSBootstrap: true` with somebody who approves the requests, or ' +
      '`tlsCertFile` and `tlsPrivateKeyFile`. Leave `tlsMinVersion` and `tlsCipherSuites` unset, or name current ' +
      'ones. ' +
      HOW,
    item: 'kubelet',
    refs: [
      { framework: 'cis-k8s', control: '4.2.9' },
      { framework: 'cis-k8s', control: '4.2.10' },
      { framework: 'cis-k8s', control: '4.2.11' },
      { framework: 'cis-k8s', control: '4.2.12' },
      { framework: 'owasp-k8s-2025', control: 'K07' },
      { framework: 'mitre-attack', control: 'T1557' },
      { framework: 'guide', control: 'A2' },
    ],
    since: '0.1.0',
  },
  subject: 'Cluster',
  reads: KUBELET_READS,
  evaluate: ({ context }, { view }) => judgeKubelets(view, context, RULES),
  remediation: { title: 'Let kubelets renew their certificates', kind: 'file', disruption: 'none' },
});
