/** Tokens are refused that were issued without a second factor. */
import type { Example } from 'kubectl-harden/plugin-api';

const CONFIGURATION = `# File of --authentication-config on every API server, which takes the place of the --oidc-* flags.
apiVersion: apiserver.config.k8s.io/v1
kind: AuthenticationConfiguration
jwt:
- issuer:
    url: https://login.example.com
    audiences: [kubernetes]
  claimValidationRules:
  # Providers list there how somebody has signed in (RFC 8176). Entra ID, Okta and Keycloak can be told to write "mfa".
  - expression: 'has(claims.amr) && dyn(claims.amr).exists(method, method == "mfa")'
    message: the token was issued without a second factor
  - expression: claims.exp - claims.iat <= 3600
    message: the token lives longer than an hour
  claimMappings:
    username: {claim: sub, prefix: "oidc:"}
    groups: {claim: groups, prefix: "oidc:"}
  userValidationRules:
  - expression: '!user.username.startsWith("system:")'
    message: names that begin with system are reserved
# Probes of load balancers and kubelets need no credential; everything else does.
anonymous:
  enabled: true
  conditions:
  - path: /livez
  - path: /readyz
  - path: /healthz
`;

export const EXAMPLES: readonly Example[] = [
  {
    name: 'authentication-configuration.yaml',
    title: 'Sign-in by OIDC that takes only tokens issued with a second factor',
    text: CONFIGURATION,
  },
];
