/** Sign-in by the provider of your people, and the kubeconfig that goes with it. */
import type { Example } from 'kubectl-harden/plugin-api';

const FILE_1 = `# The authorization server needs a claim "groups" for the scope "groups".
# File of --authentication-config on every API server; it takes the place of the --oidc-* flags.
apiVersion: apiserver.config.k8s.io/v1
kind: AuthenticationConfiguration
jwt:
- issuer:
    url: https://example.okta.com/oauth2/default
    audiences: [kubernetes]
  claimMappings:
    username: {claim: email, prefix: "oidc:"}
    groups: {claim: groups, prefix: "oidc:"}
  claimValidationRules:
  - expression: '!has(claims.email_verified) || claims.email_verified == true'
    message: the address is not verified
  userValidationRules:
  - expression: '!user.username.startsWith("system:")'
    message: names that begin with system are reserved
`;

const FILE_2 = `# Tenant and application by their ids; groups come as ids unless the application says otherwise.
# File of --authentication-config on every API server; it takes the place of the --oidc-* flags.
apiVersion: apiserver.config.k8s.io/v1
kind: AuthenticationConfiguration
jwt:
- issuer:
    url: https://login.microsoftonline.com/00000000-0000-0000-0000-000000000000/v2.0
    audiences: [00000000-0000-0000-0000-000000000001]
  claimMappings:
    username: {claim: sub, prefix: "oidc:"}
    groups: {claim: groups, prefix: "oidc:"}
  userValidationRules:
  - expression: '!user.username.startsWith("system:")'
    message: names that begin with system are reserved
`;

const FILE_3 = `# Google gives no groups in its tokens: bind roles to addresses, or put an issuer such as Dex in between.
# File of --authentication-config on every API server; it takes the place of the --oidc-* flags.
apiVersion: apiserver.config.k8s.io/v1
kind: AuthenticationConfiguration
jwt:
- issuer:
    url: https://accounts.google.com
    audiences: [CLIENT-ID.apps.googleusercontent.com]
  claimMappings:
    username: {claim: sub, prefix: "google:"}
  claimValidationRules:
  - claim: hd
    requiredValue: example.com
`;

const FILE_4 = `apiVersion: v1
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
  { name: 'okta.yaml', title: 'Okta as identity provider', text: FILE_1 },
  { name: 'entra-id.yaml', title: 'Entra ID as identity provider', text: FILE_2 },
  { name: 'google.yaml', title: 'Google as identity provider', text: FILE_3 },
  { name: 'kubeconfig.yaml', title: 'The user of a kubeconfig that signs in by kubelogin', text: FILE_4 },
];
