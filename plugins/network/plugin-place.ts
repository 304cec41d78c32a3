/** Where it is decided that nothing enforces policies: once, not in every namespace. */
import {
  type FactRead,
  inferred,
  network,
  type Outcome,
  type Place,
  pass,
  unknown,
  type View,
} from 'kubectl-harden/plugin-api';

export function pluginPlace(): Place {
  return { key: 'network plugin', title: 'Enforcement of network policies' };
}

/**
 * A pass counts only where something enforces policies on every node. Where it is not known whether anything does it is
 * inferred: policies are there, what they are worth is not seen.
 */
export function enforcedOr(outcome: Outcome, view: View<FactRead<typeof network.enforcement>>): Outcome {
  if ('violations' in outcome || !('status' in outcome) || outcome.status !== 'pass') return outcome;
  // The text says on how many nodes: who does not need it does not rest on it.
  const plugin = view.derive(network.enforcement).value;
  if (plugin.state === 'enforced') return outcome;
  const { state, text, evidence } = plugin;
  const place = pluginPlace();
  switch (state) {
    case 'unknown':
      return pass(
        [...outcome.evidence, { text: `Whether anything enforces policies is not known. ${text}` }],
        'inferred',
      );
    case 'unseen':
      return unknown([...outcome.evidence, `Whether anything enforces policies is not visible. ${text}`]);
    case 'partly':
      return unknown([...outcome.evidence, `Policies are not enforced on every node. ${text}`]);
    case 'ignored':
      return inferred([
        {
          message: `What its policies refuse gets through. ${text}`,
          key: 'ignored',
          value: 'ignored',
          evidence,
          place,
        },
      ]);
  }
}
