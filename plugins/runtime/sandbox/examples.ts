import type { Example } from 'kubectl-harden/plugin-api';

export const examples: readonly Example[] = [
  {
    name: 'gvisor.yaml',
    title: 'RuntimeClass for gVisor on its own pool of nodes',
    text: `apiVersion: node.k8s.io/v1
kind: RuntimeClass
metadata:
  name: gvisor
handler: runsc
overhead:
  podFixed:
    cpu: 50m
    memory: 64Mi
scheduling:
  nodeSelector:
    sandbox.example.com/runtime: gvisor
  tolerations:
    - key: sandbox.example.com/runtime
      operator: Equal
      value: gvisor
      effect: NoSchedule
`,
  },
];
