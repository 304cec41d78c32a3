/** From decisions to ordered steps: one step an object, allowances before denials, labels before workloads. Pure. */

import { canonicalJson } from '../../kube/canonical.ts';
import { isRbac, RBAC_KINDS } from '../../kube/rbac.ts';
import { refKey, refOfChange } from '../../kube/refs.ts';
import { type Decision, DISRUPTION_ORDER, type Variant } from '../../model/decision.ts';
import { joinChanges } from '../../model/join-changes.ts';
import type { Change, Disruption, ObjectRef, Readiness } from '../../plugin-api/index.ts';
import { makesDenial, needsOf } from './denials.ts';

/** What one decision wants of one object. */
export interface Contribution {
  readonly decision: string;
  readonly title: string;
  readonly checks: readonly string[];
  readonly change: Change;
  readonly disruption: Disruption;
  /** Of the variant that was chosen. */
  readonly readiness: Readiness;
}

/** Everything that is wanted of one object. */
export interface PlannedStep {
  /** From 1, in the order of writing. */
  readonly step: number;
  readonly ref: ObjectRef;
  readonly contributions: readonly Contribution[];
  /** Steps that must stay for as long as this one does. */
  readonly needs: readonly number[];
}

export function variantOf(decision: Decision, variants: Readonly<Record<string, number>> = {}): Variant | undefined {
  const index = Object.hasOwn(variants, decision.id) ? variants[decision.id] : 0;
  return index === undefined ? undefined : decision.variants[index];
}

export function planSteps(
  decisions: readonly Decision[],
  variants?: Readonly<Record<string, number>>,
): readonly PlannedStep[] {
  const groups = new Map<string, { ref: ObjectRef; contributions: Contribution[] }>();
  for (const contribution of decisions.flatMap((decision) =>
    contributionsOf(decision, variantOf(decision, variants)),
  )) {
    const ref = refOfChange(contribution.change);
    const group = groups.get(refKey(ref)) ?? { ref, contributions: [] };
    group.contributions.push(contribution);
    groups.set(refKey(ref), group);
  }
  const sorted = [...groups.values()].sort((left, right) => compareKeys(orderKey(left), orderKey(right)));
  const steps = sorted.map((group, index) => ({ ...group, step: index + 1 }));
  return steps.map((step) => ({ ...step, needs: needsOf(step, steps) }));
}

function contributionsOf(decision: Decision, variant: Variant | undefined): readonly Contribution[] {
  if (variant === undefined) return [];
  const resolved = new Set(variant.findings);
  const checks = decision.findings.filter(({ id }) => resolved.has(id)).map(({ check }) => check);
  const common = {
    decision: decision.id,
    title: decision.title,
    checks: [...new Set(checks)].sort(),
    disruption: variant.disruption,
    readiness: variant.readiness,
  };
  return variant.changes.map((change) => ({ ...common, change }));
}

export type Group = Pick<PlannedStep, 'ref' | 'contributions'>;
const OPS: readonly Change['op'][] = ['ensure', 'edit', 'delete'];
const RIGHTS: readonly string[] = RBAC_KINDS;

/** Labels, policies, workloads, rights; what is new before what changes before what goes. */
function orderKey({ ref, contributions }: Group): readonly (number | string)[] {
  const change = contributions[0]?.change;
  // A deletion is what remains of an edit beside it.
  const op = Math.max(0, ...contributions.map((each) => OPS.indexOf(each.change.op)));
  return [rankOf(ref), op, change !== undefined && makesDenial(change) ? 1 : 0, RIGHTS.indexOf(ref.kind), refKey(ref)];
}

function rankOf(ref: ObjectRef): number {
  if (ref.kind === 'Namespace') return 0;
  if (ref.kind === 'NetworkPolicy') return 1;
  return isRbac(ref) ? 3 : 2;
}

function compareKeys(left: readonly (number | string)[], right: readonly (number | string)[]): number {
  for (const [index, value] of left.entries()) {
    const other = right[index];
    if (other === undefined || value === other) continue;
    return value < other ? -1 : 1;
  }
  return 0;
}

/** The most disruptive of what is wanted. */
export function worstDisruption(disruptions: readonly Disruption[]): Disruption {
  const worst = Math.max(0, ...disruptions.map((disruption) => DISRUPTION_ORDER.indexOf(disruption)));
  return DISRUPTION_ORDER[worst] ?? 'none';
}

export type Merged = { readonly change: Change } | { readonly conflict: readonly [Contribution, Contribution] };

/**
 * One change for the object; two decisions that want different things are a conflict. Unlike `mergeChanges` of the
 * engine, which has no object to look at, edits are put together as they are: whether they clash is asked of the object.
 */
export function combineContributions([first, ...others]: readonly Contribution[]): Merged | undefined {
  if (first === undefined) return undefined;
  let change = first.change;
  for (const other of others) {
    const joined = joinChanges(change, other.change, (left, right) => [...left, ...right]);
    if (joined === undefined) return { conflict: [first, other] };
    change = joined;
  }
  if (change.op !== 'edit') return { change };
  const edits = new Map(change.edits.map((edit) => [canonicalJson(edit), edit]));
  return { change: { ...change, edits: [...edits.values()] } };
}
