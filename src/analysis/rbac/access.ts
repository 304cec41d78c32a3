/** Who may do what: answers as the API server's authorizer would, from bindings and roles that are found by their keys. */
import { isEmpty } from '../lists.ts';
import { isAggregated } from './aggregation.ts';
import { indexed } from './indexed.ts';
import { ruleAllows } from './matching.ts';
import { keysOf, scopeOf, subjectKey, subjectsOf } from './subjects.ts';
import type { AnyBinding, AnyRole, Grant, Identity, Question, RbacObjects, Rule } from './types.ts';

/** Members bypass every authorizer: no binding shows or limits what they may do. */
export const MASTERS = 'system:masters';
const EVERYTHING: readonly Rule[] = [
  { apiGroups: ['*'], resources: ['*'], verbs: ['*'] },
  { nonResourceURLs: ['*'], verbs: ['*'] },
];

/** Where bindings and roles are found; each list without repeats, cluster-wide ones first. */
export interface RbacSource {
  /** Of a subject, by its key; `scope`: those in one namespace, `''` for the cluster-wide ones, absent for all. */
  bindingsOf(subject: string, scope?: string): readonly AnyBinding[];
  /** `namespace`: of a Role. */
  role(kind: string, namespace: string | undefined, name: string): AnyRole | undefined;
  /** The rules of an aggregated ClusterRole once the controller has done its work. */
  settledRulesOf(role: AnyRole): readonly Rule[];
}

export interface Access {
  /** The rules behind a role reference; `undefined` when there is no such role. */
  rulesOf(roleRef: AnyBinding['roleRef'], namespace?: string): readonly Rule[] | undefined;
  /** Cluster-wide grants, and with a namespace those there. */
  grants(identity: Identity, namespace?: string): readonly Grant[];
  /** Grants in all namespaces and cluster-wide. */
  allGrants(identity: Identity): readonly Grant[];
  /** What the identity may do in a namespace, or cluster-wide without one. */
  effectiveRules(identity: Identity, namespace?: string): readonly Rule[];
  can(identity: Identity, question: Question): boolean;
}

export interface AccessOptions {
  /**
   * `stored`: rules as the objects carry them, as the authorizer reads them now; aggregated roles without rules (files)
   * are computed. `settled`: as the aggregation controller will have left them.
   */
  readonly aggregation?: 'stored' | 'settled';
}

export interface WholeAccess extends Access {
  readonly objects: RbacObjects;
}

/** Over all objects, indexed once. */
export function createAccess(objects: RbacObjects, options: AccessOptions = {}): WholeAccess {
  return { objects, ...accessThrough(indexed(objects), options) };
}

export function accessThrough(source: RbacSource, { aggregation = 'stored' }: AccessOptions = {}): Access {
  const rulesOf: Access['rulesOf'] = ({ kind, name }, namespace) => {
    if (kind !== 'ClusterRole' && (kind !== 'Role' || namespace === undefined)) return undefined;
    const role = source.role(kind, kind === 'Role' ? namespace : undefined, name);
    if (role === undefined) return undefined;
    const isComputed = isAggregated(role) && (aggregation === 'settled' || isEmpty(role.rules));
    return (isComputed ? source.settledRulesOf(role) : role.rules) ?? [];
  };
  const granted = (identity: Identity, scope?: string) =>
    keysOf(identity).flatMap((key) => source.bindingsOf(key, scope).map((binding) => grantOf(binding, key, rulesOf)));

  const grants: Access['grants'] = (identity, namespace) => [
    ...granted(identity, ''),
    ...(namespace === undefined ? [] : granted(identity, namespace)),
  ];
  const effectiveRules: Access['effectiveRules'] = (identity, namespace) =>
    identity.groups.includes(MASTERS) ? EVERYTHING : grants(identity, namespace).flatMap(({ rules }) => rules);

  return {
    rulesOf,
    grants,
    allGrants: (identity) => granted(identity),
    effectiveRules,
    can: (identity, question) => {
      // Paths carry no namespace: they are asked cluster-wide, so RoleBindings never count.
      const namespace = 'path' in question ? undefined : question.namespace;
      return effectiveRules(identity, namespace).some((rule) => ruleAllows(rule, question));
    },
  };
}

/** Of several spellings of the subject in one binding the first. */
function grantOf(binding: AnyBinding, key: string, rulesOf: Access['rulesOf']): Grant {
  const namespace = scopeOf(binding);
  const subject = subjectsOf(binding).find((each) => subjectKey(each, namespace) === key);
  if (subject === undefined) throw new RangeError(`${binding.metadata.name} does not name ${key}`);
  const rules = rulesOf(binding.roleRef, namespace) ?? [];
  return { binding, subject, rules, ...(namespace === undefined ? {} : { namespace }) };
}
