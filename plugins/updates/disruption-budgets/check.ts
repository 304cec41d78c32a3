/** Budgets that keep nodes from being emptied, and programs that lose all pods at once when one is. */
import { defineCheck, may, must, network, type Workload } from 'kubectl-harden/plugin-api';
import { blocking, clashing, missing } from './budgets.ts';
import { EXAMPLES } from './examples.ts';

const REPLICATED: readonly string[] = ['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController'];

export default defineCheck({
  mode: 'automated',
  examples: EXAMPLES,
  meta: {
    id: 'updates/disruption-budgets',
    title: 'Nodes can be emptied, one pod of a program at a time',
    severity: 'medium',
    rationale:
      'A node is patched after its pods have moved. A budget that allows no pod to go keeps the node, and the fault in its kernel, for good; the update is then forced, and takes everything at once. Without a budget all replicas of a program may go together.',
    guidance:
      'Give every program with two or more replicas a PodDisruptionBudget with `maxUnavailable: 1`, and let no budget allow none. Run two replicas of what must stay. Set `unhealthyPodEvictionPolicy: AlwaysAllow`, so that pods which do not work keep no node.',
    item: 'updates',
    refs: [
      { framework: 'nsa-cisa', control: 'upgrading-and-application-security' },
      { framework: 'guide', control: 'A5' },
    ],
    since: '0.1.0',
  },
  subject: 'Workload',
  reads: [must('PodDisruptionBudget'), may.fact(network.selectedPods)],
  applies: ({ ref }: Workload) => REPLICATED.includes(ref.kind),
  evaluate(workload, { view }) {
    const seen = view.own('PodDisruptionBudget');
    const neighbours = { budgets: seen, workloads: view.derive(network.selectedPods), isCluster: view.isCluster };
    return [...clashing(workload, seen.value), ...blocking(workload, seen.value), ...missing(workload, neighbours)];
  },
  remediation: {
    title: 'Let one pod go at a time',
    kind: 'policy',
    creates: ['PodDisruptionBudget'],
    disruption: 'none',
  },
});
