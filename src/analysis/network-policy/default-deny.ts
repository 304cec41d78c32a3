/** Does a namespace refuse what nothing allows? */
import { allowsEverything, type Isolation, isolates, isolation, selectsAllPods } from './isolation.ts';
import type { Direction, Endpoint, Policy } from './types.ts';

export type DefaultDeny<T extends Endpoint> =
  /** A policy for every pod, those to come included. */
  | { readonly state: 'denied'; readonly by: readonly Policy[] }
  /** Every pod of today is isolated by some policy; a pod with other labels would not be. */
  | { readonly state: 'each-isolated'; readonly isolation: Isolation<T> }
  /** A policy for every pod allows everything: others cannot narrow it, policies only add up. */
  | { readonly state: 'opened'; readonly by: readonly Policy[] }
  | { readonly state: 'missing'; readonly isolation: Isolation<T> };

/** `policies` and `endpoints` of one namespace. */
export function defaultDeny<T extends Endpoint>(
  policies: readonly Policy[],
  endpoints: readonly T[],
  direction: Direction,
): DefaultDeny<T> {
  const forAll = policies.filter((policy) => selectsAllPods(policy) && isolates(policy, direction));
  const openers = forAll.filter((policy) => allowsEverything(policy, direction));
  if (openers.length > 0) return { state: 'opened', by: openers };
  if (forAll.length > 0) return { state: 'denied', by: forAll };
  const found = isolation(endpoints, policies, direction);
  const isEach = found.isolated.length > 0 && found.open.length === 0;
  return { state: isEach ? 'each-isolated' : 'missing', isolation: found };
}
