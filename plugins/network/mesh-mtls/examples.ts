import type { Example } from 'kubectl-harden/plugin-api';

const STRICT = `apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata:
  name: default
  namespace: istio-system
spec:
  mtls:
    mode: STRICT
`;

const AUTHORIZATION = `# Refuses what no other AuthorizationPolicy of the namespace allows.
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata:
  name: deny-by-default
  namespace: shop
spec: {}
---
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata:
  name: web-from-gateway
  namespace: shop
spec:
  selector:
    matchLabels:
      app: web
  action: ALLOW
  rules:
    - from:
        - source:
            principals: [cluster.local/ns/edge/sa/gateway]
      to:
        - operation:
            methods: [GET, POST]
            ports: ["8080"]
`;

export const examples: readonly Example[] = [
  { name: 'peer-authentication.yaml', title: 'PeerAuthentication that requires mTLS of the whole mesh', text: STRICT },
  {
    name: 'authorization-policy.yaml',
    title: 'AuthorizationPolicies: nobody by default, the gateway to one workload',
    text: AUTHORIZATION,
  },
];
