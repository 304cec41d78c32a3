/** Ports that only some may listen on. */
import type { Container, Workload } from '../../plugin-api/index.ts';

const PRIVILEGED_PORTS = 1024;
const START = 'net.ipv4.ip_unprivileged_port_start';

/** The first port that anybody may listen on, as the pod sets it; `undefined`: it does not. */
export function unprivilegedStart({ pod }: Workload): number | undefined {
  const told = pod.securityContext?.sysctls?.find((sysctl) => sysctl.name.replaceAll('/', '.') === START)?.value;
  return told === undefined ? undefined : Number(told);
}

/** Ports that only the privileged may listen on, each once. */
export function portsBelow(workload: Workload, { spec }: Container): readonly number[] {
  const start = unprivilegedStart(workload) ?? PRIVILEGED_PORTS;
  const ports = (spec.ports ?? []).map(({ containerPort }) => containerPort).filter((port) => !(port >= start));
  return [...new Set(ports)];
}

/** Why listening would fail without capabilities, for a container that is not root. */
export function portDoubts(workload: Workload, container: Container): readonly string[] {
  const ports = portsBelow(workload, container);
  if (ports.length === 0) return [];
  const told = unprivilegedStart(workload);
  const need = `${START} at ${Math.min(...ports)} or lower`;
  const set = told === undefined ? unseen(workload.pod) : `the pod sets it to ${told}`;
  return [
    `${container.name} listens on port ${ports.join(', ')}: without NET_BIND_SERVICE that takes ${need}, and ${set}.`,
  ];
}

function unseen({ hostNetwork }: Workload['pod']): string {
  return hostNetwork === true
    ? 'what the node sets is not visible here'
    : 'what the container runtime sets (newer ones 0) is not visible here';
}
