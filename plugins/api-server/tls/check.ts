import { controlPlane, defineCheck, may } from 'kubectl-harden/plugin-api';
import { EXAMPLES } from './examples.ts';
import { judge } from './judge.ts';

export default defineCheck({
  mode: 'automated',
  examples: EXAMPLES,
  meta: {
    id: 'api-server/tls',
    title: 'The API server speaks current TLS with a good certificate',
    severity: 'high',
    rationale:
      'Every credential of the cluster goes over this connection. Old versions of TLS and weak ciphers can be ' +
      'read or changed on the way, and a certificate that has ended or is for another name teaches people to skip ' +
      'the check of it.',
    guidance:
      'Leave `--tls-min-version` and `--tls-cipher-suites` at their defaults, or set at least VersionTLS12 and ' +
      'suites with ECDHE and GCM or ChaCha20. Renew the certificate before it ends (`kubeadm certs renew ' +
      'apiserver`, then restart the API server), with every name and address that clients use.',
    item: 'api-server',
    refs: [
      { framework: 'cis-k8s', control: '1.2.24' },
      { framework: 'cis-k8s', control: '1.2.25' },
      { framework: 'cis-k8s', control: '1.2.29' },
      { framework: 'nsa-cisa', control: 'network-separation' },
      { framework: 'owasp-k8s-2025', control: 'K07' },
      { framework: 'mitre-attack', control: 'T1557' },
      { framework: 'guide', control: 'A2' },
    ],
    since: '0.1.0',
  },
  subject: 'Cluster',
  reads: [...controlPlane.FLAG_READS, may('ServerTls'), may('Endpoint')],
  evaluate: ({ context }, { view }) => judge(view, context),
  remediation: { title: 'Let the API server speak current TLS', kind: 'file', disruption: 'none' },
});
