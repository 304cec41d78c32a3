/** Uses as questions for the authorizer. */
import type { AuditPathUse, AuditUse, AuditUser } from '../../plugin-api/index.ts';
import type { Question, ResourceQuestion } from '../rbac/index.ts';

/** What was asked for, by how many requests. */
export interface Used {
  readonly question: Question;
  /** By more names than are known: the one of the question stands for all. */
  readonly isAnyName?: true;
  readonly requests: number;
}

export function usesOf({ uses, paths }: AuditUser): readonly Used[] {
  return [...uses.flatMap(resourceUses), ...paths.map(pathUse)];
}

function pathUse({ verb, path, requests }: AuditPathUse): Used {
  return { question: { verb, path }, requests };
}

function resourceUses({ verb, group, resource, namespace, names, hasMoreNames, requests }: AuditUse): readonly Used[] {
  const slash = resource.indexOf('/');
  const place =
    slash < 0 ? { resource } : { resource: resource.slice(0, slash), subresource: resource.slice(slash + 1) };
  const at = { verb, group, ...place, ...(namespace === undefined ? {} : { namespace }) };
  return (names.length === 0 ? [''] : names).map((name): Used => {
    const question: ResourceQuestion = { ...at, ...(name === '' ? {} : { name }) };
    return { question, requests, ...(hasMoreNames === true ? { isAnyName: true as const } : {}) };
  });
}

/** As rules write it: `pods/log`. */
export function placeOf({ resource, subresource }: ResourceQuestion): string {
  return subresource === undefined || subresource === '' ? resource : `${resource}/${subresource}`;
}
