/** Privileged containers, and what they are called on Windows: HostProcess. */
import { defineCheck, eachContainer, tables } from 'kubectl-harden/plugin-api';
import { DEPLOYMENT_EXAMPLE } from '../examples.ts';
import { shippedWith, weighed } from '../shipped.ts';
import { asHostProcess, asPrivileged } from './ways.ts';

/** Next to privileged they mean nothing: the kernel confines nothing. */
const EXPLAINS = [
  'workloads/apparmor-selinux-procmount',
  'workloads/drop-all',
  'workloads/privilege-escalation',
  'workloads/seccomp',
];

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'workloads/privileged',
    title: 'Containers are not privileged',
    severity: 'critical',
    rationale:
      'A privileged container has every capability, every device and no confinement: whoever gets into it owns the node, and with the node the tokens of all pods on it. On Windows a HostProcess container is that: its program runs on the node itself.',
    guidance:
      'Find out what the container needs the node for. Most programs need none of it: remove `securityContext.privileged`. Some need one capability or one device: grant that one. Node agents that need all of it belong into a namespace of their own, with few people allowed to create pods there.',
    item: 'workloads',
    refs: [
      { framework: 'cis-k8s', control: '5.2.2' },
      { framework: 'cis-k8s', control: '5.2.10' },
      { framework: 'nsa-cisa', control: 'pod-security' },
      { framework: 'owasp-k8s-2025', control: 'K01' },
      { framework: 'pss', control: 'privileged' },
      { framework: 'pss', control: 'windowsHostProcess' },
      { framework: 'guide', control: 'A4' },
    ],
    since: '0.1.0',
  },
  examples: [DEPLOYMENT_EXAMPLE],
  subject: 'Workload',
  tables: [tables.platformComponents],
  evaluate(workload, { view }) {
    const component = shippedWith(workload, view.table(tables.platformComponents));
    return eachContainer(workload, ['securityContext', 'privileged'], (container) => {
      const way = asPrivileged(workload, container) ?? asHostProcess(workload, container);
      if (way === undefined) return undefined;
      const { message, path, severity, reason } = way;
      return {
        message,
        ...(path === undefined ? {} : { path }),
        ...weighed(severity, reason, component),
        explains: EXPLAINS,
      };
    });
  },
  remediation: {
    title: 'Replace privileged by what the container needs',
    kind: 'guide',
    disruption: 'rollout',
  },
});
