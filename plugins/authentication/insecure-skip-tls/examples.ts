/** A cluster of a kubeconfig that is verified. */
import type { Example } from 'kubectl-harden/plugin-api';

const FILE_1 = `apiVersion: v1
kind: Config
clusters:
- name: production
  cluster:
    server: https://api.example.com:6443
    certificate-authority: ca.crt
    # Where the certificate has another name than the address:
    tls-server-name: kubernetes.default.svc
`;

export const EXAMPLES: readonly Example[] = [
  { name: 'kubeconfig.yaml', title: 'A cluster whose certificate is verified', text: FILE_1 },
];
