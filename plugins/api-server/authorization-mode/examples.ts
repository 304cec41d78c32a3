/** Node and RBAC by flag, or by a file that can name a webhook as well. */
import type { Example } from 'kubectl-harden/plugin-api';

const FILE_1 = `# Merge into the ClusterConfiguration of the ConfigMap kubeadm-config in kube-system, so that upgrades keep it. Then run
# "kubeadm init phase control-plane apiserver --config FILE" on one control plane node after the other.
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
apiServer:
  extraArgs:
  - {name: authorization-mode, value: "Node,RBAC"}
`;

const FILE_2 = `# File of --authorization-config, which takes the place of --authorization-mode. It is reloaded when it changes.
apiVersion: apiserver.config.k8s.io/v1
kind: AuthorizationConfiguration
authorizers:
- {type: Node, name: node}
- {type: RBAC, name: rbac}
`;

export const EXAMPLES: readonly Example[] = [
  { name: 'kubeadm.yaml', title: 'How kubeadm starts the API server with Node and RBAC', text: FILE_1 },
  {
    name: 'authorization-configuration.yaml',
    title: 'The same authorizers in a file for --authorization-config',
    text: FILE_2,
  },
];
