/** Ports that only some may listen on. */
import type { Container, Workload } from '../../plugin-api/index.ts';

const PRIVILEGED_PORTS = 1024;
const START = 'net.ipv4.ip_unprivileged_port_start';

/** Why listening would fail without capabilities, for a container that is not root. */
export function portDoubts({ pod }: Workload, { name, spec }: Container): readonly string[] {
  const told = pod.securityContext?.sysctls?.find((sysctl) => sysctl.name.replaceAll('/', '.') === START)?.value;
  const start = told === undefined ? PRIVILEGED_PORTS : Number(told);
  const ports = (spec.ports ?? []).map(({ containerPort }) => containerPort).filter((port) => !(port >= start));
  if (ports.length === 0) return [];
  const listed = [...new Set(ports)].join(', ');
  const need = `${START} at ${Math.min(...ports)} or lower`;
  const set = told === undefined ? unseen(pod) : `the pod sets it to ${told}`;
  return [`${name} listens on port ${listed}: without NET_BIND_SERVICE that takes ${need}, and ${set}.`];
}

function unseen({ hostNetwork }: Workload['pod']): string {
  return hostNetwork === true
    ? 'what the node sets is not visible here'
    : 'what the container runtime sets (newer ones 0) is not visible here';
}
