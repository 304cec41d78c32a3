/** Workloads of every kind of fault, numbered. */
import type { KubeObject } from '../../src/plugin-api/index.ts';

/** Deployments with two containers; each next one has another set of faults, in another namespace. */
export function workloads(amount: number): readonly KubeObject[] {
  return Array.from({ length: amount }, (_, at) => {
    const labels = { app: `made-${at}` };
    const container = (name: string, faults: number) => ({
      name,
      image: `registry.example.com/made:${faults}`,
      securityContext: {
        ...(faults & 1 ? { privileged: true } : {}),
        ...(faults & 2 ? { runAsUser: 10_001 } : {}),
        ...(faults & 4 ? { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } } : {}),
      },
    });
    return {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: `made-${at}`, namespace: at % 3 === 0 ? 'kube-system' : 'shop', uid: `made-${at}` },
      spec: {
        replicas: 1,
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            ...(at % 2 === 0 ? { hostPID: true } : {}),
            containers: [container('first', at), container('second', at + 3)],
          },
        },
      },
    } as unknown as KubeObject;
  });
}
