/** What a binding names that is not there. */
import {
  type BindingSubject,
  type Coverage,
  may,
  rbac,
  type Severity,
  type View,
  type Violation,
} from 'kubectl-harden/plugin-api';
import {
  ACCOUNT_READS,
  type AnyBinding,
  bindingNamespace,
  distinctSubjects,
  grantedBy,
  grantOf,
  ROLE_READS,
  roleOf,
} from '../shared.ts';
import { withoutMissing, withoutRole } from './cleanup.ts';

export const READS = [...ROLE_READS, ...ACCOUNT_READS, may.all('Namespace')] as const;
type Reads = View<(typeof READS)[number]>;

/** Key of the violation that is about the role, not about a subject. */
const ROLE_KEY = 'roleRef';

export function missingRole(subject: BindingSubject, view: Reads): readonly Violation[] {
  const binding = subject.object;
  const { kind, name } = binding.roleRef;
  const role = roleIn(binding, view);
  if (role.value !== undefined || !role.isRead) return [];
  const full = kind === 'Role' ? `${binding.metadata.namespace}/${name}` : name;
  return [
    {
      message: `${kind} ${full} does not exist: the binding gives nothing until somebody creates it.`,
      path: ['roleRef'],
      key: ROLE_KEY,
      value: [kind, name],
      severity: 'low',
      severityReason: 'lowered: it gives no rights today',
      place: grantOf(subject, ROLE_KEY),
      proposal: withoutRole(subject),
    },
  ];
}

export function missingSubjects(binding: BindingSubject, view: Reads): readonly Violation[] {
  const { object } = binding;
  const namespace = bindingNamespace(object);
  return distinctSubjects(object).flatMap((subject) => {
    const gap = gapOf(subject, namespace, view);
    if (gap === undefined) return [];
    const where = namespace === undefined ? 'in the whole cluster' : `in ${namespace}`;
    const { kind, name } = object.roleRef;
    const key = rbac.subjectKey(subject, namespace);
    const part = rbac.subjectLabel(subject, namespace);
    const role = roleIn(object, view).value;
    return [
      {
        message: `${gap}: whoever may create it gets ${kind} ${name} ${where}.`,
        part,
        path: ['subjects'],
        key,
        value: grantedBy(object, roleOf(object, view)),
        ...weigh(role === undefined ? [] : view.derive(rbac.rights).value.rulesOf(role)),
        place: grantOf(binding, key, part),
        proposal: withoutMissing(gap, key, binding),
      },
    ];
  });
}

function gapOf(subject: rbac.Subject, bindingScope: string | undefined, view: Reads): string | undefined {
  const account = rbac.accountOf(subject, bindingScope);
  if (account !== undefined) return accountGap(account, view);
  const namespace = rbac.accountsNamespace(subject);
  if (namespace === undefined || !isNamespaceGone(namespace, view)) return undefined;
  return `Namespace ${namespace} of Group ${subject.name} does not exist`;
}

function accountGap({ namespace, name }: rbac.AccountRef, view: Reads): string | undefined {
  const account = view.getIn('ServiceAccount', namespace, name);
  if (account.value !== undefined || !account.isRead) return undefined;
  return isNamespaceGone(namespace, view)
    ? `Namespace ${namespace} of ServiceAccount ${name} does not exist`
    : `ServiceAccount ${namespace}/${name} does not exist`;
}

function isNamespaceGone(name: string, view: Reads): boolean {
  const { value, isRead } = view.get('Namespace', name);
  return value === undefined && isRead;
}

function weigh(rules: readonly rbac.Rule[]): { readonly severity?: Severity; readonly severityReason?: string } {
  return rbac.givesEverything(rules) ? { severity: 'high', severityReason: 'raised: the role allows everything' } : {};
}

/** Sentences about what could not be looked up. */
export function unreadParts(binding: AnyBinding, view: Reads): readonly string[] {
  const namespace = bindingNamespace(binding);
  const accounts = distinctSubjects(binding)
    .flatMap((subject) => rbac.accountOf(subject, namespace) ?? [])
    .map((account) => view.getIn('ServiceAccount', account.namespace, account.name));
  const reasons = [roleIn(binding, view), ...accounts]
    .filter(({ value, isRead }) => value === undefined && !isRead)
    .map(({ coverage }) => `Whether what it names exists is not visible: ${reasonOf(coverage)}.`);
  return [...new Set(reasons)];
}

function reasonOf({ reason, state }: Coverage): string {
  return reason ?? state;
}

function roleIn({ roleRef: { kind, name } }: AnyBinding, view: Reads) {
  return kind === 'Role' ? view.get('Role', name) : view.get('ClusterRole', name);
}
