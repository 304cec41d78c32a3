/** Where findings are decided: what shares a place is one decision. */
import type { Inventory } from '../inventory/index.ts';
import { copySuffix, objectName, refKey } from '../kube/refs.ts';
import { isProtectedRbac, refusalOf } from '../model/platform.ts';
import type { AnyAutomatedCheck, Place, RoleSubject, Subject, Violation } from '../plugin-api/index.ts';

/** The object itself, unless the check or the violation names another place. The cluster has as many as checks. */
export function placeOf(check: AnyAutomatedCheck, subject: Subject, violation: Violation, inventory: Inventory): Place {
  const named = violation.place ?? check.place?.(subject as never);
  const { file } = subject.ref;
  if (named !== undefined) {
    const key = `${named.key}|${guardOf(subject, inventory)}`;
    // A place that a check names may not know of the copies of its subject.
    return file === undefined
      ? { key, title: named.title }
      : { key: `${key}|${file}`, title: `${named.title}${copySuffix(subject.ref)}` };
  }
  if (check.subject === 'Cluster') return { key: `cluster|${check.meta.id}`, title: check.meta.title };
  return { key: refKey(subject.ref), title: objectName(subject.ref) };
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
