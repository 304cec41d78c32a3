import { controlPlane, defineCheck } from 'kubectl-harden/plugin-api';
import { EXAMPLES } from './examples.ts';
import { RULES } from './rules.ts';

export default defineCheck({
  mode: 'automated',
  examples: EXAMPLES,
  meta: {
    id: 'api-server/kubelet-tls',
    title: 'The API server and kubelets know each other by TLS',
    severity: 'medium',
    rationale:
      'The API server opens exec, logs and port-forward connections to kubelets. Without the authority of their ' +
      'certificates it takes whoever answers at the address of a node for its kubelet, and hands over what is ' +
      'typed; without a certificate of its own kubelets cannot tell it from a stranger.',
    guidance:
      'Let kubelets get serving certificates that the authority of the cluster signs (`serverTLSBootstrap: true`, ' +
      'and an approver for the requests), then start the API server with `--kubelet-certificate-authority`, and ' +
      'with `--kubelet-client-certificate` and `--kubelet-client-key`. With the authority alone, logs and exec ' +
      'end on every node whose certificate is still self-signed. ' +
      controlPlane.howToSetFlags('an API server'),
    item: 'api-server',
    refs: [
      { framework: 'cis-k8s', control: '1.2.4' },
      { framework: 'cis-k8s', control: '1.2.5' },
      { framework: 'nsa-cisa', control: 'authentication-and-authorization' },
      { framework: 'owasp-k8s-2025', control: 'K07' },
      { framework: 'mitre-attack', control: 'T1557' },
      { framework: 'guide', control: 'A2' },
    ],
    since: '0.1.0',
  },
  subject: 'Cluster',
  reads: controlPlane.FLAG_READS,
  evaluate: ({ context }, { view }) =>
    controlPlane.judgeRules(view, context, {
      rules: RULES,
      setting: 'settings of the control plane',
      proposal: controlPlane.FLAGS_BY_FILE,
    }),
  remediation: { title: 'Verify the certificates of kubelets', kind: 'file', disruption: 'none' },
});
