/** One file for all replicas. */
import type { Example } from 'kubectl-harden/plugin-api';

const FILE_1 = `# Merge into the ClusterConfiguration of the ConfigMap kubeadm-config in kube-system, so that upgrades keep it. Then run
# "kubeadm init phase control-plane apiserver --config FILE" on one control plane node after the other.
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
kubernetesVersion: v1.36.3
controlPlaneEndpoint: api.example.com:6443
apiServer:
  extraArgs:
  - {name: authorization-mode, value: "Node,RBAC"}
  - {name: enable-admission-plugins, value: NodeRestriction}
`;

export const EXAMPLES: readonly Example[] = [
  { name: 'kubeadm.yaml', title: 'The configuration that every control plane node is made from', text: FILE_1 },
];
