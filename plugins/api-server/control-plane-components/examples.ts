/** All three components with what they need not show closed. */
import type { Example } from 'kubectl-harden/plugin-api';

const FILE_1 = `# Merge into the ClusterConfiguration of the ConfigMap kubeadm-config in kube-system, so that upgrades keep it. Then run
# "kubeadm init phase control-plane all --config FILE" on one control plane node after the other.
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
apiServer:
  extraArgs:
  - {name: profiling, value: "false"}
controllerManager:
  extraArgs:
  - {name: profiling, value: "false"}
  - {name: bind-address, value: 127.0.0.1}
  - {name: terminated-pod-gc-threshold, value: "1000"}
  - {name: use-service-account-credentials, value: "true"}
scheduler:
  extraArgs:
  - {name: profiling, value: "false"}
  - {name: bind-address, value: 127.0.0.1}
`;

export const EXAMPLES: readonly Example[] = [
  { name: 'kubeadm.yaml', title: 'How kubeadm starts the three components', text: FILE_1 },
];
