/** Who may do what: an index over all RBAC objects that answers as the API server's authorizer would. */
import { isEmpty } from '../lists.ts';
import { aggregatedRules, isAggregated } from './aggregation.ts';
import { ruleAllows } from './matching.ts';
import { keysOf, subjectKey, subjectsOf } from './subjects.ts';
import type { AnyBinding, Grant, Identity, Question, RbacObjects, Rule } from './types.ts';

/** Members bypass every authorizer: no binding shows or limits what they may do. */
export const MASTERS = 'system:masters';
const EVERYTHING: readonly Rule[] = [
  { apiGroups: ['*'], resources: ['*'], verbs: ['*'] },
  { nonResourceURLs: ['*'], verbs: ['*'] },
];

export interface Access {
  readonly objects: RbacObjects;
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

export function createAccess(objects: RbacObjects, { aggregation = 'stored' }: AccessOptions = {}): Access {
  const clusterRules = clusterRulesOf(objects, aggregation);
  const roleRules = new Map(objects.roles.map((role) => [nameKey(role.metadata), role.rules ?? []] as const));
  const bySubject = new Map<string, Grant[]>();

  const rulesOf: Access['rulesOf'] = (roleRef, namespace) => {
    if (roleRef.kind === 'ClusterRole') return clusterRules.get(roleRef.name);
    if (roleRef.kind !== 'Role' || namespace === undefined) return undefined;
    return roleRules.get(nameKey({ namespace, name: roleRef.name }));
  };
  for (const binding of [...objects.clusterRoleBindings, ...objects.roleBindings])
    indexBinding(bySubject, binding, rulesOf);

  const allGrants: Access['allGrants'] = (identity) => keysOf(identity).flatMap((key) => bySubject.get(key) ?? []);
  const grants: Access['grants'] = (identity, namespace) =>
    allGrants(identity).filter((grant) => grant.namespace === undefined || grant.namespace === namespace);
  const effectiveRules: Access['effectiveRules'] = (identity, namespace) =>
    identity.groups.includes(MASTERS) ? EVERYTHING : grants(identity, namespace).flatMap(({ rules }) => rules);

  return {
    objects,
    rulesOf,
    grants,
    allGrants,
    effectiveRules,
    can: (identity, question) => {
      // Paths carry no namespace: they are asked cluster-wide, so RoleBindings never count.
      const namespace = 'path' in question ? undefined : question.namespace;
      return effectiveRules(identity, namespace).some((rule) => ruleAllows(rule, question));
    },
  };
}

function clusterRulesOf(
  { clusterRoles }: RbacObjects,
  aggregation: 'stored' | 'settled',
): ReadonlyMap<string, readonly Rule[]> {
  const settled = aggregatedRules(clusterRoles);
  const rules = clusterRoles.map((role) => {
    const isComputed = isAggregated(role) && (aggregation === 'settled' || isEmpty(role.rules));
    return [role.metadata.name, (isComputed ? settled.get(role.metadata.name) : role.rules) ?? []] as const;
  });
  return new Map(rules);
}

function indexBinding(bySubject: Map<string, Grant[]>, binding: AnyBinding, rulesOf: Access['rulesOf']): void {
  const namespace = binding.kind === 'RoleBinding' ? binding.metadata.namespace : undefined;
  const rules = rulesOf(binding.roleRef, namespace) ?? [];
  const seen = new Set<string>();
  for (const subject of subjectsOf(binding)) {
    const key = subjectKey(subject, namespace);
    if (seen.has(key)) continue;
    seen.add(key);
    const grant: Grant = { binding, subject, rules, ...(namespace === undefined ? {} : { namespace }) };
    const grants = bySubject.get(key);
    if (grants === undefined) bySubject.set(key, [grant]);
    else grants.push(grant);
  }
}

function nameKey({ namespace, name }: { readonly namespace?: string; readonly name: string }): string {
  return `${namespace ?? ''}/${name}`;
}
