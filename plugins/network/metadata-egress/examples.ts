/** What pods may connect to, without the addresses of instance metadata. */
import type { Example } from 'kubectl-harden/plugin-api';

export const EXAMPLES: readonly Example[] = [
  {
    name: 'no-metadata.yaml',
    title: 'NetworkPolicy: DNS and the internet, and no metadata of instances',
    text: `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: egress-without-metadata
  namespace: production
spec:
  podSelector: {}
  policyTypes: [Egress]
  egress:
    - to:
        - namespaceSelector:
            matchLabels: {kubernetes.io/metadata.name: kube-system}
          podSelector:
            matchLabels: {k8s-app: kube-dns}
      ports:
        - {protocol: UDP, port: 53}
        - {protocol: TCP, port: 53}
    - to:
        - ipBlock:
            cidr: 0.0.0.0/0
            # What another policy allows here is allowed all the same.
            except: [169.254.0.0/16]
      ports:
        - {protocol: TCP, port: 443}
`,
  },
];
