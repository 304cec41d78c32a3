/** Clusters that choose the user of a pod themselves: a number written into a template is refused there. */
import type { KindMap, Workload } from '../../plugin-api/index.ts';

/** OpenShift gives each namespace a range of users, and notes on each pod which rule gave it one. */
const OPENSHIFT = 'openshift.io/scc';

export function isUserAssignedTo(pod: KindMap['Pod']): boolean {
  return pod.metadata.annotations?.[OPENSHIFT] !== undefined;
}

export function isUserAssigned({ pods, podAnnotations }: Workload): boolean {
  return OPENSHIFT in podAnnotations || pods.some(isUserAssignedTo);
}
