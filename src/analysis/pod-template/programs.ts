/** Programs that a template names and that cannot work with fewer rights. */
import type { Container, Workload } from '../../plugin-api/index.ts';

const CHANGE_USER: ReadonlySet<string> = new Set([
  'sudo',
  'su',
  'gosu',
  'su-exec',
  'doas',
  'setpriv',
  'runuser',
  'pkexec',
]);
const NO_WORD = /[\s;&|<>(){}'"`$=,]+/;

/** Why changing the user would fail: only what the template says is looked at, never what is in the image. */
export function userChangeDoubts({ name, spec }: Container): readonly string[] {
  const words = commandsOf(spec).flatMap((text) => text.split(NO_WORD));
  const found = new Set(
    words.map((word) => word.slice(word.lastIndexOf('/') + 1)).filter((word) => CHANGE_USER.has(word)),
  );
  return found.size === 0 ? [] : [`${name} calls ${[...found].join(', ')}, which needs rights that this takes away.`];
}

/** Everything that runs in the container because the template says so. */
function commandsOf(spec: Container['spec']): readonly string[] {
  const { lifecycle, livenessProbe, readinessProbe, startupProbe } = spec;
  const hooks = [lifecycle?.postStart, lifecycle?.preStop, livenessProbe, readinessProbe, startupProbe];
  return [...(spec.command ?? []), ...(spec.args ?? []), ...hooks.flatMap((hook) => hook?.exec?.command ?? [])];
}

const PRIVILEGED_PORTS = 1024;
const BIND: readonly unknown[] = ['NET_BIND_SERVICE', 'CAP_NET_BIND_SERVICE', 'ALL'];
const START = 'net.ipv4.ip_unprivileged_port_start';

/** Why listening would fail without capabilities, for a container that is not root. */
export function portDoubts({ pod }: Workload, { name, spec }: Container): readonly string[] {
  const added: unknown = spec.securityContext?.capabilities?.add;
  if (Array.isArray(added) && added.some((capability) => BIND.includes(capability))) return [];
  const told = pod.securityContext?.sysctls?.find((sysctl) => sysctl.name.replaceAll('/', '.') === START)?.value;
  const start = told === undefined ? PRIVILEGED_PORTS : Number(told);
  const ports = (spec.ports ?? []).map(({ containerPort }) => containerPort).filter((port) => !(port >= start));
  if (ports.length === 0) return [];
  const listed = [...new Set(ports)].join(', ');
  const set =
    told === undefined ? 'what the container runtime sets is not seen from here' : `the pod sets it to ${told}`;
  const need = `${START} at ${Math.min(...ports)} or lower`;
  return [`${name} listens on port ${listed}: without NET_BIND_SERVICE that takes ${need}, and ${set}.`];
}
