/** The authority of kubelets, and kubelets that ask it for certificates. */
import type { Example } from 'kubectl-harden/plugin-api';

const FILE_1 = `# Merge into the ClusterConfiguration of the ConfigMap kubeadm-config in kube-system, so that upgrades keep it. Then run
# "kubeadm init phase control-plane apiserver --config FILE" on one control plane node after the other.
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
apiServer:
  extraArgs:
  - {name: kubelet-certificate-authority, value: /etc/kubernetes/pki/ca.crt}
`;

const FILE_2 = `# Part of the kubelet's configuration on every node, before the API server verifies it. Each kubelet then asks for a
# certificate (kubectl get csr, signer kubernetes.io/kubelet-serving), which somebody has to approve.
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
serverTLSBootstrap: true
rotateCertificates: true
`;

export const EXAMPLES: readonly Example[] = [
  { name: 'kubeadm.yaml', title: 'How kubeadm starts the API server that verifies kubelets', text: FILE_1 },
  { name: 'kubelet-configuration.yaml', title: 'Kubelets that ask for their serving certificate', text: FILE_2 },
];
