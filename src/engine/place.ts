/** Where findings are decided: what shares a place is one decision. */
import type { Inventory } from '../inventory/index.ts';
import { copySuffix, objectName, refKey, refOf } from '../kube/refs.ts';
import { isProtectedRbac, refusalOf } from '../model/platform.ts';
import type { AnyAutomatedCheck, ObjectRef, Place, Subject, Violation } from '../plugin-api/index.ts';
import { identityOf } from './identity.ts';
import { type Injected, injectedPlace } from './injected.ts';
import { namespaceRef, namespaceSubjects } from './subjects.ts';

const SYSTEM = 'system';

export interface PlaceContext {
  readonly inventory: Inventory;
  /** Of the subject. */
  readonly identity: string;
  /** Where the violation is about a container that is not in the template. */
  readonly injected: Injected | undefined;
}

/** The object itself, unless the check or the violation names another place. The cluster has as many as checks. */
export function placeOf(
  check: AnyAutomatedCheck,
  subject: Subject,
  violation: Violation,
  { inventory, identity, injected }: PlaceContext,
): Place {
  const own = injected === undefined ? undefined : injectedPlace(injected);
  const named = own ?? violation.place ?? check.place?.(subject as never);
  if (named !== undefined)
    return {
      key: `${keyOf(named, subject, inventory)}|${guardAt(named, subject, violation, inventory)}`,
      title: titleOf(named, subject),
      ...(named.of === undefined ? {} : { of: named.of }),
    };
  if (check.subject === 'Cluster') return { key: `cluster|${check.meta.id}`, title: check.meta.title };
  return { key: identity, title: objectName(subject.ref) };
}

/** A part of an object is known as that object is. What several share knows nothing of their copies. */
function keyOf({ key, of }: Place, { ref }: Subject, inventory: Inventory): string {
  const own = `${refKey(ref)}|`;
  if (key.startsWith(own)) return `${identityOf(ref, inventory)}|${key.slice(own.length)}`;
  const around = `${refKey(namespaceRef(ref.namespace ?? ''))}|`;
  if (key.startsWith(around))
    return `${identityOf(namespaceAround(ref, inventory), inventory)}|${key.slice(around.length)}`;
  if (of !== undefined) return `${identityOf(of, inventory)}|${key.slice(refKey(of).length + 1)}`;
  return ref.file === undefined ? key : `${key}|${ref.file}`;
}

/** As it is judged where the object is: the namespace of its world. */
function namespaceAround(ref: ObjectRef, inventory: Inventory): ObjectRef {
  const namespace = namespaceRef(ref.namespace ?? '');
  const { worlds } = inventory;
  if (!worlds.hasCopies) return namespace;
  const world = worlds.of(ref);
  const judged = namespaceSubjects(inventory, namespace.name).find((each) => worlds.of(each.ref) === world);
  const seen = judged === undefined ? worlds.from(world).find(namespace) : undefined;
  return judged?.ref ?? (seen === undefined ? namespace : refOf(seen));
}

function titleOf({ title }: Place, { ref }: Subject): string {
  const suffix = copySuffix(ref);
  return title.endsWith(suffix) ? title : `${title}${suffix}`;
}

/** What stands against changes at the boundary of a namespace is of that, whoever writes the workload it is found on. */
function guardAt({ key, of }: Place, subject: Subject, { proposal }: Violation, inventory: Inventory): string {
  const namespace = namespaceRef(subject.ref.namespace ?? '');
  if (key.startsWith(`${refKey(subject.ref)}|`)) return guardOf(subject.ref, inventory);
  if (key.startsWith(`${refKey(namespace)}|`)) return guardOf(namespace, inventory);
  if (of !== undefined) return guardOf(of, inventory);
  const guard = guardOf(subject.ref, inventory);
  const hasChanges = proposal !== undefined && proposal.changes.length > 0;
  // Of what objects share: who would put it back does not matter where nobody changes it.
  return hasChanges || guard === SYSTEM ? guard : '';
}

/** What decides whether an object may be changed: objects that differ in it are never decided together. */
function guardOf(ref: ObjectRef, inventory: Inventory): string {
  const object = inventory.find(ref);
  if (object === undefined) return '';
  const owner = inventory.factsOf(ref)?.owner;
  const isProtected = isProtectedRbac(object);
  const refusal = refusalOf({ ref, object, isProtected, ...(owner === undefined ? {} : { owner }) });
  if (refusal === undefined) return '';
  return refusal.allow === SYSTEM ? SYSTEM : `${isProtected} ${owner?.label ?? ''}`;
}
