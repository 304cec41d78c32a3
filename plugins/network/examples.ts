/** Default denies, and what is allowed next to them. */
import type { Example } from 'kubectl-harden/plugin-api';

export const INGRESS_EXAMPLE: Example = {
  name: 'default-deny-ingress.yaml',
  title: 'Default deny of incoming traffic, and one caller that is allowed',
  text: `# Write what is allowed first: once the deny is there, everything else is refused.
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: allow-web-to-api
  namespace: production
spec:
  podSelector:
    matchLabels: {app: api}
  policyTypes: [Ingress]
  ingress:
  - from:
    - podSelector:
        matchLabels: {app: web}
    ports:
    # Ports of the pods, not of the Service.
    - {protocol: TCP, port: 8080}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: default-deny-ingress
  namespace: production
spec:
  podSelector: {}
  policyTypes: [Ingress]
`,
};

export const EGRESS_EXAMPLE: Example = {
  name: 'default-deny-egress.yaml',
  title: 'Default deny of outgoing traffic, with DNS and one destination that is allowed',
  text: `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: allow-dns
  namespace: production
spec:
  podSelector: {}
  policyTypes: [Egress]
  egress:
  - to:
    # One entry: pods with this label in that namespace. Two entries would mean either.
    - namespaceSelector:
        matchLabels: {kubernetes.io/metadata.name: kube-system}
      podSelector:
        matchLabels: {k8s-app: kube-dns}
    ports:
    - {protocol: UDP, port: 53}
    - {protocol: TCP, port: 53}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: allow-api-to-database
  namespace: production
spec:
  podSelector:
    matchLabels: {app: api}
  policyTypes: [Egress]
  egress:
  - to:
    - podSelector:
        matchLabels: {app: database}
    ports:
    - {protocol: TCP, port: 5432}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: default-deny-egress
  namespace: production
spec:
  podSelector: {}
  # An empty egress list without this isolates nothing.
  policyTypes: [Egress]
`,
};
