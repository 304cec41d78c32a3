/** Who may reach the API server, as a file of the tool that makes the cluster. */
import type { Example } from 'kubectl-harden/plugin-api';

const FILE_1 = `# For "eksctl utils update-cluster-vpc-config -f eks.yaml --approve". Nodes come in by the private endpoint.
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata:
  name: production
  region: eu-central-1
vpc:
  publicAccessCIDRs: [198.51.100.0/24, 203.0.113.8/32]
  clusterEndpoints:
    privateAccess: true
    publicAccess: true
`;

export const EXAMPLES: readonly Example[] = [
  { name: 'eks.yaml', title: 'EKS: the public endpoint for two networks alone', text: FILE_1 },
];
