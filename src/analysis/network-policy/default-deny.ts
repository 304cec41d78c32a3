/** Does a namespace refuse what nothing allows? */
import { isolates } from './directions.ts';
import { selectsAllPods } from './isolation.ts';
import { openersOf } from './openness.ts';
import type { Direction, Policy } from './types.ts';

export type DefaultDeny =
  /** A policy for every pod, those to come included. */
  | { readonly state: 'denied'; readonly by: readonly Policy[] }
  /** Policies for every pod allow everything: others cannot narrow it, policies only add up. */
  | { readonly state: 'opened'; readonly by: readonly Policy[] }
  /** What is open depends on which pods the other policies select. */
  | { readonly state: 'none' };

/** `policies` of one namespace. */
export function defaultDeny(policies: readonly Policy[], direction: Direction): DefaultDeny {
  const forAll = policies.filter((policy) => selectsAllPods(policy) && isolates(policy, direction));
  const openers = openersOf(forAll, direction);
  if (openers.length > 0) return { state: 'opened', by: openers };
  return forAll.length > 0 ? { state: 'denied', by: forAll } : { state: 'none' };
}
