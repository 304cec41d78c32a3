/** Everything that checks ask about RBAC objects, indexed once: who is bound to what, and through what. */
import { defineFact, type KindMap, may, type ObjectRef } from '../../plugin-api/index.ts';
import { type Access, createAccess } from './access.ts';
import { isFullWildcard } from './administrators.ts';
import { aggregatedRules, contributorsOf, isAggregated } from './aggregation.ts';
import { ruleAllows } from './matching.ts';
import { subjectKey, subjectLabel, subjectsOf } from './subjects.ts';
import type { AnyBinding, AnyRole, RbacObjects, Rule } from './types.ts';

type ClusterRole = KindMap['ClusterRole'];

export interface Rights {
  readonly access: Access;
  /** Bindings that refer to the role: of a ClusterRole those in namespaces as well. */
  bindingsOf(role: ObjectRef): readonly AnyBinding[];
  /** Cluster-wide bindings of a subject, by its key. */
  clusterBindingsOf(subject: string): readonly AnyBinding[];
  /** The ClusterRoles whose rules go into an aggregated one. */
  contributorsOf(role: AnyRole): readonly ClusterRole[];
  /** Names of the aggregated ClusterRoles that take the rules of this one over. */
  aggregatesOf(name: string): readonly string[];
  /** Of an aggregated ClusterRole without rules (files) those that a controller will fill in. */
  rulesOf(role: AnyRole): readonly Rule[];
  /** Who may bind the role to anybody at any time, for sentences. Whoever may do everything is always there, and left out. */
  bindersOf(role: ObjectRef): readonly string[];
}

/** As far as it was read: consumers look at the coverage of what they conclude from. */
export const rights = defineFact({
  name: 'rights',
  scope: 'cluster',
  reads: [may('Role'), may('ClusterRole'), may('RoleBinding'), may('ClusterRoleBinding')],
  derive: (view): Rights =>
    indexRights({
      roles: view.own('Role').value,
      clusterRoles: view.own('ClusterRole').value,
      roleBindings: view.own('RoleBinding').value,
      clusterRoleBindings: view.own('ClusterRoleBinding').value,
    }),
});

/** Each index is made when something first asks for it: most changes concern nobody who would. */
export function indexRights(objects: RbacObjects): Rights {
  const bindings = once((): readonly AnyBinding[] => [...objects.clusterRoleBindings, ...objects.roleBindings]);
  const access = once(() => createAccess(objects));
  const byRole = once(() => Map.groupBy(bindings(), keyOfReference));
  const bySubject = once(() => indexSubjects(objects.clusterRoleBindings));
  const aggregated = once(() =>
    objects.clusterRoles
      .filter(isAggregated)
      .map((role) => ({ name: role.metadata.name, from: contributorsOf(role, objects.clusterRoles) })),
  );
  const contributors = once(() => new Map(aggregated().map(({ name, from }) => [name, from])));
  const aggregates = once(() => indexAggregates(aggregated()));
  const settled = once(() => aggregatedRules(objects.clusterRoles));
  const toBind = once(() => bindingRights(bindings(), access()));
  return {
    get access() {
      return access();
    },
    bindingsOf: ({ kind, namespace, name }) => byRole().get(keyOfRole(kind, namespace, name)) ?? [],
    clusterBindingsOf: (subject) => bySubject().get(subject) ?? [],
    contributorsOf: (role) => contributors().get(role.metadata.name) ?? [],
    aggregatesOf: (name) => aggregates().get(name) ?? [],
    rulesOf(role) {
      const rules = role.rules ?? [];
      return rules.length > 0 || !isAggregated(role) ? rules : (settled().get(role.metadata.name) ?? []);
    },
    bindersOf: (role) => binders(toBind(), role),
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function keyOfReference({ kind, metadata, roleRef }: AnyBinding): string {
  const namespace = roleRef.kind === 'Role' && kind === 'RoleBinding' ? metadata.namespace : undefined;
  return keyOfRole(roleRef.kind, namespace, roleRef.name);
}
function keyOfRole(kind: string, namespace: string | undefined, name: string): string {
  return `${kind}/${namespace ?? ''}/${name}`;
}

function indexSubjects(bindings: readonly AnyBinding[]): ReadonlyMap<string, readonly AnyBinding[]> {
  const bySubject = new Map<string, AnyBinding[]>();
  for (const binding of bindings)
    for (const key of new Set(subjectsOf(binding).map((subject) => subjectKey(subject)))) push(bySubject, key, binding);
  return bySubject;
}

function indexAggregates(
  aggregated: readonly { readonly name: string; readonly from: readonly ClusterRole[] }[],
): ReadonlyMap<string, readonly string[]> {
  const aggregates = new Map<string, string[]>();
  for (const { name, from } of aggregated) for (const { metadata } of from) push(aggregates, metadata.name, name);
  return aggregates;
}

function push<T>(map: Map<string, T[]>, key: string, item: T): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [item]);
  else known.push(item);
}

const BIND = { verb: 'bind', group: 'rbac.authorization.k8s.io' };

interface BindingRight {
  readonly binding: AnyBinding;
  readonly namespace: string | undefined;
  /** Its rules that allow binding something. */
  readonly rules: readonly Rule[];
}

/** Most bindings give no right to bind: of all of them those are looked through once. */
function bindingRights(bindings: readonly AnyBinding[], access: Access): readonly BindingRight[] {
  return bindings.flatMap((binding) => {
    const namespace = binding.kind === 'RoleBinding' ? binding.metadata.namespace : undefined;
    const rules = (access.rulesOf(binding.roleRef, namespace) ?? []).filter(
      (rule) => !isFullWildcard(rule) && givesSomeBinding(rule),
    );
    return rules.length === 0 ? [] : [{ binding, namespace, rules }];
  });
}

function givesSomeBinding({ verbs, apiGroups, resources }: Rule): boolean {
  const names = (list: readonly string[] | null | undefined, wanted: readonly string[]) =>
    list?.some((each) => each === '*' || wanted.includes(each)) === true;
  return names(verbs, [BIND.verb]) && names(apiGroups, [BIND.group]) && names(resources, ['roles', 'clusterroles']);
}

/** The right in a namespace is enough to bind a ClusterRole there. */
function binders(rightsToBind: readonly BindingRight[], { kind, namespace, name }: ObjectRef): readonly string[] {
  const question = { ...BIND, resource: kind === 'Role' ? 'roles' : 'clusterroles', name };
  const found = rightsToBind
    .filter((right) => kind !== 'Role' || right.namespace === undefined || right.namespace === namespace)
    .filter(({ rules }) => rules.some((rule) => ruleAllows(rule, question)));
  const labels = found.flatMap((right) => subjectsOf(right.binding).map((each) => subjectLabel(each, right.namespace)));
  return [...new Set(labels)];
}
