/** Everything that checks ask about RBAC objects: who is bound to what, and through what. */
import { defineQuestions, type KindMap, may, type ObjectRef, type View } from '../../plugin-api/index.ts';
import { type Access, accessThrough, type RbacSource } from './access.ts';
import { contributes, contributorsOf, isAggregated, selectorsOf, settledRules } from './aggregation.ts';
import { roleKey } from './indexed.ts';
import {
  AGGREGATED,
  ANY,
  BIND,
  BIND_KEY,
  bindingsByRole,
  bindingsBySubject,
  clusterRolesByLabel,
  givesBinding,
  keyIn,
  labelKey,
  rolesByName,
} from './lookups.ts';
import { ruleAllows } from './matching.ts';
import { scopeOf, subjectLabel, subjectsOf } from './subjects.ts';
import type { AnyBinding, AnyRole, Rule } from './types.ts';

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

const READS = [
  may.fact(bindingsBySubject),
  may.fact(bindingsByRole),
  may.fact(rolesByName),
  may.fact(clusterRolesByLabel),
] as const;
type Reads = View<(typeof READS)[number]>;

/** As far as it was read: consumers look at the coverage of what they conclude from. */
export const rights = defineQuestions({ name: 'rights', reads: READS, answering: rightsThrough });

function rightsThrough(view: Reads): Rights {
  const contributors = (role: AnyRole) => contributorsAmong(role, view);
  const settled = (role: AnyRole) => settledRules(role, contributors);
  const access = accessThrough(sourceThrough(view, settled));
  const boundTo = (kind: string, namespace: string | undefined, name: string) =>
    view.derive(bindingsByRole).value.at(roleKey(kind, { namespace, name }));
  const rulesOf = (role: AnyRole) => {
    const rules = role.rules ?? [];
    return rules.length > 0 || !isAggregated(role) ? rules : settled(role);
  };
  const labelled = view.derive(clusterRolesByLabel).value;
  return {
    access,
    bindingsOf: ({ kind, namespace, name }) => boundTo(kind, namespace, name),
    clusterBindingsOf: (subject) => view.derive(bindingsBySubject).value.at(keyIn(subject, '')),
    contributorsOf: contributors,
    aggregatesOf(name) {
      const [role] = view.derive(rolesByName).value.at(roleKey('ClusterRole', { name })) as readonly ClusterRole[];
      if (role === undefined) return [];
      return labelled
        .at(AGGREGATED)
        .filter((each) => contributes(role, each))
        .map(({ metadata }) => metadata.name);
    },
    rulesOf,
    bindersOf(role) {
      const givers = view.derive(rolesByName).value.at(BIND_KEY);
      const bindings = givers.flatMap((giver) => {
        const rules = rulesOf(giver).filter(givesBinding);
        const { namespace, name } = giver.metadata;
        return rules.length === 0 ? [] : boundTo(giver.kind, namespace, name).map((binding) => ({ binding, rules }));
      });
      return binders(bindings, role);
    },
  };
}

function sourceThrough(view: Reads, settledRulesOf: RbacSource['settledRulesOf']): RbacSource {
  const bindings = view.derive(bindingsBySubject).value;
  const roles = view.derive(rolesByName).value;
  return {
    bindingsOf: (subject, scope) => bindings.at(scope === undefined ? subject : keyIn(subject, scope)),
    role: (kind, namespace, name) => roles.at(roleKey(kind, { namespace, name }))[0],
    settledRulesOf,
  };
}

/** Only those that have a label of a selector are looked at, where it asks for one. */
function contributorsAmong(role: AnyRole, view: Reads): readonly ClusterRole[] {
  const roles = view.derive(clusterRolesByLabel).value;
  const found = selectorsOf(role).flatMap(({ matchLabels }) => {
    const [first] = Object.entries(matchLabels ?? {});
    return roles.at(first === undefined ? ANY : labelKey(...first));
  });
  const distinct = [...new Set(found)].sort((left, right) => (left.metadata.name < right.metadata.name ? -1 : 1));
  return contributorsOf(role, distinct);
}

interface BindingRight {
  readonly binding: AnyBinding;
  /** Its rules that allow binding something. */
  readonly rules: readonly Rule[];
}

/** The right in a namespace is enough to bind a ClusterRole there. */
function binders(found: readonly BindingRight[], { kind, namespace, name }: ObjectRef): readonly string[] {
  const question = { ...BIND, resource: kind === 'Role' ? 'roles' : 'clusterroles', name };
  const isThere = (scope: string | undefined) => kind !== 'Role' || scope === undefined || scope === namespace;
  const labels = found
    .filter(({ binding, rules }) => isThere(scopeOf(binding)) && rules.some((rule) => ruleAllows(rule, question)))
    .flatMap(({ binding }) => subjectsOf(binding).map((each) => subjectLabel(each, scopeOf(binding))));
  return [...new Set(labels)];
}
