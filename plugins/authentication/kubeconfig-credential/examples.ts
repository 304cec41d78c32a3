/** A kubeconfig without a secret. */
import type { Example } from 'kubectl-harden/plugin-api';

const FILE_1 = `apiVersion: v1
kind: Config
users:
- name: me
  user:
    exec:
      apiVersion: client.authentication.k8s.io/v1
      command: kubectl
      args: [oidc-login, get-token, "--oidc-issuer-url=https://login.example.com", --oidc-client-id=kubernetes]
      interactiveMode: IfAvailable
      provideClusterInfo: false
`;

export const EXAMPLES: readonly Example[] = [
  { name: 'kubeconfig.yaml', title: 'A user that signs in by an exec plugin', text: FILE_1 },
];
