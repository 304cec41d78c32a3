/** Whether root of a container is root of the node. */
import { type Container, podTemplate, type Workload } from 'kubectl-harden/plugin-api';

/** Why it is not, as a clause: "it runs as uid 65534"; `undefined`: it may be. */
export function whyNotRoot(workload: Workload, container: Container): string | undefined {
  if (workload.pod.hostUsers === false) return 'its root is nobody on the node';
  const { spec } = container;
  const user = podTemplate.userOf(workload, container);
  if (user.known) return user.uid === 0 ? undefined : `it runs as uid ${user.uid}`;
  const isForbidden = spec.securityContext?.runAsNonRoot ?? workload.pod.securityContext?.runAsNonRoot;
  return isForbidden === true ? 'it may not run as root' : undefined;
}
