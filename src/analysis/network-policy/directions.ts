/** Which directions a policy is about. */
import type { Direction, Policy } from './types.ts';

/** Without `policyTypes` a policy is about ingress, and about egress only when it has an egress rule. */
export function directionsOf(policy: Policy): readonly Direction[] {
  const { policyTypes, egress } = policy.spec ?? {};
  if (policyTypes !== undefined && policyTypes !== null && policyTypes.length > 0)
    return policyTypes.filter((type): type is Direction => type === 'Ingress' || type === 'Egress');
  return (egress ?? []).length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
}

export function isolates(policy: Policy, direction: Direction): boolean {
  return directionsOf(policy).includes(direction);
}
