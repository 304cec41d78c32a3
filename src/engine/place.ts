/** The key of the place where a finding is resolved: what shares it is decided together. */
import type { Inventory } from '../inventory/index.ts';
import { canonicalJson, shortHash } from '../kube/canonical.ts';
import { refKey } from '../kube/kinds.ts';
import { refusalOf } from '../model/platform.ts';
import type { AnyAutomatedCheck, RoleSubject, SubjectMap, Violation } from '../plugin-api/index.ts';

type Subject = SubjectMap[keyof SubjectMap];

/** What decides whether an object may be changed: objects that differ in it are never decided together. */
function guardOf({ ref, object, isProtected }: RoleSubject, inventory: Inventory): string {
  const owner = inventory.factsOf(ref)?.owner;
  const refusal = refusalOf({ ref, object, isProtected, ...(owner === undefined ? {} : { owner }) });
  if (refusal === undefined) return '';
  return refusal.allow === 'system' ? refusal.allow : `${isProtected} ${owner?.label ?? ''}`;
}

/** Findings with equal keys are resolved by one decision. */
export function placeOf(
  check: AnyAutomatedCheck,
  subject: Subject,
  violation: Violation,
  inventory: Inventory,
): string {
  switch (check.place) {
    case 'pod-template':
    case 'namespace-level':
    case 'namespace-boundary':
      return `${check.place}|${refKey(subject.ref)}`;
    case 'rule-set':
      return `${check.place}|${shortHash([canonicalJson((subject as RoleSubject).rules), guardOf(subject as RoleSubject, inventory)])}`;
    case 'binding':
      return `${check.place}|${refKey(subject.ref)}|${violation.key ?? ''}`;
    case 'cluster':
      return `${check.place}|${check.meta.id}`;
  }
}
