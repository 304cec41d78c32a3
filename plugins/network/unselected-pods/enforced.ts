/** Whether policies are worth something, for one of many workloads: without numbers of nodes, which change all the time. */
import {
  defineFact,
  type FactRead,
  may,
  network,
  type Outcome,
  pass,
  unknown,
  type View,
} from 'kubectl-harden/plugin-api';

type State = network.Enforcement['state'];

export const enforcementState = defineFact({
  name: 'whether network policies are enforced',
  scope: 'cluster',
  reads: [may.fact(network.enforcement)],
  derive: (view): State => view.derive(network.enforcement).value.state,
});

const TOLD = '`network/cni-enforces` says more.';

/** That nothing enforces policies is decided once, and told by the namespaces: of each workload it is not known. */
export function enforced(outcome: Outcome, view: View<FactRead<typeof enforcementState>>): Outcome {
  if (!('evidence' in outcome)) return outcome;
  switch (view.derive(enforcementState).value) {
    case 'enforced':
      return outcome;
    case 'unknown':
      return pass(
        [...outcome.evidence, { text: `Whether anything enforces policies is not known: ${TOLD}` }],
        'inferred',
      );
    case 'unseen':
      return unknown([...outcome.evidence, `Whether anything enforces policies is not visible: ${TOLD}`]);
    case 'partly':
      return unknown([...outcome.evidence, `Policies are not enforced on every node: ${TOLD}`]);
    case 'ignored':
      return unknown([...outcome.evidence, `What policies refuse gets through, for nothing enforces them: ${TOLD}`]);
  }
}
