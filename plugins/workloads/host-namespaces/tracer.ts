/** Who in a pod with the processes of its node could open each of them. */
import { podTemplate, type Workload } from 'kubectl-harden/plugin-api';
import { whyNotRoot } from '../root.ts';

const TRACING: readonly string[] = ['ALL', 'SYS_ADMIN', 'SYS_PTRACE'];

/** As "container agent with SYS_PTRACE"; `undefined`: nobody. */
export function tracer(workload: Workload): string | undefined {
  for (const container of workload.containers) {
    if (whyNotRoot(workload, container) !== undefined) continue;
    if (podTemplate.isPrivileged(container)) return `container ${container.name}, which is privileged,`;
    const by = podTemplate.dangerouslyAdded(container).find((name) => TRACING.includes(name));
    if (by !== undefined) return `container ${container.name} with ${by}`;
  }
  return undefined;
}
