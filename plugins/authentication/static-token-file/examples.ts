/** People sign in by OIDC in place of a file. */
import type { Example } from 'kubectl-harden/plugin-api';

const FILE_1 = `# File of --authentication-config on every API server, in place of --token-auth-file.
apiVersion: apiserver.config.k8s.io/v1
kind: AuthenticationConfiguration
jwt:
- issuer:
    url: https://login.example.com
    audiences: [kubernetes]
  claimMappings:
    username: {claim: sub, prefix: "oidc:"}
    groups: {claim: groups, prefix: "oidc:"}
`;

export const EXAMPLES: readonly Example[] = [
  { name: 'authentication-configuration.yaml', title: 'Sign-in by OIDC in place of static tokens', text: FILE_1 },
];
