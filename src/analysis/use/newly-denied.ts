/** Requests of an audit log that a change of rights would refuse: each is asked again of what is and of what would be. */
import type { AuditLog, AuditUser, ObjectRef } from '../../plugin-api/index.ts';
import {
  type Access,
  type AnyBinding,
  createAccess,
  isAggregated,
  type Question,
  type RbacObjects,
  type Rule,
  ruleAllows,
  scopeOf,
  validSubjectsOf,
} from '../rbac/index.ts';
import { usersBehind } from './log-index.ts';
import { type Used, usesOf } from './questions.ts';

export interface NewlyDenied {
  readonly user: AuditUser;
  readonly used: Used;
}

/** `changed`: the roles and bindings in which they differ. */
export interface RightsChange {
  readonly before: RbacObjects;
  readonly after: RbacObjects;
  readonly changed: readonly ObjectRef[];
}

/** What was denied already is no loss. */
export function newlyDenied({ before, after, changed }: RightsChange, log: AuditLog): readonly NewlyDenied[] {
  const users = usersOfChange(before, changed, log);
  if (users.length === 0) return [];
  const [was, is] = [createAccess(before), createAccess(after)];
  return users.flatMap((user) => {
    const [allowed, allows] = [allowing(was, user), allowing(is, user)];
    return usesOf(user)
      .filter(({ question }) => allowed(question) && !allows(question))
      .map((used) => ({ user, used }));
  });
}

/** Rules are collected once for each namespace. */
function allowing(access: Access, user: AuditUser): (question: Question) => boolean {
  const known = new Map<string, readonly Rule[]>();
  return (question) => {
    const namespace = 'path' in question ? undefined : question.namespace;
    const rules = known.get(namespace ?? '') ?? access.effectiveRules(user, namespace);
    known.set(namespace ?? '', rules);
    return rules.some((rule) => ruleAllows(rule, question));
  };
}

function usersOfChange(objects: RbacObjects, changed: readonly ObjectRef[], log: AuditLog): readonly AuditUser[] {
  const keys = new Set(changed.map(keyOf));
  // What an aggregated role gives hangs on others.
  const spread = new Set(objects.clusterRoles.filter(isAggregated).map(({ metadata }) => metadata.name));
  const isConcerned = (binding: AnyBinding): boolean => {
    const { kind, name } = binding.roleRef;
    const role = keyOf({ kind, namespace: kind === 'Role' ? scopeOf(binding) : undefined, name });
    return keys.has(keyOf({ kind: binding.kind, ...binding.metadata })) || keys.has(role) || spread.has(name);
  };
  const bindings = [...objects.roleBindings, ...objects.clusterRoleBindings].filter(isConcerned);
  const users = bindings.flatMap((binding) =>
    validSubjectsOf(binding).flatMap((subject) => usersBehind(log, subject, scopeOf(binding))),
  );
  return [...new Set(users)];
}

interface Named {
  readonly kind: string;
  readonly namespace?: string | undefined;
  readonly name: string;
}

function keyOf({ kind, namespace = '', name }: Named): string {
  return `${kind}/${namespace}/${name}`;
}

/** Distinct requests that the rules of a role allow to those who hold it by these bindings. */
export function usesThrough(
  rules: readonly Rule[],
  bindings: readonly AnyBinding[],
  log: AuditLog,
): readonly { readonly user: AuditUser; readonly used: Used }[] {
  return bindings.flatMap((binding) => {
    const namespace = scopeOf(binding);
    const users = validSubjectsOf(binding).flatMap((subject) => usersBehind(log, subject, namespace));
    return users.flatMap((user) =>
      usesOf(user)
        .filter(({ question }) => isIn(question, namespace) && rules.some((rule) => ruleAllows(rule, question)))
        .map((used) => ({ user, used })),
    );
  });
}

export function isIn(question: Question, namespace: string | undefined): boolean {
  return namespace === undefined || (!('path' in question) && question.namespace === namespace);
}
