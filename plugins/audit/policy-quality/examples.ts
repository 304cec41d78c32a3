/** A policy that meets all of it. */
import type { Example } from 'kubectl-harden/plugin-api';

const FILE_1 = `# /etc/kubernetes/audit/policy.yaml on every control plane node. The first rule that fits a request decides.
apiVersion: audit.k8s.io/v1
kind: Policy
omitStages: [RequestReceived]
rules:
- level: None
  nonResourceURLs: ["/healthz*", "/livez*", "/readyz*", /version]
# Bodies of these are credentials.
- level: Metadata
  resources:
  - {group: "", resources: [secrets, configmaps, serviceaccounts/token]}
  - {group: authentication.k8s.io}
- level: Request
  resources:
  - {group: "", resources: [pods/exec, pods/attach, pods/portforward, pods/proxy, pods/ephemeralcontainers, services/proxy, nodes/proxy]}
- level: RequestResponse
  verbs: [create, update, patch, delete, deletecollection]
  resources:
  - {group: rbac.authorization.k8s.io}
  - {group: admissionregistration.k8s.io}
- level: Metadata
`;

export const EXAMPLES: readonly Example[] = [
  { name: 'audit-policy.yaml', title: 'Audit policy that records what counts and no bodies of Secrets', text: FILE_1 },
];
