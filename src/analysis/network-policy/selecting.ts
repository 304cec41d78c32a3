/** Which policies select an endpoint: looked up by one label of their selectors, not tried one after the other. */
import type { LabelSelector } from '../../kube/label-selector.ts';
import { matchesLabels } from '../../kube/label-selector.ts';
import type { Endpoint, Policy } from './types.ts';

/** A missing selector selects every pod of the namespace, like an empty one. */
export function podSelectorOf(policy: Policy): LabelSelector {
  return policy.spec?.podSelector ?? {};
}

export function selectsEndpoint(policy: Policy, endpoint: Endpoint): boolean {
  return policy.metadata.namespace === endpoint.namespace && matchesLabels(podSelectorOf(policy), endpoint.labels);
}

/** The policies that select an endpoint, in their order in the list. */
export function selectingAmong(policies: readonly Policy[]): (endpoint: Endpoint) => readonly Policy[] {
  const places = new Map<string, number[]>();
  for (const [place, policy] of policies.entries()) {
    const key = keyOf(policy);
    const known = places.get(key);
    if (known === undefined) places.set(key, [place]);
    else known.push(place);
  }
  const at = (key: string) => places.get(key) ?? [];
  return (endpoint) => {
    const { namespace, labels } = endpoint;
    const byLabel = Object.entries(labels).flatMap(([label, value]) => at(keyFor(namespace, label, value)));
    return [...at(keyFor(namespace)), ...byLabel]
      .sort((left, right) => left - right)
      .flatMap((place) => policies[place] ?? [])
      .filter((policy) => selectsEndpoint(policy, endpoint));
  };
}

/** By the first label that its selector asks for, where it asks for one. */
function keyOf(policy: Policy): string {
  const [first] = Object.entries(podSelectorOf(policy).matchLabels ?? {});
  const namespace = policy.metadata.namespace ?? '';
  return first === undefined ? keyFor(namespace) : keyFor(namespace, ...first);
}

function keyFor(namespace: string, ...label: readonly string[]): string {
  return [namespace, ...label].join('\u0000');
}
