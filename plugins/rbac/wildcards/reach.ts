/** What a rule grants where its role can be bound: a Role grants nothing that belongs to no namespace. */
import { rbac } from 'kubectl-harden/plugin-api';
import type { Reads } from './reads.ts';

type Rule = rbac.Rule;

export function reachOf(rule: Rule, { kind }: rbac.AnyRole, view: Reads): readonly Rule[] {
  return kind === 'Role' ? reachInNamespaces(rule, view) : [rule];
}

export function reachInNamespaces(rule: Rule, view: Reads): readonly Rule[] {
  return rbac.reachInNamespace(rule, view.evidence('Discovery').value).granted;
}
