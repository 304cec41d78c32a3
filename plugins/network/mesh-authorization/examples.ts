/** Callers by name, and nobody else. */
import type { Example } from 'kubectl-harden/plugin-api';

const ISTIO = `# Without rules it allows nothing: what other policies allow gets through.
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata:
  name: deny-by-default
  namespace: payments
spec: {}
---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata:
  name: ledger-from-checkout
  namespace: payments
spec:
  selector:
    matchLabels: {app: ledger}
  action: ALLOW
  rules:
  - from:
    - source:
        principals: [cluster.local/ns/shop/sa/checkout]
    to:
    - operation: {methods: [POST], paths: [/entries]}
`;

export const EXAMPLES: readonly Example[] = [
  { name: 'authorization-policy.yaml', title: 'AuthorizationPolicies that allow one caller', text: ISTIO },
];
