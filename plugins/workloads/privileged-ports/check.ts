/** Programs that listen on ports which only the privileged may take, and privileges for ports that give nothing. */
import {
  type Container,
  containerName,
  defineCheck,
  type Edit,
  podTemplate,
  type Violation,
  type Workload,
} from 'kubectl-harden/plugin-api';
import { whyNotRoot } from '../root.ts';

const START = 'net.ipv4.ip_unprivileged_port_start';
const SPELLINGS: readonly string[] = ['NET_BIND_SERVICE', 'CAP_NET_BIND_SERVICE'];

function addedIn({ spec }: Container): readonly string[] {
  const added: unknown = spec.securityContext?.capabilities?.add;
  return Array.isArray(added) ? added.filter((name) => SPELLINGS.includes(name)) : [];
}

function judge(workload: Workload, container: Container): readonly Violation[] {
  if (podTemplate.isPrivileged(container) || container.role === 'ephemeral') return [];
  const ports = podTemplate.portsBelow(workload, container);
  const added = addedIn(container);
  const isRoot = whyNotRoot(workload, container) === undefined;
  if (added.length === 0 && (ports.length === 0 || !isRoot)) return [];
  return [
    {
      message: `${containerName(container)} ${describe(container, ports, added, isRoot)}.`,
      path: [...container.path, ...(added.length === 0 ? ['ports'] : ['securityContext', 'capabilities', 'add'])],
      part: container.name,
      value: { ports, added: added.length > 0, isRoot },
      proposal: openPorts(workload, container, ports, added),
    },
  ];
}

function describe(container: Container, ports: readonly number[], added: readonly string[], isRoot: boolean): string {
  const port = `port ${ports.join(', ')}`;
  if (added.length === 0) return `may run as root to listen on ${port}`;
  const isInert = !isRoot && container.spec.securityContext?.allowPrivilegeEscalation === false;
  if (isInert) return 'adds NET_BIND_SERVICE, which gives a user other than root nothing where escalation is forbidden';
  if (ports.length === 0) return 'adds NET_BIND_SERVICE, and no port of it needs that';
  return `adds NET_BIND_SERVICE to listen on ${port}`;
}

/** Where the node decides, and where several values stand, nothing is offered. */
function openPorts(workload: Workload, container: Container, ports: readonly number[], added: readonly string[]) {
  if (workload.pod.hostNetwork === true) return undefined;
  if (ports.length > 0 && podTemplate.unprivilegedStart(workload) !== undefined) return undefined;
  const sysctl: Edit = {
    op: 'include',
    path: [...workload.podPath, 'securityContext', 'sysctls'],
    value: { name: START, value: '0' },
  };
  const add = [...container.path, 'securityContext', 'capabilities', 'add'];
  return podTemplate.patchTemplate(workload, {
    readiness: added.length === 0 ? 'ready' : 'review',
    reason:
      added.length === 0
        ? `${START} is among the safe settings: every level admits it, and it takes nothing away.`
        : `Whether ${container.name} listens on ports below 1024 that its template does not name is not visible here.`,
    edits: [
      ...(ports.length === 0 ? [] : [sysctl]),
      ...added.map((value): Edit => ({ op: 'exclude', path: add, value })),
    ],
    caveats: ports.length === 0 ? [] : ['Any program of the pod may then listen on any port of the pod.'],
  });
}

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'workloads/privileged-ports',
    title: 'Listening on a port needs no privilege',
    severity: 'info',
    rationale:
      'Ports below 1024 are why many programs run as root or keep a capability. In a pod the limit protects nobody: it has a network of its own. NET_BIND_SERVICE is also added where it has no effect, because a user other than root gets no capability without escalation.',
    guidance:
      'Listen on a port from 1024 on and let the Service map it, or set the sysctl `net.ipv4.ip_unprivileged_port_start` to 0 on the pod, which the level restricted admits. Then run as a user other than root and drop NET_BIND_SERVICE with the rest.',
    item: 'drop-capabilities',
    refs: [
      { framework: 'cis-k8s', control: '5.2.9' },
      { framework: 'nsa-cisa', control: 'non-root' },
      { framework: 'guide', control: 'B3' },
    ],
    since: '0.1.0',
  },
  subject: 'Workload',
  applies: podTemplate.runsOnLinux,
  evaluate: (workload) => workload.containers.flatMap((container) => judge(workload, container)),
  remediation: {
    title: 'Let every user listen on the port',
    kind: 'patch',
    disruption: 'rollout',
  },
});
