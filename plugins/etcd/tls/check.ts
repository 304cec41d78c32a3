import { controlPlane, defineCheck } from 'kubectl-harden/plugin-api';
import { EXAMPLES } from './examples.ts';
import { judge } from './judge.ts';

export default defineCheck({
  mode: 'automated',
  examples: EXAMPLES,
  meta: {
    id: 'etcd/tls',
    title: 'Only TLS with certificates reaches etcd',
    severity: 'critical',
    rationale:
      'Whoever can talk to etcd reads and writes every object of the cluster, Secrets included, without a right ' +
      'and without a trace in the audit log. TLS with certificates on both sides is the only lock on that door, ' +
      'for the API server as a client and for the members among each other.',
    guidance:
      'Start every etcd member with a certificate of its own for clients and one for peers, with ' +
      '`--client-cert-auth=true` and `--peer-client-cert-auth=true`, and an authority that signs nothing else. ' +
      'Start the API server with https in `--etcd-servers` and its client certificate. ' +
      controlPlane.howToSetFlags('an etcd member'),
    item: 'etcd',
    refs: [
      { framework: 'cis-k8s', control: '1.2.23' },
      { framework: 'cis-k8s', control: '1.2.26' },
      { framework: 'cis-k8s', control: '2.1' },
      { framework: 'cis-k8s', control: '2.2' },
      { framework: 'cis-k8s', control: '2.3' },
      { framework: 'cis-k8s', control: '2.4' },
      { framework: 'cis-k8s', control: '2.5' },
      { framework: 'cis-k8s', control: '2.6' },
      { framework: 'cis-k8s', control: '2.7' },
      { framework: 'nsa-cisa', control: 'authentication-and-authorization' },
      { framework: 'owasp-k8s-2025', control: 'K03' },
      { framework: 'mitre-attack', control: 'T1552.007' },
      { framework: 'guide', control: 'A10' },
      { framework: 'guide', control: 'B1' },
    ],
    since: '0.1.0',
  },
  subject: 'Cluster',
  reads: controlPlane.FLAG_READS,
  evaluate: ({ context }, { view }) => judge(view, context),
  remediation: { title: 'Let etcd talk TLS with certificates on both sides', kind: 'file', disruption: 'none' },
});
