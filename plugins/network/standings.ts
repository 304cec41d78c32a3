/** What the policies of a namespace do to each of its workloads. */
import { defineFact, may, network, type Workload } from 'kubectl-harden/plugin-api';

/** The template's labels, and those of pods that somebody has labelled otherwise. */
function endpointsOf({ ref, pod, pods, podLabels }: Workload): readonly network.Endpoint[] {
  const namespace = ref.namespace ?? '';
  const isHostNetwork = pod.hostNetwork === true;
  // Pods of one template share the object of their labels.
  const labelled = new Set([podLabels, ...pods.map(({ metadata }) => metadata.labels ?? {})]);
  return [...labelled].map((labels) => ({ namespace, labels, isHostNetwork, isFinished: false }));
}

/** What policies do to the pods of a workload, in the order of their labels: asked about one, it says nothing of others. */
type Standings = (workload: Workload) => readonly network.Standing[];

/** Told once for each, as long as neither changes. */
function standingsOf(policies: readonly network.Policy[], direction: network.Direction): Standings {
  const standingOf = network.standingsBy(policies, direction);
  const known = new WeakMap<Workload, readonly network.Standing[]>();
  return (workload) => {
    const found = known.get(workload) ?? endpointsOf(workload).map(standingOf);
    known.set(workload, found);
    return found;
  };
}

export const standings = defineFact({
  name: 'policies by workload',
  scope: 'namespace',
  reads: [may('NetworkPolicy')],
  derive(view): Readonly<Record<network.Direction, Standings>> {
    const policies = view.own('NetworkPolicy').value;
    return { Ingress: standingsOf(policies, 'Ingress'), Egress: standingsOf(policies, 'Egress') };
  },
});
