/** Current TLS, and a certificate for every name that clients use. */
import type { Example } from 'kubectl-harden/plugin-api';

const FILE_1 = `# Merge into the ClusterConfiguration of the ConfigMap kubeadm-config in kube-system, so that upgrades keep it. Then run
# "kubeadm init phase control-plane apiserver --config FILE" on one control plane node after the other.
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
apiServer:
  certSANs: [api.example.com, 10.20.0.10]
  extraArgs:
  - {name: tls-min-version, value: VersionTLS12}
  - name: tls-cipher-suites
    value: TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256
`;

export const EXAMPLES: readonly Example[] = [
  { name: 'kubeadm.yaml', title: 'How kubeadm starts the API server with current TLS', text: FILE_1 },
];
