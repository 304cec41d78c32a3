import { defineCheck, may, notApplicable, type Proposal, pass, unknown } from 'kubectl-harden/plugin-api';
import { EXAMPLES } from './examples.ts';

const PROPOSAL: Proposal = {
  readiness: 'elsewhere',
  reason: 'It is a setting of a kubeconfig on this machine.',
  changes: [],
};

export default defineCheck({
  mode: 'automated',
  examples: EXAMPLES,
  meta: {
    id: 'authentication/insecure-skip-tls',
    title: 'This context verifies the certificate of the server',
    severity: 'high',
    rationale:
      'Without the check whoever is on the way can answer in place of the API server. He gets the token of every ' +
      'request, and shows what he likes.',
    guidance:
      'Put the authority of the cluster into the kubeconfig and take `insecure-skip-tls-verify` out: `kubectl ' +
      'config set-cluster NAME --embed-certs --certificate-authority FILE`. Where the certificate has not the ' +
      'name that you connect to, set `tls-server-name`, or renew it with that name.',
    item: 'authentication',
    refs: [
      { framework: 'nsa-cisa', control: 'authentication-and-authorization' },
      { framework: 'owasp-k8s-2025', control: 'K09' },
      { framework: 'mitre-attack', control: 'T1557' },
      { framework: 'guide', control: 'A2' },
    ],
    since: '0.1.0',
  },
  subject: 'Cluster',
  reads: [may('CredentialFacts')],
  evaluate(_, { view }) {
    if (!view.isCluster) return notApplicable('Manifests are read without a connection.');
    const { value, coverage } = view.evidence('CredentialFacts');
    if (value === undefined) return unknown(`Connection: ${coverage.reason ?? coverage.state}.`);
    if (value.scheme === 'http') return notApplicable('The server is reached without TLS.');
    if (!value.skipsTlsVerify)
      return pass({ text: 'The certificate of the server is verified.', source: 'kubeconfig' });
    const message = 'The context connects without verifying the certificate of the server.';
    const evidence = [{ text: 'insecure-skip-tls-verify is true.', source: 'kubeconfig' }];
    return [{ message, value: true, evidence, proposal: PROPOSAL }];
  },
  remediation: { title: 'Verify the certificate of the server', kind: 'guide', disruption: 'none' },
});
