/** Ways to all rights and to nodes, as far as roles, bindings, accounts and namespaces were read. */
import { defineFact, may, type View } from '../../../plugin-api/index.ts';
import { namespacePolicy } from '../../pod-security/index.ts';
import { roleKey } from '../indexed.ts';
import { ANY, accountsByNamespace, bindingsByRole, LEADS_ON, rolesByName } from '../lookups.ts';
import { through } from '../queries/who-can.ts';
import { rights } from '../rights.ts';
import { scopeOf, subjectKey } from '../subjects.ts';
import type { AnyBinding, Rule } from '../types.ts';
import { validRules, validSubjectsOf } from '../validity.ts';
import { joinedSteps } from './joined.ts';
import { type Accounts, type Escalations, escalations } from './paths.ts';
import { type Granted, type Step, stepsOf } from './steps.ts';

const READS = [
  may.fact(rolesByName),
  may.fact(bindingsByRole),
  may.fact(rights),
  may.fact(accountsByNamespace),
  may('Namespace'),
] as const;
type Reads = View<(typeof READS)[number]>;

/** Rests on roles that lead on, on who is bound to them, and on what those may become: on no other binding, and no other account. */
export const escalationPaths = defineFact({
  name: 'ways to all rights',
  scope: 'cluster',
  reads: READS,
  derive(view): Escalations {
    const grants = grantsThat(view);
    const isConfined = (namespace: string) => isConfining(view.get('Namespace', namespace).value?.metadata.labels);
    const made = grants.map((grant) => madeThrough(grant, isConfined));
    const granted = made.flatMap((each) => each.granted);
    return escalations(
      made.flatMap(({ steps }) => steps),
      accountsOf(grants, view),
      (isLeft) => joinedSteps(granted.filter(({ via }) => isLeft(via))),
    );
  },
});

interface LeadingOn {
  readonly binding: AnyBinding;
  readonly rules: readonly Rule[];
}

/** Cluster-wide ones first, then by namespace and name. */
function grantsThat(view: Reads): readonly LeadingOn[] {
  const bindings = view.derive(bindingsByRole).value;
  const found = view
    .derive(rolesByName)
    .value.at(LEADS_ON)
    .flatMap((role) => {
      const rules = view.derive(rights).value.rulesOf(role);
      return bindings.at(roleKey(role.kind, role.metadata)).map((binding) => ({ binding, rules }));
    });
  return found.sort((left, right) => (orderOf(left.binding) < orderOf(right.binding) ? -1 : 1));
}

function orderOf({ metadata }: AnyBinding): string {
  return `${metadata.namespace ?? ''}\u0000${metadata.name}`;
}

interface Made {
  readonly rules: readonly Rule[];
  readonly isConfined: boolean;
  /** To each of its subjects. */
  readonly granted: readonly Granted[];
  readonly steps: readonly Step[];
}
const known = new WeakMap<AnyBinding, Made>();

/** Most grants are what they were when another one changes. */
function madeThrough({ binding, rules }: LeadingOn, isConfined: (namespace: string) => boolean): Made {
  const namespace = scopeOf(binding);
  const isHere = namespace !== undefined && isConfined(namespace);
  const found = known.get(binding);
  if (found?.rules === rules && found.isConfined === isHere) return found;
  const valid = validRules(rules, { kind: binding.kind === 'RoleBinding' ? 'Role' : 'ClusterRole' });
  const via = through(binding);
  const granted = validSubjectsOf(binding).map((subject) => ({
    ...{ subject: subjectKey(subject, namespace), namespace: namespace ?? null, rules: valid, via },
  }));
  const made = { rules, isConfined: isHere, granted, steps: granted.flatMap((each) => stepsOf(each, () => isHere)) };
  known.set(binding, made);
  return made;
}

/** Those that are there, and those that only bindings name. */
function accountsOf(grants: readonly LeadingOn[], view: Reads): Accounts {
  const named = Map.groupBy(new Set(grants.flatMap(({ binding }) => namedBy(binding))), (each) => namespaceOf(each));
  const stored = view.derive(accountsByNamespace).value;
  return {
    in: remembered((namespace: string) => [
      ...new Set([
        ...stored.at(namespace).map(({ metadata }) => metadata.name),
        ...(named.get(namespace) ?? []).map((each) => each.slice(namespace.length + 1)),
      ]),
    ]),
    namespaces: remembered(() => [
      ...new Set([...stored.at(ANY).map(({ metadata }) => metadata.namespace ?? ''), ...named.keys()]),
    ]),
  };
}

/** What is asked later was asked while the fact was derived. */
function remembered<T>(ask: (of: string) => T): (of?: string) => T {
  const answers = new Map<string, T>();
  return (of = '') => {
    const answer = answers.get(of) ?? ask(of);
    answers.set(of, answer);
    return answer;
  };
}

function namedBy(binding: AnyBinding): readonly string[] {
  const keys = validSubjectsOf(binding).map((subject) => subjectKey(subject, scopeOf(binding)));
  return keys.flatMap((key) => (key.startsWith('ServiceAccount:') ? key.slice('ServiceAccount:'.length) : []));
}

function namespaceOf(account: string): string {
  return account.slice(0, account.indexOf('/'));
}

function isConfining(labels: Readonly<Record<string, string>> | undefined): boolean {
  const level = namespacePolicy(labels).enforce?.level;
  return level === 'baseline' || level === 'restricted';
}
