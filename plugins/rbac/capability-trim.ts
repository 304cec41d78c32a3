/** One capability taken out of a rule: everything else that the rule allows stays. */
import {
  type Edit,
  type Json,
  nameSome,
  objectName,
  type Proposal,
  plan,
  type RoleSubject,
  rbac,
} from 'kubectl-harden/plugin-api';
import { binderDoubt } from './binders.ts';
import { checkOf } from './capability-groups.ts';
import { type GrantView, grantsOf, usersOf } from './grants.ts';
import { holdersOf } from './holders.ts';
import { workloadName } from './shared.ts';

type Rule = rbac.Rule;

/** `check`: the id of the check whose capabilities go. `instead`: narrower rules that take their place. */
export function trim(
  rule: Rule,
  check: string,
  subject: RoleSubject,
  view: GrantView,
  instead: readonly Rule[] = [],
): Proposal {
  const { ref, isProtected } = subject;
  if (isProtected)
    return plan(
      `${objectName(ref)} is named or labelled like a part of Kubernetes or its provider and left as it is: take its holders out of the bindings.`,
    );
  const split = rbac.splitRule(rule, checkOf);
  if (split === undefined)
    return plan('The rule has a wildcard: write it out first, then one right can be taken away without the others.');
  const changes = [{ op: 'edit', target: ref, edits: editsOf(rule, check, split, instead) } as const];
  return { ...judgement(subject, view), changes, caveats: caveatsOf(subject, view) };
}

function editsOf(
  rule: Rule,
  check: string,
  { rest, parts }: rbac.SplitRule,
  instead: readonly Rule[],
): readonly Edit[] {
  const edit = (op: 'include' | 'exclude', each: Rule): Edit => ({ op, path: ['rules'], value: each as Json });
  const others = [...parts].filter(([group]) => group !== check).flatMap(([, rules]) => rules);
  return [
    edit('exclude', rule),
    ...[...rest, ...instead].map((each) => edit('include', each)),
    ...others.map((each): Edit => ({ op: 'include', path: ['rules'], value: each as Json, yields: true })),
    ...(parts.get(check) ?? []).map((each) => edit('exclude', each)),
  ];
}

/** A loss is none to a role that nobody holds, and that nobody is about to get. */
function judgement(subject: RoleSubject, view: GrantView): Pick<Proposal, 'readiness' | 'reason'> {
  const doubt = holdersOf(subject, view).isNobody ? binderDoubt(subject, view) : NO_AUDIT_LOG;
  if (doubt === undefined) return { readiness: 'ready', reason: 'No binding refers to it, so nobody uses it today.' };
  return { readiness: 'review', reason: doubt };
}

const NO_AUDIT_LOG = 'Whether a holder uses it is unknown: no audit log was read.';

function caveatsOf(subject: RoleSubject, view: GrantView): readonly string[] {
  const { all } = grantsOf(subject, view);
  const users = [...new Set(usersOf(all, view).map(workloadName))];
  const writesRoles = subject.rules
    .flatMap(rbac.capabilitiesOf)
    .some(({ id }) => id === 'role-write' || id === 'binding-write');
  return [
    ...(users.length === 0 ? [] : [`${nameSome(users)} may be refused requests.`]),
    ...(writesRoles ? ['A holder writes roles or bindings: it can grant only what it holds itself.'] : []),
    'The API server lets you write this role only if you hold every right that stays in it.',
  ];
}
