/** Ports of the node that pods take. */
import { type Container, defineCheck, podTemplate, type Violation, type Workload } from 'kubectl-harden/plugin-api';

type Port = NonNullable<Container['spec']['ports']>[number];

const LOOPBACK: readonly string[] = ['127.0.0.1', '::1'];

function portsOf(workload: Workload, container: Container): readonly Violation[] {
  const ports = container.spec.ports ?? [];
  return ports
    .filter(({ hostPort }) => typeof hostPort === 'number' && hostPort !== 0)
    .map((port) => violationOf(workload, container, port, ports));
}

function violationOf(workload: Workload, container: Container, port: Port, ports: readonly Port[]): Violation {
  const { containerPort, hostPort, hostIP, protocol = 'TCP' } = port;
  const path = [...container.path, 'ports', { key: 'containerPort', is: String(containerPort) }, 'hostPort'];
  const isAlone = ports.filter((other) => other.containerPort === containerPort).length === 1;
  return {
    message: `Container ${container.name} takes ${protocol} port ${hostPort} of its node.`,
    path,
    part: container.name,
    key: `${protocol}:${hostPort}`,
    value: { hostPort: hostPort ?? 0, hostIP: hostIP ?? '' },
    ...(LOOPBACK.includes(hostIP ?? '')
      ? ({ severity: 'low', severityReason: `lowered: ${hostIP} is reached on the node only` } as const)
      : {}),
    ...(isAlone ? { proposal: freePort(workload, container, path, hostPort) } : {}),
  };
}

function freePort(workload: Workload, { name }: Container, path: Violation['path'] & object, port: number | undefined) {
  return podTemplate.patchTemplate(workload, {
    readiness: 'review',
    reason: `Who reaches ${name} by port ${port} of its node is not visible here.`,
    edits: [{ op: 'unset', path }],
    caveats: [`Clients that use the address of a node and port ${port} need a Service in its place.`],
  });
}

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'workloads/host-port',
    title: 'Pods take no ports of their node',
    severity: 'medium',
    rationale:
      'A port of the node is open to everybody who reaches the node, whatever Services and Ingresses say, and often past network policies. It also keeps a second replica from the same node.',
    guidance:
      'Remove `hostPort` and publish the program by a Service: ClusterIP inside, LoadBalancer or an Ingress for others. Keep it for node agents and ingress controllers that are meant to listen on each node, with `hostIP` where one address is enough.',
    item: 'workloads',
    refs: [
      { framework: 'cis-k8s', control: '5.2.12' },
      { framework: 'nsa-cisa', control: 'network-separation' },
      { framework: 'owasp-k8s-2025', control: 'K01' },
      { framework: 'pss', control: 'hostPorts' },
      { framework: 'guide', control: 'A4' },
    ],
    since: '0.1.0',
  },
  subject: 'Workload',
  evaluate(workload) {
    return workload.containers.flatMap((container) => portsOf(workload, container));
  },
  remediation: {
    title: 'Free the port of the node',
    kind: 'patch',
    disruption: 'rollout',
  },
});
