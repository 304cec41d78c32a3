import type { Example } from 'kubectl-harden/plugin-api';

export const examples: readonly Example[] = [
  {
    name: 'alerts.yaml',
    title: 'PrometheusRule for refused requests, CPU spikes, and agents that do not run on every node',
    text: `apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: intrusion
  namespace: monitoring
spec:
  groups:
    - name: intrusion
      interval: 1m
      rules:
        - alert: RequestsRefused
          expr: |
            sum(rate(apiserver_request_total{code=~"401|403"}[5m]))
              > 5 * sum(rate(apiserver_request_total{code=~"401|403"}[1d] offset 1h)) + 0.5
          for: 5m
          labels:
            severity: warning
          annotations:
            summary: The API server refuses far more requests than usual.
        - alert: CpuSpike
          expr: |
            sum by (namespace) (rate(container_cpu_usage_seconds_total{container!=""}[10m]))
              > 3 * sum by (namespace) (rate(container_cpu_usage_seconds_total{container!=""}[1d] offset 1h)) + 1
          for: 15m
          labels:
            severity: warning
          annotations:
            summary: Namespace {{ $labels.namespace }} uses three times the CPU of yesterday.
        - alert: NodeAgentMissing
          expr: |
            kube_daemonset_status_number_unavailable{daemonset=~"falco|fluent-bit"} > 0
          for: 15m
          labels:
            severity: warning
          annotations:
            summary: Agent {{ $labels.daemonset }} does not run on {{ $value }} nodes.
        - alert: Watchdog
          expr: vector(1)
          labels:
            severity: none
          annotations:
            summary: Always fires, so that its absence is noticed.
`,
  },
];
