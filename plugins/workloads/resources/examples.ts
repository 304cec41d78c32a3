/** Limits for containers, and defaults for those that say nothing. */
import type { Example } from 'kubectl-harden/plugin-api';

export const EXAMPLES: readonly Example[] = [
  {
    name: 'limit-range.yaml',
    title: 'LimitRange: what containers of a namespace get that name no resources',
    text: `apiVersion: v1
kind: LimitRange
metadata:
  name: container-defaults
  namespace: production
spec:
  limits:
    - type: Container
      defaultRequest: {cpu: 100m, memory: 128Mi}
      default: {memory: 512Mi}
      max: {memory: 4Gi}
`,
  },
];
