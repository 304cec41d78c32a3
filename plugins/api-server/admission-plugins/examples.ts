/** NodeRestriction beside what is on by default. */
import type { Example } from 'kubectl-harden/plugin-api';

const FILE_1 = `# Merge into the ClusterConfiguration of the ConfigMap kubeadm-config in kube-system, so that upgrades keep it. Then run
# "kubeadm init phase control-plane apiserver --config FILE" on one control plane node after the other.
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
apiServer:
  extraArgs:
  - {name: enable-admission-plugins, value: NodeRestriction}
`;

export const EXAMPLES: readonly Example[] = [
  { name: 'kubeadm.yaml', title: 'How kubeadm starts the API server with NodeRestriction', text: FILE_1 },
];
