/** A node pool without public addresses. */
import type { Example } from 'kubectl-harden/plugin-api';

const FILE_1 = `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata:
  name: production
  region: eu-central-1
managedNodeGroups:
- name: private
  instanceType: m7i.large
  desiredCapacity: 3
  privateNetworking: true
`;

export const EXAMPLES: readonly Example[] = [
  { name: 'eks.yaml', title: 'EKS: a node group in private subnets', text: FILE_1 },
];
