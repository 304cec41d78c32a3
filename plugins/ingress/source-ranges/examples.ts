/** A Service that answers some addresses alone. */
import type { Example } from 'kubectl-harden/plugin-api';

export const EXAMPLES: readonly Example[] = [
  {
    name: 'source-ranges.yaml',
    title: 'Service of type LoadBalancer for the addresses of an office and of a partner',
    text: `apiVersion: v1
kind: Service
metadata:
  name: admin
  namespace: production
spec:
  type: LoadBalancer
  # Keeps the address of the caller where the load balancer passes it on.
  externalTrafficPolicy: Local
  loadBalancerSourceRanges: [203.0.113.0/24, 198.51.100.17/32]
  selector: {app: admin}
  ports:
    - {name: https, port: 443, targetPort: 8443}
`,
  },
];
