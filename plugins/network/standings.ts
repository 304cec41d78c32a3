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

/** What policies do to each workload: told once for each, as long as neither changes. */
class Standings {
  readonly #standingOf: (endpoint: network.Endpoint) => network.Standing;
  readonly #known = new WeakMap<Workload, readonly network.Standing[]>();

  constructor(policies: readonly network.Policy[], direction: network.Direction) {
    this.#standingOf = network.standingsBy(policies, direction);
  }

  of(workload: Workload): readonly network.Standing[] {
    const known = this.#known.get(workload) ?? endpointsOf(workload).map(this.#standingOf);
    this.#known.set(workload, known);
    return known;
  }
}

export const standings = defineFact({
  name: 'policies by workload',
  scope: 'namespace',
  reads: [may('NetworkPolicy')],
  derive(view): Readonly<Record<network.Direction, Standings>> {
    const policies = view.own('NetworkPolicy').value;
    return { Ingress: new Standings(policies, 'Ingress'), Egress: new Standings(policies, 'Egress') };
  },
});
