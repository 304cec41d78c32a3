/** What the checks of this area share: looking up roles and accounts, and taking a subject out of a binding. */

import {
  type BindingSubject,
  type Change,
  compareText,
  type Edit,
  type Json,
  may,
  objectName,
  type Place,
  placeIn,
  type RoleSubject,
  rbac,
  refOf,
  remembered,
  type View,
  type Workload,
} from 'kubectl-harden/plugin-api';

export type AnyBinding = rbac.AnyBinding;

export const ROLE_READS = [may('Role'), may('ClusterRole'), may('Discovery'), may.fact(rbac.rights)] as const;
export type RoleView = View<(typeof ROLE_READS)[number]>;

export const ACCOUNT_READS = [may.all('ServiceAccount')] as const;
export type AccountView = View<(typeof ACCOUNT_READS)[number]>;

/** One grant of a binding is one decision: that of a subject, or that of everybody in it. */
export function grantOf({ ref }: Pick<BindingSubject, 'ref'>, key: string, label?: string): Place {
  const name = objectName(ref);
  return placeIn(ref, key, label === undefined ? name : `${label} in ${name}`);
}

/** A role by its reference: its rules, or why there are none. */
export type FoundRole =
  | {
      readonly state: 'found';
      /** What the binding grants of them. */
      readonly rules: readonly rbac.Rule[];
      readonly written: readonly rbac.Rule[];
    }
  | { readonly state: 'missing' }
  /** `isPartial`: what there is was read, but files hold only some of a cluster. */
  | { readonly state: 'unread'; readonly reason: string; readonly isPartial: boolean };

export function roleOf(binding: AnyBinding, view: RoleView): FoundRole {
  const { kind, name } = binding.roleRef;
  const read = kind === 'Role' ? 'Role' : 'ClusterRole';
  const { value, coverage, isRead, isWhole } = view.get(read, name);
  if (value !== undefined) {
    const written = rulesOf(value, view);
    return { state: 'found', written, rules: rulesThrough(binding, written, view) };
  }
  if (!isRead)
    return { state: 'unread', reason: coverage.reason ?? `${read} objects could not be read.`, isPartial: false };
  if (!isWhole) return { state: 'unread', reason: `${read} ${name} is not among what was read.`, isPartial: true };
  return { state: 'missing' };
}

function rulesThrough({ kind }: AnyBinding, rules: readonly rbac.Rule[], view: RoleView): readonly rbac.Rule[] {
  return kind === 'RoleBinding' ? rbac.rulesInNamespace(rules, view.evidence('Discovery').value) : rules;
}

/** Most roles say themselves what they give: only the others hang on the rest of them. */
function rulesOf(role: rbac.AnyRole, view: RoleView): readonly rbac.Rule[] {
  const rules = rbac.isAggregated(role) ? view.derive(rbac.rights).value.rulesOf(role) : (role.rules ?? []);
  // What the API server refuses to store gives nothing.
  return rbac.validRules(rules, role);
}

/** What a binding gives: whoever accepts it accepts these rules, and no others. */
export function grantedBy({ roleRef: { kind, name } }: AnyBinding, role: FoundRole): Json {
  const rules = role.state === 'found' ? role.written.map(ruleKey).sort(compareText) : [role.state];
  return [kind, name, ...rules];
}

/** Roles with the same rules are decided together: they are copies of one another in namespaces. */
export function ruleSetOf({ ref, rules }: RoleSubject): Place {
  return { key: ruleSetKey(rules), title: `Rules of ${objectName(ref)}` };
}

const ruleSetKey = remembered((rules: readonly rbac.Rule[]) => `rule-set|${JSON.stringify(rules)}`);

export type AccountState = 'there' | 'missing' | 'unread';

export function accountState({ namespace, name }: rbac.AccountRef, view: AccountView): AccountState {
  const { value, isWhole } = view.getIn('ServiceAccount', namespace, name);
  if (value !== undefined) return 'there';
  return isWhole ? 'missing' : 'unread';
}

export function bindingNamespace(binding: AnyBinding): string | undefined {
  return binding.kind === 'RoleBinding' ? binding.metadata.namespace : undefined;
}

/** Takes every spelling of one subject out; the binding goes when it names nobody else. */
export function withoutSubject({ ref, object }: BindingSubject, key: string): Change {
  const namespace = bindingNamespace(object);
  const isMeant = (subject: rbac.Subject) => rbac.subjectKey(subject, namespace) === key;
  const subjects = rbac.subjectsOf(object);
  if (subjects.every(isMeant)) return { op: 'delete', target: ref };
  const edits = subjects
    .filter(isMeant)
    .map((subject): Edit => ({ op: 'exclude', path: ['subjects'], value: { ...subject } as Json }));
  return { op: 'edit', target: ref, edits };
}

/** Equal for rules that say the same in another order. */
export const ruleKey = remembered((rule: rbac.Rule): string => {
  const sorted = Object.entries(rule)
    .filter(([, values]) => Array.isArray(values) && values.length > 0)
    .map(([name, values]) => [name, [...new Set(values as readonly string[])].sort()] as const)
    .sort(([left], [right]) => compareText(left, right));
  return JSON.stringify(Object.fromEntries(sorted));
});

export function workloadName({ ref }: Workload): string {
  return objectName(ref);
}

export function bindingName(binding: AnyBinding): string {
  return objectName(refOf(binding));
}

/** Without those that are nobody. */
export const distinctSubjects = remembered((binding: AnyBinding): readonly rbac.Subject[] => {
  const namespace = bindingNamespace(binding);
  return [
    ...new Map(rbac.validSubjectsOf(binding).map((subject) => [rbac.subjectKey(subject, namespace), subject])).values(),
  ];
});
