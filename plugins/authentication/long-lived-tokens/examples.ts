/** An account and a pod whose token ends, in place of a Secret. */
import type { Example } from 'kubectl-harden/plugin-api';

const POD = `# The kubelet renews the token before it ends, and it is good for one audience alone.
apiVersion: v1
kind: ServiceAccount
metadata:
  name: reporter
  namespace: reports
automountServiceAccountToken: false
---
apiVersion: v1
kind: Pod
metadata:
  name: reporter
  namespace: reports
spec:
  serviceAccountName: reporter
  automountServiceAccountToken: false
  securityContext:
    runAsNonRoot: true
    runAsUser: 10001
    seccompProfile: {type: RuntimeDefault}
  containers:
  - name: reporter
    image: registry.example.com/reporter:1.4.2
    securityContext:
      allowPrivilegeEscalation: false
      readOnlyRootFilesystem: true
      capabilities: {drop: [ALL]}
    volumeMounts:
    - {name: token, mountPath: /var/run/secrets/tokens, readOnly: true}
  volumes:
  - name: token
    projected:
      sources:
      - serviceAccountToken: {path: token, audience: reports.example.com, expirationSeconds: 3600}
`;

export const EXAMPLES: readonly Example[] = [
  { name: 'projected-token.yaml', title: 'A token in a pod that ends after an hour', text: POD },
];
