/** AppArmor annotations of old that name nobody: the profile they ask for is applied to no container. */
import type { Violation, Workload } from 'kubectl-harden/plugin-api';

const PREFIX = 'container.apparmor.security.beta.kubernetes.io/';

export function appArmorKey(container: string): string {
  return `${PREFIX}${container}`;
}

export function strayAnnotations({ containers, podAnnotations, podPath }: Workload): readonly Violation[] {
  return Object.keys(podAnnotations)
    .filter((key) => key.startsWith(PREFIX))
    .filter((key) => !containers.some(({ name }) => name === key.slice(PREFIX.length)))
    .sort()
    .map((key) => ({
      message: `An annotation asks for an AppArmor profile of container ${key.slice(PREFIX.length)}, which is not there.`,
      path: [...podPath.slice(0, -1), 'metadata', 'annotations', key],
      severity: 'low',
      severityReason: 'lowered: the profile of the runtime applies',
    }));
}
