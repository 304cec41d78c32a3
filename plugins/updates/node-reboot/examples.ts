import type { Example } from 'kubectl-harden/plugin-api';

export const examples: readonly Example[] = [
  {
    name: 'kured-values.yaml',
    title: 'Values of the chart of Kured: one node at a time, at night on working days, on every node',
    text: `configuration:
  period: 15m
  rebootSentinel: /var/run/reboot-required
  concurrency: 1
  rebootDays: [mo, tu, we, th]
  startTime: "01:00"
  endTime: "05:00"
  timeZone: UTC
  drainTimeout: 15m
  lockTtl: 2h
  lockReleaseDelay: 10m
  annotateNodes: true
tolerations:
  - operator: Exists
nodeSelector:
  kubernetes.io/os: linux
metrics:
  create: true
`,
  },
];
