/** Workloads that are a part of the node by what they are: makers of node agents ship them so. */
import {
  platform,
  remembered,
  type Severity,
  type tables,
  type Violation,
  type Workload,
} from 'kubectl-harden/plugin-api';

const MIRROR = 'kubernetes.io/config.mirror';
const ORDER: readonly Severity[] = ['info', 'low', 'medium', 'high', 'critical'];

/** The component whose makers ship this workload with access to its node; `undefined`: none that is known. */
export function shippedWith(workload: Workload, rows: readonly tables.PlatformComponent[]): string | undefined {
  return shippedBy(rows)(workload);
}

/** Many checks ask of one workload. */
const shippedBy = remembered((rows: readonly tables.PlatformComponent[]) =>
  remembered((workload: Workload) => componentOf(workload, rows)),
);

function componentOf(workload: Workload, rows: readonly tables.PlatformComponent[]): string | undefined {
  const isStatic = workload.podAnnotations[MIRROR] !== undefined;
  if (!isStatic && !platform.isShippedPrivileged(workload, rows)) return undefined;
  return platform.componentOf(workload, rows)?.name;
}

/** Of a known part of the node nobody has to be told more than that it is one. */
export function weighed(
  severity: Severity,
  reason: string | undefined,
  component: string | undefined,
): Pick<Violation, 'severity' | 'severityReason'> {
  if (component !== undefined && ORDER.indexOf(severity) > ORDER.indexOf('medium'))
    return { severity: 'medium', severityReason: `lowered: a part of the node, as the makers of ${component} ship it` };
  return reason === undefined ? {} : { severity, severityReason: reason };
}
