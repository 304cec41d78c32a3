/** One capability taken out of a rule: everything else that the rule allows stays. */
import {
  type Edit,
  type Json,
  may,
  nameSome,
  objectName,
  type Proposal,
  plan,
  type RoleSubject,
  rbac,
  type View,
} from 'kubectl-harden/plugin-api';
import { binderDoubt } from './binders.ts';
import { USE_READS } from './by-use.ts';
import { checkOf, givenBy } from './capability-groups.ts';
import { GRANT_READS, type GrantView, grantsOf, usersOf } from './grants.ts';
import { holdersOf } from './holders.ts';
import { judgedByLog } from './narrowed.ts';
import { ruleKey, workloadName } from './shared.ts';

type Rule = rbac.Rule;

export const TRIM_READS = [...GRANT_READS, ...USE_READS, may('Discovery')] as const;
export type TrimView = View<(typeof TRIM_READS)[number]>;

/** `check`: the id of the check whose capabilities go; of a held role that an audit log tells of, with all that is not used. */
export function trim(rule: Rule, check: string, subject: RoleSubject, view: TrimView): Proposal {
  const { ref, isProtected } = subject;
  if (isProtected)
    return plan(
      `${objectName(ref)} is named or labelled like a part of Kubernetes or its provider and left as it is: take its holders out of the bindings.`,
    );
  const log = judgedByLog(subject, view, (rules) => rules.some((each) => givenBy(each, check).length > 0));
  if (log === undefined) return withoutCapability(rule, check, subject, view);
  if (log.is === 'unused') return log.proposal;
  const edits = narrowedWithout(subject.rules, log.rules, check);
  const changes = [{ op: 'edit', target: ref, edits } as const];
  return { readiness: 'review', reason: log.because, changes, caveats: caveatsOf(subject, view) };
}

/** What is used, without the capability. */
function narrowedWithout(rules: readonly Rule[], used: readonly Rule[], check: string): readonly Edit[] {
  const [was, stays] = [new Set(rules.map(ruleKey)), new Set(used.map(ruleKey))];
  return [
    ...rules.filter((rule) => !stays.has(ruleKey(rule))).flatMap(excluded),
    ...used.flatMap((rule) => {
      const isNew = !was.has(ruleKey(rule));
      const edits = narrowed(rule, isNew, check);
      return isNew || givenBy(rule, check).length === 0 ? edits : [...excluded(rule), ...edits];
    }),
  ];
}

function withoutCapability(rule: Rule, check: string, subject: RoleSubject, view: TrimView): Proposal {
  const written = writtenOut(rule, subject, view);
  if (written === undefined)
    return plan('The rule has a wildcard that has to be written out first, by what the API server serves.');
  const edits = [...excluded(rule), ...written.flatMap((each) => narrowed(each, each !== rule, check))];
  const open = written[0] === rule ? [] : ['The wildcard is written out: what is served later is not allowed.'];
  const changes = [{ op: 'edit', target: subject.ref, edits } as const];
  return { ...judgement(subject, view), changes, caveats: [...open, ...caveatsOf(subject, view)] };
}

/** The rule itself, or without its wildcards, as the check of wildcards writes it; `undefined`: nobody knows. */
function writtenOut(rule: Rule, { ref }: RoleSubject, view: TrimView): readonly Rule[] | undefined {
  if (!rbac.hasWildcard(rule)) return [rule];
  const served = view.evidence('Discovery').value;
  const isKnown = served !== undefined || (rule.apiGroups ?? []).every(rbac.isBuiltInGroup);
  if (!isKnown || rbac.isFullWildcard(rule)) return undefined;
  return rbac.expandWildcards(rule, served ?? rbac.BUILT_IN_RESOURCES, { isNamespaced: ref.kind === 'Role' })?.rules;
}

/** What is left of a rule. Other findings may take parts of it away as well, or all of one that was only written out. */
function narrowed(rule: Rule, isNew: boolean, check: string): readonly Edit[] {
  const split = rbac.splitRule(rule, checkOf);
  const own = split?.parts.get(check);
  if (split === undefined || own === undefined) return isNew ? [yielding(rule)] : [included(rule)];
  const others = [...split.parts].filter(([group]) => group !== check).flatMap(([, rules]) => rules);
  return [
    ...(isNew ? excluded(rule) : []),
    ...split.rest.map(included),
    ...others.map(yielding),
    ...own.flatMap(excluded),
  ];
}

function included(rule: Rule): Edit {
  return { op: 'include', path: ['rules'], value: rule as Json };
}
function yielding(rule: Rule): Edit {
  return { op: 'include', path: ['rules'], value: rule as Json, yields: true };
}
function excluded(rule: Rule): readonly Edit[] {
  return [{ op: 'exclude', path: ['rules'], value: { ...rule } as Json }];
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
