/** Where findings are decided: what shares a place is one decision. */
import type { Inventory } from '../inventory/index.ts';
import { copySuffix, objectName, refKey } from '../kube/refs.ts';
import { isProtectedRbac, refusalOf } from '../model/platform.ts';
import type { AnyAutomatedCheck, Place, RoleSubject, Subject, Violation } from '../plugin-api/index.ts';
import { identityOf } from './identity.ts';

/** The object itself, unless the check or the violation names another place. The cluster has as many as checks. */
export function placeOf(check: AnyAutomatedCheck, subject: Subject, violation: Violation, inventory: Inventory): Place {
  const named = violation.place ?? check.place?.(subject as never);
  if (named !== undefined)
    return {
      key: `${keyOf(named, subject, inventory)}|${guardOf(subject, inventory)}`,
      title: titleOf(named, subject),
    };
  if (check.subject === 'Cluster') return { key: `cluster|${check.meta.id}`, title: check.meta.title };
  return { key: identityOf(subject.ref, inventory), title: objectName(subject.ref) };
}

/** A part of the subject is known as the subject is. What several share knows nothing of their copies. */
function keyOf({ key }: Place, { ref }: Subject, inventory: Inventory): string {
  const own = `${refKey(ref)}|`;
  if (key.startsWith(own)) return `${identityOf(ref, inventory)}|${key.slice(own.length)}`;
  return ref.file === undefined ? key : `${key}|${ref.file}`;
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
