/** What a binding names that is not there. */

import { isRead } from '../../../src/analysis/coverage.ts';
import {
  type AccountRef,
  type AnyBinding,
  accountOf,
  accountsNamespace,
  givesEverything,
  type Rule,
  type Subject,
  subjectKey,
  subjectLabel,
} from '../../../src/analysis/rbac/index.ts';
import type { Coverage, Severity, View, Violation } from '../../../src/plugin-api/index.ts';
import { bindingNamespace, distinctSubjects, rulesOfRole } from '../shared.ts';

export const READS = ['Role', 'ClusterRole', 'ServiceAccount', 'Namespace'] as const;
type Reads = View<(typeof READS)[number]>;

/** Key of the violation that is about the role, not about a subject. */
export const ROLE_KEY = 'roleRef';

export function missingRole(binding: AnyBinding, view: Reads): readonly Violation[] {
  const { kind, name } = binding.roleRef;
  if (ruleList(binding, view) !== undefined || !isRead(roleCoverage(binding, view))) return [];
  const full = kind === 'Role' ? `${binding.metadata.namespace}/${name}` : name;
  return [
    {
      message: `${kind} ${full} does not exist: the binding gives nothing until somebody creates it.`,
      path: ['roleRef'],
      key: ROLE_KEY,
      severity: 'low',
      severityReason: 'lowered: it gives no rights today',
    },
  ];
}

/** Fact of a violation: the sentence that says what is not there. */
export const GAP = 'gap';

export function missingSubjects(binding: AnyBinding, view: Reads): readonly Violation[] {
  const namespace = bindingNamespace(binding);
  return distinctSubjects(binding).flatMap((subject) => {
    const gap = gapOf(subject, namespace, view);
    if (gap === undefined) return [];
    const where = namespace === undefined ? 'in the whole cluster' : `in ${namespace}`;
    const { kind, name } = binding.roleRef;
    return [
      {
        message: `${gap}: whoever may create it gets ${kind} ${name} ${where}.`,
        part: subjectLabel(subject, namespace),
        path: ['subjects'],
        key: subjectKey(subject, namespace),
        facts: { [GAP]: gap },
        ...weigh(ruleList(binding, view) ?? []),
      },
    ];
  });
}

function gapOf(subject: Subject, bindingScope: string | undefined, view: Reads): string | undefined {
  const account = accountOf(subject, bindingScope);
  if (account !== undefined) return accountGap(account, view);
  const namespace = accountsNamespace(subject);
  if (namespace === undefined || !isNamespaceGone(namespace, view)) return undefined;
  return `Namespace ${namespace} of Group ${subject.name} does not exist`;
}

function accountGap({ namespace, name }: AccountRef, view: Reads): string | undefined {
  if (view.get('ServiceAccount', name, namespace) !== undefined) return undefined;
  if (!isRead(view.coverage('ServiceAccount', namespace))) return undefined;
  return isNamespaceGone(namespace, view)
    ? `Namespace ${namespace} of ServiceAccount ${name} does not exist`
    : `ServiceAccount ${namespace}/${name} does not exist`;
}

function isNamespaceGone(name: string, view: Reads): boolean {
  return view.get('Namespace', name) === undefined && isRead(view.coverage('Namespace'));
}

function weigh(rules: readonly Rule[]): { readonly severity?: Severity; readonly severityReason?: string } {
  return givesEverything(rules) ? { severity: 'high', severityReason: 'raised: the role allows everything' } : {};
}

/** Sentences about what could not be looked up. */
export function unreadParts(binding: AnyBinding, view: Reads): readonly string[] {
  const namespace = bindingNamespace(binding);
  const accounts = distinctSubjects(binding).flatMap((subject) => accountOf(subject, namespace) ?? []);
  const unreadAccounts = accounts
    .filter((account) => view.get('ServiceAccount', account.name, account.namespace) === undefined)
    .map((account) => view.coverage('ServiceAccount', account.namespace));
  const role = ruleList(binding, view) === undefined ? [roleCoverage(binding, view)] : [];
  const reasons = [...role, ...unreadAccounts]
    .filter((coverage) => !isRead(coverage))
    .map(({ reason, state }) => `Whether what it names exists is not visible: ${reason ?? state}.`);
  return [...new Set(reasons)];
}

function ruleList(binding: AnyBinding, view: Reads): readonly Rule[] | undefined {
  const { kind, name } = binding.roleRef;
  const role = kind === 'Role' ? view.get('Role', name, binding.metadata.namespace) : view.get('ClusterRole', name);
  return role === undefined ? undefined : rulesOfRole(role, view);
}

function roleCoverage(binding: AnyBinding, view: Reads): Coverage {
  return binding.roleRef.kind === 'Role'
    ? view.coverage('Role', binding.metadata.namespace)
    : view.coverage('ClusterRole');
}
