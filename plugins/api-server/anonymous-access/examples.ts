/** Requests without a credential, but for the paths that need to be asked so. */
import type { Example } from 'kubectl-harden/plugin-api';

const FILE_1 = `# File of --authentication-config on every API server (1.34 and later). It excludes --anonymous-auth and the --oidc-* flags.
apiVersion: apiserver.config.k8s.io/v1
kind: AuthenticationConfiguration
anonymous:
  enabled: true
  conditions:
  - path: /livez
  - path: /readyz
  - path: /healthz
  # As long as nodes join with a token of kubeadm:
  - path: /api/v1/namespaces/kube-public/configmaps/cluster-info
`;

const FILE_2 = `# Merge into the ClusterConfiguration of the ConfigMap kubeadm-config in kube-system, so that upgrades keep it. Then run
# "kubeadm init phase control-plane apiserver --config FILE" on one control plane node after the other.
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
apiServer:
  extraArgs:
  - {name: authentication-config, value: /etc/kubernetes/authentication/configuration.yaml}
  extraVolumes:
  - name: authentication
    hostPath: /etc/kubernetes/authentication
    mountPath: /etc/kubernetes/authentication
    pathType: Directory
    readOnly: true
`;

export const EXAMPLES: readonly Example[] = [
  { name: 'authentication-configuration.yaml', title: 'Only health may be asked without a credential', text: FILE_1 },
  { name: 'kubeadm.yaml', title: 'How kubeadm starts the API server with this file', text: FILE_2 },
];
