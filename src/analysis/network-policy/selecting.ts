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
  return (endpoint) => {
    const { namespace, labels } = endpoint;
    const found = [...(places.get(keyFor(namespace)) ?? [])];
    for (const label of Object.keys(labels)) found.push(...(places.get(keyFor(namespace, label, labels[label])) ?? []));
    return found
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

function keyFor(namespace: string, label?: string, value?: string): string {
  return label === undefined ? namespace : `${namespace}\u0000${label}\u0000${value}`;
}
