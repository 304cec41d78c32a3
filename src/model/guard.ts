/**
 * Objects that may not be changed at all, or not without an acknowledgement (decisions 5): asked when a decision is made,
 * and again of what is stored before it is carried out. Pure.
 */
import { isRbac } from '../kube/rbac.ts';
import { objectName } from '../kube/refs.ts';
import { isRuleObject } from '../kube/rules.ts';
import type { Change, KubeObject, ObjectRef } from '../plugin-api/index.ts';
import { printable } from '../text/printable.ts';
import type { Owner, Refusal } from './decision.ts';
import { isProtectedRbac, refusalsOf } from './platform.ts';
import type { SourceType } from './ports.ts';
import { applierOwner, appliersOf } from './writers/appliers.ts';
import { detectOwner, type OwnedMeta } from './writers/owner.ts';

export interface Acknowledged {
  readonly includeSystem?: boolean;
  readonly allowManaged?: boolean;
}

/** What stands against a change whatever the object holds. */
export function refuseChange(change: Change, ref: ObjectRef, acknowledged: Acknowledged): Refusal | undefined {
  const name = nameOf(ref);
  if (ref.kind === 'Secret') return { reason: `${name} holds a secret: what it held could not be given back.` };
  if (change.op === 'delete' && !isRuleObject(ref))
    return { reason: `Deleting ${name} cannot be undone: it is done by hand.` };
  return withoutAcknowledged(refusalsOf({ ref, isProtected: isProtectedName(ref) }), acknowledged);
}

/** What stands against changing the object as it is stored now. `owners`: of the scan, which may know more, and of the change. */
export function refuseObject(
  object: KubeObject,
  ref: ObjectRef,
  owners: readonly Owner[],
  acknowledged: Acknowledged,
  source: SourceType = 'live',
): Refusal | undefined {
  // In a manifest the mark of a deletion deletes nothing.
  if (source !== 'files' && object.metadata.deletionTimestamp !== undefined)
    return { reason: `${nameOf(ref)} is being deleted.` };
  if (object.metadata.annotations?.['kubernetes.io/config.mirror'] !== undefined)
    return { reason: `${nameOf(ref)} is a static pod: its file on the node is changed, not its mirror.` };
  if (isAggregated(object))
    return { reason: `${nameOf(ref)} is filled by aggregation: its rules come from the roles that it selects.` };
  const isProtected = isRbac(ref) && isProtectedRbac(object);
  const refusals = [detectOwner(object.metadata as OwnedMeta, source), ...owners].flatMap((one) =>
    refusalsOf({ ref, object, isProtected, ...(one === undefined ? {} : { owner: one }) }),
  );
  return withoutAcknowledged(refusals, acknowledged);
}

/** Who applies what the change touches, unless another owner speaks for the object. */
export function applierIn(object: KubeObject, change: Change): Owner | undefined {
  const meta = object.metadata as OwnedMeta;
  const owner = detectOwner(meta);
  return owner === undefined || owner.manager === 'kubectl' ? applierOwner(appliersOf(meta), change) : undefined;
}

/** The refusal that counts most among those that nobody acknowledged; what nothing allows first. */
export function withoutAcknowledged(
  refusals: readonly Refusal[],
  { includeSystem, allowManaged }: Acknowledged,
): Refusal | undefined {
  const open = refusals.filter(
    ({ allow }) => !(allow === 'system' && includeSystem === true) && !(allow === 'managed' && allowManaged === true),
  );
  return open.find(({ allow }) => allow === undefined) ?? open[0];
}

function isAggregated(object: KubeObject): boolean {
  return object.kind === 'ClusterRole' && 'aggregationRule' in object && object.aggregationRule !== undefined;
}

function isProtectedName(ref: ObjectRef): boolean {
  return isRbac(ref) && ref.name.startsWith('system:');
}

function nameOf(ref: ObjectRef): string {
  return printable(objectName(ref));
}
