import { defineCheck, may } from 'kubectl-harden/plugin-api';
import { EXAMPLES } from './examples.ts';
import { judge } from './judge.ts';

export default defineCheck({
  mode: 'automated',
  examples: EXAMPLES,
  meta: {
    id: 'api-server/public-endpoint',
    title: 'The API server has no public address',
    severity: 'medium',
    rationale:
      'A public endpoint is found within minutes and tried ever after: with stolen kubeconfigs, with leaked ' +
      'tokens, and with each fault that becomes known. With a private one all of these need a foothold in the ' +
      'network first.',
    guidance:
      'Give people a way in (VPN, bastion, private link) and try it. Then switch the public endpoint off, or ' +
      'allow the addresses of offices and CI alone: EKS `aws eks update-cluster-config --name NAME ' +
      '--resources-vpc-config endpointPublicAccess=false,endpointPrivateAccess=true`, GKE `gcloud container ' +
      'clusters update NAME --enable-private-endpoint`, AKS `az aks update --resource-group GROUP --name NAME ' +
      '--enable-private-cluster` or `--api-server-authorized-ip-ranges`. On nodes of your own close the port in ' +
      'the firewall, and let the load balancer have an internal address.',
    item: 'api-server-private',
    refs: [
      { framework: 'nsa-cisa', control: 'network-separation' },
      { framework: 'owasp-k8s-2025', control: 'K06' },
      { framework: 'mitre-attack', control: 'T1133' },
      { framework: 'mitre-attack', control: 'T1190' },
      { framework: 'guide', control: 'B1' },
      { framework: 'guide', control: 'BC' },
      { framework: 'guide', control: 'A2' },
    ],
    since: '0.1.0',
  },
  subject: 'Cluster',
  reads: [may('Endpoint'), may('Node'), may('ServerVersion')],
  question: {
    question: 'Can the API server be reached from the internet?',
    evidence: [
      'The output of the command of the provider that shows the endpoint and who may reach it, with the date it was run.',
      'A connection from a network outside that was tried and refused: curl -k https://ADDRESS/version.',
      'The rules of the firewall in front of the control plane nodes or of their load balancer.',
    ],
    validDays: 90,
  },
  evaluate: ({ context }, { view }) => judge(view, context),
  remediation: { title: 'Take the public address off the API server', kind: 'file', disruption: 'access' },
});
