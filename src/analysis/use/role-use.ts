/** What of a role its holders used, and what it comes down to. */
import type { AuditLog, AuditPolicy, AuditUser } from '../../plugin-api/index.ts';
import {
  type AnyBinding,
  type AnyRole,
  compact,
  type GrantsByName,
  identityOf,
  type Rule,
  ruleAllows,
  scopeOf,
  subjectLabel,
  validSubjectsOf,
} from '../rbac/index.ts';
import { handedOnBy } from './handing-on.ts';
import { usersBehind } from './log-index.ts';
import { isIn } from './newly-denied.ts';
import { hiddenPart } from './policy.ts';
import { type Used, usesOf } from './questions.ts';
import { type Trim, trimRules } from './trim.ts';

/** One user who holds the role, by one binding. */
export interface Holding {
  readonly user: AuditUser;
  /** Absent: in the whole cluster. */
  readonly namespace?: string;
}

export interface RoleUse {
  readonly holdings: readonly Holding[];
  /** Subjects of whom no request is in the log, for sentences. */
  readonly absent: readonly string[];
  /** Distinct requests that the role allows and that its holders made. */
  readonly used: readonly Used[];
  /** Kept because the audit policy lets no event of it exist. */
  readonly hidden: readonly Rule[];
  readonly trim: Trim;
  /** Roles and bindings that a holder wrote and that are gone: what it had to hold for them is unknown. */
  readonly unknownGrants: readonly string[];
  /** What would be refused by the trimmed rules: none, or the trim is wrong. */
  readonly refused: readonly Used[];
}

export interface RoleOfUse {
  readonly role: AnyRole;
  /** Absent: not known, or known to leave nothing out. */
  readonly policy?: AuditPolicy;
  /** Bindings of the role, and of those that take its rules over. */
  readonly bindings: readonly AnyBinding[];
}

export function roleUse({ role, bindings, policy }: RoleOfUse, log: AuditLog, grants: GrantsByName): RoleUse {
  const rules = role.rules ?? [];
  const subjects = bindings.flatMap((binding) => {
    const namespace = scopeOf(binding);
    return validSubjectsOf(binding).map((subject) => ({
      namespace,
      label: subjectLabel(subject, namespace),
      identity: identityOf(subject, namespace),
      users: usersBehind(log, subject, namespace),
    }));
  });
  const holdings = subjects.flatMap(({ users, namespace }) =>
    users.map((user): Holding => ({ user, ...(namespace === undefined ? {} : { namespace }) })),
  );
  const used = distinctUses(holdings, rules);
  const given = holdings.map((holding) => handedOnBy(holding, grants));
  const identities = [...holdings.map(({ user }) => user), ...subjects.map(({ identity }) => identity)];
  const hidden = policy === undefined ? [] : rules.flatMap((rule) => hiddenPart(rule, identities, policy));
  const handedOn = given.flatMap(({ rules: handed }) => handed);
  const trim = trimRules(rules, { used, handedOn: [...handedOn, ...hidden] });
  return {
    holdings,
    absent: [...new Set(subjects.filter(({ users }) => users.length === 0).map(({ label }) => label))],
    used,
    hidden: compact(hidden),
    trim,
    unknownGrants: [...new Set(given.flatMap(({ unknown }) => unknown))],
    refused: used.filter(({ question }) => !trim.rules.some((rule) => ruleAllows(rule, question))),
  };
}

/** What the rules allow of what the holders asked for where they hold them. */
function distinctUses(holdings: readonly Holding[], rules: readonly Rule[]): readonly Used[] {
  const found = new Map<string, Used>();
  for (const { user, namespace } of holdings)
    for (const used of usesOf(user)) {
      const { question } = used;
      if (!isIn(question, namespace)) continue;
      const key = JSON.stringify('path' in question ? question : { ...question, namespace: '' });
      const known = found.get(key);
      if (known === undefined && !rules.some((rule) => ruleAllows(rule, question))) continue;
      found.set(key, merged(used, known));
    }
  return [...found.values()];
}

function merged(used: Used, known: Used | undefined): Used {
  if (known === undefined) return used;
  const isAnyName = used.isAnyName === true || known.isAnyName === true;
  return { ...known, requests: known.requests + used.requests, ...(isAnyName ? { isAnyName: true as const } : {}) };
}
