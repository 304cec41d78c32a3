/** Control sockets of container runtimes in containers. */
import { containerName, defineCheck, plan, tables, type Violation, type Workload } from 'kubectl-harden/plugin-api';
import { socketAt } from '../host-paths.ts';
import { type HostMount, hostMounts, hostVolumes } from '../mounted.ts';
import { whyNotRoot } from '../root.ts';
import { shippedWith, weighed } from '../shipped.ts';

/** The folder that a socket is in says nothing of its own beside the socket. */
const EXPLAINS = ['workloads/host-path'];

const REASON = 'What the container asks the runtime for is not known: nothing it may need is taken away.';

function socketsOf(workload: Workload, component: string | undefined): readonly Violation[] {
  return hostVolumes(workload).flatMap(({ name, hostPath }) => {
    const held = hostMounts(workload, name, hostPath.path).filter((mount) => isHeld(workload, mount));
    const [first] = held;
    if (first === undefined) return [];
    return [
      {
        message: `${describe(first, held.length)} ${what(first)}.`,
        path: [...workload.podPath, 'volumes', { key: 'name', is: name }, 'hostPath'],
        part: name,
        ...weight(workload, held, component),
        explains: EXPLAINS,
        proposal: plan(REASON),
      },
    ];
  });
}

/** A folder gives its sockets to root alone. */
function isHeld(workload: Workload, { container, normal }: HostMount): boolean {
  const found = socketAt(normal);
  return found !== undefined && !(found.isFolder && whyNotRoot(workload, container) !== undefined);
}

function describe({ container }: HostMount, all: number): string {
  const others = all === 1 ? '' : ` and ${all - 1} more`;
  return `${containerName(container)}${others} ${all === 1 ? 'holds' : 'hold'}`;
}

function what({ path, normal }: HostMount): string {
  const socket = 'the control socket of the container runtime';
  return socketAt(normal)?.isFolder === true
    ? `${path} of the node, with ${socket} in it`
    : `${socket}, ${path} of the node`;
}

function weight(workload: Workload, held: readonly HostMount[], component: string | undefined) {
  const reasons = held.map(({ container }) => whyNotRoot(workload, container));
  const [reason] = reasons;
  if (reason === undefined || reasons.includes(undefined)) return weighed('critical', undefined, component);
  return weighed('high', `lowered: ${reason}, and the socket lets others in by a group of the node only`, component);
}

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'workloads/runtime-socket',
    title: 'Containers hold no socket of the container runtime',
    severity: 'critical',
    rationale:
      'Whoever talks to the container runtime starts any container on the node, privileged and with its whole disk, past admission, audit log and every policy. A mount that is read-only changes nothing about it: a socket is opened, not written.',
    guidance:
      'Build images with BuildKit in rootless mode or a build service, read logs and metrics through the kubelet, and take the mount away. Agents that need the runtime belong into a namespace of their own, with few people allowed to create pods there.',
    item: 'workloads',
    refs: [
      { framework: 'nsa-cisa', control: 'pod-security' },
      { framework: 'owasp-k8s-2025', control: 'K01' },
      { framework: 'pss', control: 'hostPathVolumes' },
      { framework: 'mitre-attack', control: 'T1610' },
      { framework: 'mitre-attack', control: 'T1611' },
      { framework: 'guide', control: 'B1' },
    ],
    since: '0.1.0',
  },
  subject: 'Workload',
  tables: [tables.platformComponents],
  evaluate(workload, { view }) {
    return socketsOf(workload, shippedWith(workload, view.table(tables.platformComponents)));
  },
  remediation: {
    title: 'Take the socket of the container runtime away',
    kind: 'guide',
    disruption: 'rollout',
  },
});
