/** Which workloads of a namespace policies let through to the metadata service. */
import { type NamespaceSubject, network, type Workload } from 'kubectl-harden/plugin-api';

interface Seen {
  readonly workloads: readonly Workload[];
  readonly policies: readonly network.Policy[];
  readonly clusterPolicies: readonly network.ClusterPolicy[];
  /** Of the metadata service. */
  readonly address: string;
}

export interface Found {
  readonly open: readonly Workload[];
  /** How many policies have an effect on. */
  readonly judged: number;
}

export function openTo(
  { name, object }: NamespaceSubject,
  { workloads, policies, clusterPolicies, address }: Seen,
): Found {
  const judged = workloads.filter(({ ref, pod }) => ref.kind !== 'PodTemplate' && pod.hostNetwork !== true);
  const pods = judged.map((workload) => ({ workload, pods: podsOf(workload) }));
  const reach = new network.Reach({
    pods: pods.flatMap((each) => each.pods),
    namespaces: new Map([[name, object?.metadata.labels ?? {}]]),
    policies,
    clusterPolicies,
    doBlocksSelectPods: false,
  });
  const isOpen = (pod: network.ReachPod) => network.hasPort(reach.atAddress(pod, address, 'Egress'), 'TCP', 80);
  return { open: pods.filter((each) => each.pods.some(isOpen)).map(({ workload }) => workload), judged: judged.length };
}

/** The template's labels, and those of pods that somebody has labelled otherwise. */
function podsOf({ ref, podLabels, pods }: Workload): readonly network.ReachPod[] {
  const labelled = new Set([podLabels, ...pods.map(({ metadata }) => metadata.labels ?? {})]);
  const rest = {
    namespace: ref.namespace ?? '',
    isHostNetwork: false,
    isFinished: false,
    namedPorts: [],
    addresses: [],
  };
  return [...labelled].map((labels) => ({ ...rest, labels }));
}
