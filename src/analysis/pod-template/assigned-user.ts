/** Clusters that choose the user of a pod themselves. */
import type { Workload } from '../../plugin-api/index.ts';

/** OpenShift gives each namespace a range of users: a number written into a template is refused there. */
export function isUserAssigned({ pods, podAnnotations }: Workload): boolean {
  const key = 'openshift.io/scc';
  return key in podAnnotations || pods.some((pod) => pod.metadata.annotations?.[key] !== undefined);
}
