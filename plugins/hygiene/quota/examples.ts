/** Limits of a namespace. */
import type { Example } from 'kubectl-harden/plugin-api';

const LIMITS = `apiVersion: v1
kind: LimitRange
metadata:
  name: defaults
  namespace: shop
spec:
  limits:
    - type: Container
      default: {memory: 256Mi}
      defaultRequest: {cpu: 50m, memory: 128Mi}
      max: {memory: 2Gi}
---
apiVersion: v1
kind: ResourceQuota
metadata:
  name: limits
  namespace: shop
spec:
  hard:
    pods: "40"
    requests.cpu: "8"
    requests.memory: 16Gi
    limits.memory: 32Gi
    persistentvolumeclaims: "20"
    services.loadbalancers: "1"
    services.nodeports: "0"
`;

export const EXAMPLES: readonly Example[] = [
  { name: 'limits.yaml', title: 'LimitRange and ResourceQuota of a namespace', text: LIMITS },
];
