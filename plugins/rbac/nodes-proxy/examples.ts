/** What agents of monitoring need of kubelets, each for itself. */
import type { Example } from 'kubectl-harden/plugin-api';

export const EXAMPLES: readonly Example[] = [
  {
    name: 'kubelet-metrics.yaml',
    title: 'ClusterRole for metrics of kubelets without nodes/proxy, from Kubernetes 1.33 on',
    text: `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: kubelet-metrics
rules:
  - apiGroups: [""]
    resources: [nodes/metrics, nodes/stats, nodes/pods, nodes/healthz]
    verbs: [get]
  - apiGroups: [""]
    resources: [nodes]
    verbs: [get, list, watch]
`,
  },
];
