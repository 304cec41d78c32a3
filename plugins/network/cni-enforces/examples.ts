import type { Example } from 'kubectl-harden/plugin-api';

const TRY = `# A program that answers on port 8080 under the label app=target is then reached by nobody, where policies are enforced.
apiVersion: v1
kind: Namespace
metadata:
  name: try-policies
  labels:
    pod-security.kubernetes.io/enforce: restricted
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: refuse-all
  namespace: try-policies
spec:
  podSelector: {}
  policyTypes: [Ingress]
---
apiVersion: v1
kind: Service
metadata:
  name: target
  namespace: try-policies
spec:
  selector:
    app: target
  ports:
    - name: http
      port: 80
      targetPort: 8080
`;

const BASELINE = `apiVersion: policy.networking.k8s.io/v1beta1
kind: ClusterNetworkPolicy
metadata:
  name: harden-baseline-deny
spec:
  tier: Baseline
  priority: 100
  subject:
    namespaces:
      matchExpressions:
        - key: kubernetes.io/metadata.name
          operator: NotIn
          values: [kube-system, kube-public, kube-node-lease]
  egress:
    - name: dns
      action: Accept
      to:
        - pods:
            namespaceSelector:
              matchLabels:
                kubernetes.io/metadata.name: kube-system
            podSelector:
              matchLabels:
                k8s-app: kube-dns
      protocols:
        - udp:
            destinationPort:
              number: 53
        - tcp:
            destinationPort:
              number: 53
  ingress:
    - name: from-other-pods
      action: Deny
      from:
        - namespaces: {}
`;

export const examples: readonly Example[] = [
  { name: 'try-policies.yaml', title: 'Namespace with a policy to try whether it is enforced', text: TRY },
  {
    name: 'baseline-deny.yaml',
    title: 'ClusterNetworkPolicy that denies pods where no NetworkPolicy speaks',
    text: BASELINE,
  },
];
