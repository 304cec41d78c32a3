import { defineManualCheck } from 'kubectl-harden/plugin-api';
import { EXAMPLES } from './examples.ts';

export default defineManualCheck({
  mode: 'manual',
  examples: EXAMPLES,
  meta: {
    id: 'api-server/authorized-networks',
    title: 'Only known networks reach the API server',
    severity: 'high',
    rationale:
      'A list of networks keeps a leaked kubeconfig from being used wherever it was leaked to. It is kept by the ' +
      'provider or by a firewall, in front of the API server: no request to the API server shows it.',
    guidance:
      'Allow the addresses of offices, VPN and CI alone, and those that nodes come from. EKS: `aws eks ' +
      'update-cluster-config --name NAME --resources-vpc-config publicAccessCidrs=198.51.100.0/24`. GKE: `gcloud ' +
      'container clusters update NAME --enable-master-authorized-networks --master-authorized-networks ' +
      '198.51.100.0/24`. AKS: `az aks update --resource-group GROUP --name NAME --api-server-authorized-ip-ranges ' +
      '198.51.100.0/24`. On nodes of your own it is a rule of the firewall or of the load balancer.',
    item: 'api-server-private',
    refs: [
      { framework: 'nsa-cisa', control: 'network-separation' },
      { framework: 'owasp-k8s-2025', control: 'K06' },
      { framework: 'mitre-attack', control: 'T1133' },
      { framework: 'guide', control: 'B1' },
    ],
    since: '0.1.0',
  },
  scope: 'cluster',
  question:
    'Which networks may reach the API server, and is each of them needed? EKS: aws eks describe-cluster --name ' +
    'NAME --query cluster.resourcesVpcConfig.publicAccessCidrs. GKE: gcloud container clusters describe NAME ' +
    '--location LOCATION --format="value(masterAuthorizedNetworksConfig)". AKS: az aks show --resource-group ' +
    'GROUP --name NAME --query apiServerAccessProfile.authorizedIpRanges.',
  evidence: [
    'The output of the command of the provider, with the date it was run: 0.0.0.0/0 is not in it.',
    'The rules of the firewall in front of the API server, where it runs on nodes of your own.',
    'Who owns each of the networks, and when somebody last looked whether it is still needed.',
  ],
  validDays: 90,
});
