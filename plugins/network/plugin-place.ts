/** Where it is decided that nothing enforces policies: once, not in every namespace. */
import {
  type FactRead,
  inferred,
  network,
  type Outcome,
  type Place,
  unknown,
  type View,
} from 'kubectl-harden/plugin-api';

export function pluginPlace(): Place {
  return { key: 'network plugin', title: 'Enforcement of network policies' };
}

/** A pass counts only where something enforces policies, or nothing is known against it. */
export function enforcedOr(outcome: Outcome, view: View<FactRead<typeof network.enforcement>>): Outcome {
  if ('violations' in outcome || !('status' in outcome) || outcome.status !== 'pass') return outcome;
  // The text says on how many nodes: who does not need it does not rest on it.
  const plugin = view.derive(network.enforcement).value;
  if (plugin.state !== 'unseen' && plugin.state !== 'ignored') return outcome;
  const { state, text, evidence } = plugin;
  if (state === 'unseen')
    return unknown([...outcome.evidence, `Whether anything enforces policies is not visible. ${text}`]);
  const place = pluginPlace();
  return inferred([
    { message: `What its policies refuse gets through. ${text}`, key: 'ignored', value: 'ignored', evidence, place },
  ]);
}
