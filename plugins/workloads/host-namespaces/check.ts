/** Pods in the network, process or IPC namespace of their node. */
import { defineCheck, tables, type Workload } from 'kubectl-harden/plugin-api';
import { DEPLOYMENT_EXAMPLE } from '../examples.ts';
import { shippedWith, weighed } from '../shipped.ts';
import { tracer } from './tracer.ts';

interface HostNamespace {
  readonly field: 'hostNetwork' | 'hostPID' | 'hostIPC';
  readonly means: string;
  readonly explains?: readonly string[];
}

const HOST_NAMESPACES: readonly HostNamespace[] = [
  {
    field: 'hostNetwork',
    means: 'it listens on the node and reaches what only the node may reach',
    // Every port of it is one of the node.
    explains: ['workloads/host-port'],
  },
  {
    field: 'hostPID',
    means: 'it sees the processes of the node and of every pod on it, with their command lines',
  },
  { field: 'hostIPC', means: 'it shares memory and semaphores with processes of the node' },
];

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'workloads/host-namespaces',
    title: 'Pods do not share namespaces of their node',
    severity: 'high',
    rationale:
      'A pod in the namespaces of its node stands outside of the walls that pods are separated by: network policies do not hold for it, and it can reach into other processes.',
    guidance:
      'Remove `hostNetwork`, `hostPID` and `hostIPC` where the program is not part of the node itself. Expose ports by a Service, read metrics through the kubelet, share memory by an `emptyDir` of medium `Memory`.',
    item: 'workloads',
    refs: [
      { framework: 'cis-k8s', control: '5.2.3' },
      { framework: 'cis-k8s', control: '5.2.4' },
      { framework: 'cis-k8s', control: '5.2.5' },
      { framework: 'nsa-cisa', control: 'pod-security' },
      { framework: 'owasp-k8s-2025', control: 'K01' },
      { framework: 'pss', control: 'hostNamespaces' },
      { framework: 'guide', control: 'A4' },
    ],
    since: '0.1.0',
  },
  examples: [DEPLOYMENT_EXAMPLE],
  subject: 'Workload',
  tables: [tables.platformComponents],
  evaluate(workload, { view }) {
    const { pod, podPath } = workload;
    const component = shippedWith(workload, view.table(tables.platformComponents));
    return HOST_NAMESPACES.filter(({ field }) => pod[field] === true).map(({ field, means, explains }) => ({
      message: `The pod sets ${field}: ${means}.`,
      path: [...podPath, field],
      ...(explains === undefined ? {} : { explains }),
      ...weightOf(field, workload, component),
    }));
  },
  remediation: {
    title: 'Take the pod out of the namespaces of its node',
    kind: 'guide',
    disruption: 'rollout',
  },
});

/** Processes of the node are closed to a container, unless its root may trace what has more rights than it has. */
function weightOf(field: HostNamespace['field'], workload: Workload, component: string | undefined) {
  const by = field === 'hostPID' ? tracer(workload) : undefined;
  if (by === undefined) return weighed('high', undefined, component);
  return weighed('critical', `raised: ${by} opens memory and files of every process of the node`, component);
}
