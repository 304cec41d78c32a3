/** Does a rule allow a request? The semantics of the API server's RBAC authorizer. */
import { isEmpty } from '../lists.ts';
import type { PathQuestion, Question, ResourceQuestion, Rule } from './types.ts';

export function ruleAllows(rule: Rule, question: Question): boolean {
  return 'path' in question ? allowsPath(rule, question) : allowsResource(rule, question);
}

/**
 * `*` covers subresources as well, `*` + `/scale` that subresource of everything; `pods/*` is not a wildcard and covers
 * nothing. A rule with names never covers a request without one: create, deletecollection, plain list and watch.
 */
function allowsResource(rule: Rule, question: ResourceQuestion): boolean {
  return (
    hasOrAll(rule.verbs, question.verb) &&
    hasOrAll(rule.apiGroups, question.group) &&
    allowsResourceName(rule, question) &&
    (isEmpty(rule.resourceNames) || (rule.resourceNames ?? []).includes(question.name ?? ''))
  );
}

function allowsResourceName(rule: Rule, { resource, subresource }: ResourceQuestion): boolean {
  const resources = rule.resources ?? [];
  if (resources.includes('*')) return true;
  if (subresource === undefined || subresource === '') return resources.includes(resource);
  return resources.includes(`${resource}/${subresource}`) || resources.includes(`*/${subresource}`);
}

function allowsPath(rule: Rule, question: PathQuestion): boolean {
  return (
    hasOrAll(rule.verbs, question.verb) && (rule.nonResourceURLs ?? []).some((url) => coversPath(url, question.path))
  );
}

/** Trailing asterisks match any rest; one elsewhere is a plain character. */
export function coversPath(url: string, path: string): boolean {
  return url === path || isEveryPath(url) || (url.endsWith('*') && path.startsWith(url.replace(/\*+$/, '')));
}

/** Every path begins with a slash, so that `/*` says the same as `*`. */
export function isEveryPath(url: string): boolean {
  return /^\/?\*+$/.test(url);
}

function hasOrAll(list: readonly string[] | null | undefined, wanted: string): boolean {
  return list?.includes('*') === true || list?.includes(wanted) === true;
}
