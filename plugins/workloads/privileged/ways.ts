/** The two ways in which a container is the node: as root without walls on Linux, as a process of the host on Windows. */
import type { Container, FieldPath, Severity, Workload } from 'kubectl-harden/plugin-api';

export interface Way {
  /** To go on after the name of the container. */
  readonly message: string;
  /** Absent: where `privileged` is set in the container. */
  readonly path?: FieldPath;
  readonly severity: Severity;
  /** Absent: nothing lowers it. */
  readonly reason?: string;
}

export function asPrivileged({ pod }: Workload, { spec }: Container): Way | undefined {
  if (spec.securityContext?.privileged !== true) return undefined;
  if (pod.hostUsers === false)
    return {
      message: 'is privileged: in the users of its pod nothing confines it.',
      severity: 'high',
      reason: 'lowered: its root is nobody on the node',
    };
  return { message: 'is privileged: it may do on its node what root may do there.', severity: 'critical' };
}

const FIELD = ['securityContext', 'windowsOptions', 'hostProcess'] as const;

/** A container says it for itself, or its pod for all. */
export function asHostProcess({ pod, podPath }: Workload, { spec, path }: Container): Way | undefined {
  const own = spec.securityContext?.windowsOptions?.hostProcess;
  const isHost = own ?? pod.securityContext?.windowsOptions?.hostProcess;
  if (isHost !== true) return undefined;
  return {
    message: 'is a HostProcess container: its program runs on the Windows node itself.',
    path: [...(own === undefined ? podPath : path), ...FIELD],
    severity: 'critical',
  };
}
