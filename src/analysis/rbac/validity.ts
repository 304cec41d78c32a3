/** What the API server refuses to store, and would grant nothing: in manifests it reads like power. */

import { RBAC_GROUP } from '../../kube/rbac.ts';
import { remembered } from '../../kube/remembered.ts';
import { isEmpty } from '../lists.ts';
import { scopeOf, subjectKey, subjectsOf } from './subjects.ts';
import type { AnyBinding, AnyRole, Rule, Subject } from './types.ts';

/**
 * Why a rule is invalid (`ValidatePolicyRule` of kubernetes/pkg/apis/rbac/validation), to go on after "it"; undefined: it
 * is valid.
 */
export function ruleProblem(rule: Rule, { isNamespaced }: { readonly isNamespaced: boolean }): string | undefined {
  const { verbs, apiGroups, resources, resourceNames, nonResourceURLs } = rule;
  if (isEmpty(verbs)) return 'names no verb';
  if (!isEmpty(nonResourceURLs)) {
    if (isNamespaced) return 'names paths, which no rule of a namespace can grant';
    return isEmpty(apiGroups) && isEmpty(resources) && isEmpty(resourceNames)
      ? undefined
      : 'names paths and resources, which takes two rules';
  }
  if (isEmpty(apiGroups)) return 'names no API group ("" is the core group)';
  return isEmpty(resources) ? 'names no resource' : mismatch(rule);
}

/** What is stored, and matches no request: the authorizer compares as written, but for `*` and `*` with a subresource. */
function mismatch({ verbs, apiGroups, resources }: Rule): string | undefined {
  const names = (what: string, values: readonly string[] | null | undefined, matches: (value: string) => boolean) =>
    (values ?? []).some(matches) ? undefined : `names only ${what} that no request has`;
  return (
    names('verbs', verbs, (verb) => verb === '*' || !(verb.includes('*') || isMisspelt(verb))) ??
    names('API groups', apiGroups, (group) => group === '*' || !/[*/A-Z]/.test(group)) ??
    names('resources', resources, (resource) => /^(?:\*|[^*/A-Z]+)$|^(?:\*|[^*/A-Z]+)\/[^*A-Z]+$/.test(resource))
  );
}

const VERBS = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection'];

/** A verb of the API with capitals. Programs may ask for verbs of their own, of any spelling. */
function isMisspelt(verb: string): boolean {
  return !VERBS.includes(verb) && VERBS.includes(verb.toLowerCase());
}

const GROUPS: Readonly<Record<string, string>> = { User: RBAC_GROUP, Group: RBAC_GROUP, ServiceAccount: '' };

/**
 * Why a subject is nobody (`ValidateRoleBindingSubject` of the same file), to go on after "it". `apiGroup` may be left out:
 * the API server fills it in; so may the namespace of an account in a
 * RoleBinding, which is then its own.
 */
export function subjectProblem(
  { kind, name, namespace, apiGroup }: Subject,
  { isNamespaced }: { readonly isNamespaced: boolean },
): string | undefined {
  if (!Object.hasOwn(GROUPS, kind))
    return `is of kind ${JSON.stringify(kind)}, which is not User, Group or ServiceAccount`;
  if (isBlank(name)) return 'has no name';
  if (!isBlank(apiGroup) && apiGroup !== GROUPS[kind]) return `is of API group ${JSON.stringify(apiGroup)}`;
  return kind === 'ServiceAccount' && isBlank(namespace) && !isNamespaced ? 'names no namespace' : undefined;
}

function isBlank(text: string | undefined): boolean {
  return text === undefined || text === '';
}

/** Those that can grant something. Every check of a role asks. */
export function validRules(rules: readonly Rule[], { kind }: Pick<AnyRole, 'kind'>): readonly Rule[] {
  return kind === 'Role' ? validInNamespace(rules) : validEverywhere(rules);
}

const validInNamespace = remembered((rules: readonly Rule[]) => valid(rules, true));
const validEverywhere = remembered((rules: readonly Rule[]) => valid(rules, false));

function valid(rules: readonly Rule[], isNamespaced: boolean): readonly Rule[] {
  return rules.filter((rule) => ruleProblem(rule, { isNamespaced }) === undefined);
}

/**
 * Why a binding refers to no role (`ValidateRoleBinding`, `ValidateClusterRoleBinding`), to go on after "it". An API group
 * that is left out is filled in by the API server.
 */
export function roleRefProblem({ kind: binding, roleRef }: AnyBinding): string | undefined {
  const { apiGroup, kind, name } = roleRef;
  if (!isBlank(apiGroup) && apiGroup !== RBAC_GROUP) return `is of API group ${JSON.stringify(apiGroup)}`;
  const kinds = binding === 'RoleBinding' ? ['Role', 'ClusterRole'] : ['ClusterRole'];
  if (!kinds.includes(kind)) return `is of kind ${JSON.stringify(kind)}, and a ${binding} takes ${kinds.join(' or ')}`;
  if (isBlank(name)) return 'has no name';
  return /^\.{1,2}$|[/%]/.test(name) ? 'has a name that no role can have' : undefined;
}

/** Those that can be somebody, of a binding that can grant something. */
export const validSubjectsOf = remembered((binding: AnyBinding): readonly Subject[] => {
  if (roleRefProblem(binding) !== undefined) return [];
  const isNamespaced = binding.kind === 'RoleBinding';
  return subjectsOf(binding).filter((subject) => subjectProblem(subject, { isNamespaced }) === undefined);
});

/** The keys of everybody to whom it gives something, each once. */
export function subjectKeysOf(binding: AnyBinding): ReadonlySet<string> {
  const scope = scopeOf(binding);
  return new Set(validSubjectsOf(binding).map((subject) => subjectKey(subject, scope)));
}
