/** Containers that keep capabilities which they may not need. */
import {
  type Container,
  defineCheck,
  eachContainer,
  listed,
  podTemplate,
  shown,
  type Violation,
  type Workload,
} from 'kubectl-harden/plugin-api';
import { DEPLOYMENT_EXAMPLE } from '../examples.ts';

function droppedBy({ spec }: Container): readonly string[] {
  const dropped: unknown = spec.securityContext?.capabilities?.drop;
  return Array.isArray(dropped) ? dropped.map(String) : [];
}

/** Runtimes read it in capitals or not, the level restricted in capitals only. */
const SPELT = { severity: 'low', severityReason: 'lowered: container runtimes drop all by it' } as const;

function undropped(workload: Workload): readonly Violation[] {
  return eachContainer(workload, ['securityContext', 'capabilities', 'drop'], (container) => {
    const dropped = droppedBy(container);
    if (dropped.includes('ALL')) return undefined;
    const proposal = podTemplate.dropCapabilities(workload, container);
    const other = dropped.find((name) => name.toUpperCase() === 'ALL');
    if (other !== undefined)
      return { message: `drops ${shown(other)}, which Pod Security does not read as ALL.`, ...SPELT, proposal };
    const what = dropped.length === 0 ? 'drops none' : `drops ${listed(dropped)} only`;
    return { message: `keeps capabilities: it ${what}.`, proposal };
  });
}

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'workloads/drop-all',
    title: 'Containers drop all capabilities',
    severity: 'medium',
    rationale:
      'A container that says nothing keeps about a dozen pieces of root, among them changing owners and users and raw network packets. Few programs use any of them; intruders do.',
    guidance:
      'Set `securityContext.capabilities.drop: ["ALL"]` on every container and add back by name what the program needs, and nothing that the level `baseline` refuses. Programs that bind ports below 1024 need none: set the sysctl `net.ipv4.ip_unprivileged_port_start` to 0.',
    item: 'drop-capabilities',
    refs: [
      { framework: 'cis-k8s', control: '5.2.9' },
      { framework: 'nsa-cisa', control: 'pod-security' },
      { framework: 'owasp-k8s-2025', control: 'K01' },
      { framework: 'pss', control: 'capabilities_restricted' },
      { framework: 'guide', control: 'B3' },
      { framework: 'guide', control: 'BC' },
    ],
    since: '0.1.0',
  },
  examples: [DEPLOYMENT_EXAMPLE],
  subject: 'Workload',
  applies: podTemplate.runsOnLinux,
  evaluate(workload) {
    return undropped(workload);
  },
  remediation: {
    title: 'Drop all capabilities',
    kind: 'patch',
    disruption: 'rollout',
  },
});
