/** What stands against a decision: what its subject is, who writes it, and what its changes touch. */
import type { Inventory } from '../inventory/index.ts';
import { controllerOf, isMirrorPod } from '../inventory/index.ts';
import { isRbac } from '../kube/rbac.ts';
import { refOfChange } from '../kube/refs.ts';
import type { Owner, Refusal, Variant } from '../model/decision.ts';
import { type Acknowledged, applierIn, refuseChange, refuseObject, withoutAcknowledged } from '../model/guard.ts';
import { isProtectedRbac, refusalsOf } from '../model/platform.ts';
import type { SourceType } from '../model/ports.ts';
import { applierOwner } from '../model/writers/appliers.ts';
import type { Change, ObjectRef } from '../plugin-api/index.ts';

export interface GuardContext {
  readonly sourceType: SourceType;
  readonly inventory: Inventory;
  /** What was allowed for all decisions, by flags. */
  readonly acknowledged?: Acknowledged;
  /** Why the caller may not make these changes. */
  denial?(changes: readonly Change[]): Refusal | undefined;
}

export interface Guarded {
  readonly owner?: Owner;
  /** Each with what stands against it: a later one may touch more. */
  readonly variants: readonly Variant[];
  /** Of the variant that comes first. */
  readonly refusal?: Refusal;
}

/** The same questions that are asked again of what is stored, before anything is written. */
export function guarded(
  subject: ObjectRef,
  variants: readonly Variant[],
  isOfPlatform: boolean,
  context: GuardContext,
): Guarded {
  const { inventory } = context;
  const object = inventory.find(subject);
  const owner =
    applierOf(variants[0]?.changes ?? [], inventory) ??
    inventory.factsOf(subject)?.owner ??
    unknownController(subject, inventory);
  const isProtected = object !== undefined && (isRbac(subject) ? isProtectedRbac(object) : isMirrorPod(object));
  const own = refusalsOf({
    ref: subject,
    ...(object === undefined ? {} : { object }),
    ...(owner === undefined ? {} : { owner }),
    isProtected,
    isOfPlatform,
  });
  const tried = variants.map((variant) => withRefusal(variant, own, context));
  const refusal = tried.length > 0 ? tried[0]?.refusal : isProtected ? own[0] : undefined;
  return {
    ...(owner === undefined ? {} : { owner }),
    ...(refusal === undefined ? {} : { refusal }),
    variants: tried,
  };
}

function withRefusal(variant: Variant, own: readonly Refusal[], context: GuardContext): Variant {
  const { changes } = variant;
  const refusal =
    context.denial?.(changes) ??
    withoutAcknowledged([...own, ...refusalsOfChanges(changes, context)], context.acknowledged ?? {});
  return refusal === undefined ? variant : { ...variant, refusal };
}

function refusalsOfChanges(
  changes: readonly Change[],
  { inventory, sourceType, acknowledged = {} }: GuardContext,
): readonly Refusal[] {
  return changes.flatMap((change) => {
    const ref = refOfChange(change);
    const object = inventory.find(ref);
    const owners = object === undefined ? [] : [inventory.factsOf(ref)?.owner, applierIn(object, change)];
    return [
      refuseChange(change, ref, acknowledged) ?? [],
      object === undefined
        ? []
        : (refuseObject(
            object,
            ref,
            owners.filter((each) => each !== undefined),
            acknowledged,
            sourceType,
          ) ?? []),
    ].flat();
  });
}

/** Of an object without another owner, whoever applies what is to be changed. */
function applierOf(changes: readonly Change[], inventory: Inventory): Owner | undefined {
  for (const change of changes) {
    const owner = applierOwner(inventory.factsOf(refOfChange(change))?.appliers ?? [], change);
    if (owner !== undefined) return owner;
  }
  return undefined;
}

/** An object that a controller writes, when no fact says more about it. */
function unknownController(subject: ObjectRef, inventory: Inventory): Owner | undefined {
  const object = inventory.find(subject);
  const controller = object === undefined ? undefined : controllerOf(object);
  if (controller === undefined || controller.kind === 'Node') return undefined;
  return { manager: 'controller', label: `${controller.kind} ${controller.name}` };
}
