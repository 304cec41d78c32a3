/** What a check declares that cannot be: told when the registry is made, not when a cluster is scanned. */
import { isResourceName, KINDS } from '../../kube/kinds.ts';
import { partsOfResource } from '../../kube/resource-names.ts';
import type { AnyAutomatedCheck, ResourceName } from '../../plugin-api/index.ts';
import { objectReadsOf } from '../view/reads.ts';

/** Sentences without a full stop, for the author of the check. */
export function declarationProblems(check: AnyAutomatedCheck): readonly string[] {
  const subject: string = check.subject;
  const reads = objectReadsOf(check);
  const names = [...new Set([...reads.map(({ what }): string => what), subject])].filter(isResourceName);
  const isRead = !isResourceName(subject) || reads.some(({ what }) => what === subject);
  return [
    ...names.flatMap(nameProblems),
    ...(isRead ? [] : [`its subject ${subject} is not among its reads, which say what is kept of it`]),
  ];
}

function nameProblems(name: ResourceName): readonly string[] {
  const { plural, group } = partsOfResource(name);
  if (group === '') return [`${name} names no group: nothing of the core group is a custom resource`];
  const typed = Object.values(KINDS).find((kind) => kind.plural === plural && kind.group === group);
  return typed === undefined ? [] : [`${name} is read as ${typed.kind}`];
}
