/** The part of the configuration of every kubelet. */
import type { Example } from 'kubectl-harden/plugin-api';

const FILE_1 = `# A file of the folder that --config-dir of the kubelet names, such as /etc/kubernetes/kubelet.conf.d/90-harden.conf.
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
rotateCertificates: true
# Each kubelet asks for a serving certificate, which somebody has to approve: kubectl get csr.
serverTLSBootstrap: true
tlsMinVersion: VersionTLS12
`;

export const EXAMPLES: readonly Example[] = [
  { name: 'kubelet-configuration.yaml', title: 'Part of the configuration of every kubelet', text: FILE_1 },
];
