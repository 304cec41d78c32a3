/** Where findings are decided: what shares a place is one decision. */
import type { Inventory } from '../inventory/index.ts';
import { copySuffix, objectName, refKey, refOf } from '../kube/refs.ts';
import { isProtectedRbac, refusalOf } from '../model/platform.ts';
import type { AnyAutomatedCheck, ObjectRef, Place, RoleSubject, Subject, Violation } from '../plugin-api/index.ts';
import { identityOf } from './identity.ts';
import { namespaceRef, namespaceSubjects } from './subjects.ts';

/**
 * The object itself, unless the check or the violation names another place. The cluster has as many as checks. `identity`:
 * that of the subject.
 */
export function placeOf(
  check: AnyAutomatedCheck,
  subject: Subject,
  violation: Violation,
  { inventory, identity }: { readonly inventory: Inventory; readonly identity: string },
): Place {
  const named = violation.place ?? check.place?.(subject as never);
  if (named !== undefined)
    return {
      key: `${keyOf(named, subject, inventory)}|${guardOf(subject, inventory)}`,
      title: titleOf(named, subject),
    };
  if (check.subject === 'Cluster') return { key: `cluster|${check.meta.id}`, title: check.meta.title };
  return { key: identity, title: objectName(subject.ref) };
}

/** A part of the subject, or of its namespace, is known as that is. What several share knows nothing of their copies. */
function keyOf({ key }: Place, { ref }: Subject, inventory: Inventory): string {
  const own = `${refKey(ref)}|`;
  if (key.startsWith(own)) return `${identityOf(ref, inventory)}|${key.slice(own.length)}`;
  const around = `${refKey(namespaceRef(ref.namespace ?? ''))}|`;
  if (key.startsWith(around))
    return `${identityOf(namespaceAround(ref, inventory), inventory)}|${key.slice(around.length)}`;
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

/** What decides whether an object may be changed: objects that differ in it are never decided together. */
function guardOf(subject: Subject, inventory: Inventory): string {
  const { ref } = subject;
  const object = inventory.find(ref);
  if (object === undefined) return '';
  const owner = inventory.factsOf(ref)?.owner;
  const isProtected = (subject as Partial<RoleSubject>).isProtected ?? isProtectedRbac(object);
  const refusal = refusalOf({ ref, object, isProtected, ...(owner === undefined ? {} : { owner }) });
  if (refusal === undefined) return '';
  return refusal.allow === 'system' ? refusal.allow : `${isProtected} ${owner?.label ?? ''}`;
}
