/** A budget that lets nodes be drained, and keeps the workload up. */
import type { Example } from 'kubectl-harden/plugin-api';

export const EXAMPLES: readonly Example[] = [
  {
    name: 'disruption-budget.yaml',
    title: 'PodDisruptionBudget of a workload with several replicas',
    text: `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: api
  namespace: production
spec:
  # Of one replica no budget can keep any: run two at least.
  maxUnavailable: 1
  # Pods that do not work may go: else they hold up every drain.
  unhealthyPodEvictionPolicy: AlwaysAllow
  selector:
    matchLabels: {app: api}
`,
  },
];
