/** Capabilities beyond those that every container may have. */
import {
  type Container,
  defineCheck,
  eachContainer,
  listed,
  plan,
  podTemplate,
  type Severity,
  tables,
  type Workload,
} from 'kubectl-harden/plugin-api';
import { shippedWith, weighed } from '../shipped.ts';

/** With each of them root of the container reaches into its node. */
const OF_THE_NODE: readonly string[] = [
  'ALL',
  'BPF',
  'DAC_READ_SEARCH',
  'MAC_ADMIN',
  'MAC_OVERRIDE',
  'PERFMON',
  'SYS_ADMIN',
  'SYS_BOOT',
  'SYS_MODULE',
  'SYS_RAWIO',
];
/** They reach as far as the namespaces that the pod shares with its node. */
const OF_THE_POD: readonly (readonly [capability: string, shares: 'hostNetwork' | 'hostPID', of: string])[] = [
  ['NET_ADMIN', 'hostNetwork', 'a network'],
  ['NET_RAW', 'hostNetwork', 'a network'],
  ['SYS_PTRACE', 'hostPID', 'processes'],
];
/** They lock memory, set priorities and read clocks: nobody gets further by them. */
const HARMLESS: readonly string[] = ['IPC_LOCK', 'LEASE', 'SYS_NICE', 'SYS_RESOURCE', 'WAKE_ALARM', 'BLOCK_SUSPEND'];

type Weight = readonly [severity: Severity, reason: string | undefined];

function weightOf(workload: Workload, container: Container, added: readonly string[]): Weight {
  const { pod } = workload;
  if (isInert(workload, container))
    return ['low', 'lowered: a user other than root gets none of it where escalation is forbidden'];
  const reaching = added.filter((name) => OF_THE_NODE.includes(name));
  if (reaching.length > 0 && pod.hostUsers === false)
    return ['medium', 'lowered: in a user namespace of its own they hold in the pod only'];
  if (reaching.length > 0) return ['high', undefined];
  const shared = OF_THE_POD.find(([name, field]) => added.includes(name) && pod[field] === true);
  if (shared !== undefined) return ['high', undefined];
  if (added.every((name) => HARMLESS.includes(name)))
    return ['low', `lowered: ${listed(added)} reaches nothing outside of the container`];
  const own = OF_THE_POD.find(([name]) => added.includes(name));
  if (own === undefined) return ['medium', 'lowered: no way to the node is known by these alone'];
  return ['medium', `lowered: the pod has ${own[2]} of its own`];
}

/** A capability comes to a user other than root by a file only, and not where escalation is forbidden. */
function isInert(workload: Workload, { spec }: Container): boolean {
  if (spec.securityContext?.allowPrivilegeEscalation !== false) return false;
  const uid = spec.securityContext?.runAsUser ?? workload.pod.securityContext?.runAsUser;
  const isForbidden = spec.securityContext?.runAsNonRoot ?? workload.pod.securityContext?.runAsNonRoot;
  return typeof uid === 'number' ? uid !== 0 : isForbidden === true;
}

function judge(workload: Workload, container: Container, component: string | undefined) {
  const added = podTemplate.dangerouslyAdded(container);
  if (podTemplate.isPrivileged(container) || added.length === 0) return undefined;
  const names = listed(added);
  const [severity, reason] = weightOf(workload, container, added);
  return {
    message: `adds ${names}, which the Pod Security level baseline refuses.`,
    ...weighed(severity, reason, component),
    proposal: plan(`What ${container.name} does with ${names} is not known: nothing it may need is taken away.`),
  };
}

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'workloads/dangerous-capabilities',
    title: 'Containers add no dangerous capabilities',
    severity: 'high',
    rationale:
      'Capabilities are pieces of root. SYS_ADMIN mounts file systems, SYS_MODULE loads code into the kernel, DAC_READ_SEARCH opens files of the node by number, BPF watches every process: each is a way out of the container. What is added is there also where everything else is dropped.',
    guidance:
      'Remove what the program does not use from `securityContext.capabilities.add`. A mesh needs NET_ADMIN in its init container unless its CNI plugin does that work. Ports below 1024 need no capability: set the sysctl `net.ipv4.ip_unprivileged_port_start` to 0. Node agents that need more belong into a namespace of their own.',
    item: 'drop-capabilities',
    refs: [
      { framework: 'cis-k8s', control: '5.2.8' },
      { framework: 'cis-k8s', control: '5.2.9' },
      { framework: 'nsa-cisa', control: 'pod-security' },
      { framework: 'owasp-k8s-2025', control: 'K01' },
      { framework: 'pss', control: 'capabilities_baseline' },
      { framework: 'mitre-attack', control: 'T1611' },
      { framework: 'guide', control: 'B3' },
    ],
    since: '0.1.0',
  },
  subject: 'Workload',
  tables: [tables.platformComponents],
  applies: podTemplate.runsOnLinux,
  evaluate(workload, { view }) {
    const component = shippedWith(workload, view.table(tables.platformComponents));
    return eachContainer(workload, ['securityContext', 'capabilities', 'add'], (container) =>
      judge(workload, container, component),
    );
  },
  remediation: {
    title: 'Take away capabilities that are not used',
    kind: 'guide',
    disruption: 'rollout',
  },
});
