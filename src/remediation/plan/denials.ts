/** Default denials, and the allowances without which they cut too much. Pure. */
import { isEmpty } from '../../analysis/lists.ts';
import { valueAt } from '../../kube/path.ts';
import type { Change, Json } from '../../plugin-api/index.ts';
import type { Group } from './plan.ts';

/** A policy that allows nothing: whatever it selects is cut off but for what other policies allow. */
export function isDenial(object: { readonly kind: string }): boolean {
  return (
    object.kind === 'NetworkPolicy' &&
    ['ingress', 'egress'].every((name) => isEmpty(listOf(valueAt(object, ['spec', name]))))
  );
}

function listOf(rules: Json | undefined): readonly Json[] {
  return Array.isArray(rules) ? rules : [];
}

export function makesDenial(change: Change): boolean {
  return change.op === 'ensure' && isDenial(change.object);
}

/** A denial needs the allowances of its own namespace that are made in the same plan. */
export function needsOf(
  step: Group & { readonly step: number },
  steps: readonly (Group & { readonly step: number })[],
) {
  const isDeny = step.contributions.some(({ change }) => makesDenial(change));
  if (!isDeny) return [];
  return steps
    .filter(
      ({ ref, contributions }) =>
        ref.kind === 'NetworkPolicy' &&
        ref.namespace === step.ref.namespace &&
        !contributions.some(({ change }) => makesDenial(change)),
    )
    .map((other) => other.step)
    .filter((number) => number < step.step);
}
