/** A cluster-wide binding by what was used through it: who needs it only in some namespaces. */
import {
  type AuditLog,
  type AuditPolicy,
  type BindingSubject,
  type Change,
  type Edit,
  type Json,
  nameSome,
  rbac,
  use,
} from 'kubectl-harden/plugin-api';

export interface Split {
  /** Subjects that go into namespaces, with those in which they used it. */
  readonly moved: readonly { readonly subject: rbac.Subject; readonly namespaces: readonly string[] }[];
  readonly isWhole: boolean;
}

export function splitBy(
  { object }: BindingSubject,
  { rules, log, most }: { readonly rules: readonly rbac.Rule[]; readonly log: AuditLog; readonly most: number },
): Split {
  const subjects = rbac.validSubjectsOf(object);
  const moved = subjects.flatMap((subject) => {
    const users = use.usersBehind(log, subject);
    const used = users
      .flatMap(use.usesOf)
      .filter(({ question }) => rules.some((rule) => rbac.ruleAllows(rule, question)));
    const namespaces = new Set(used.map(({ question }) => ('path' in question ? undefined : question.namespace)));
    if (used.length === 0 || namespaces.has(undefined) || namespaces.size > most) return [];
    return [{ subject, namespaces: [...namespaces].flatMap((each) => each ?? []).sort() }];
  });
  return { moved, isWhole: moved.length === rbac.subjectsOf(object).length };
}

/** First the bindings in the namespaces, then what they stand for goes. */
export function changesOf({ ref, object }: BindingSubject, { moved, isWhole }: Split): readonly Change[] {
  const namespaces = [...new Set(moved.flatMap(({ namespaces: each }) => each))].sort();
  const made = namespaces.map((namespace): Change => {
    const subjects = moved
      .filter((each) => each.namespaces.includes(namespace))
      .map(({ subject }) => ({ ...subject }) as Json);
    const { apiVersion } = ref;
    const roleRef = { ...object.roleRef } as Json;
    const metadata = { name: ref.name, namespace };
    return { op: 'ensure', object: { apiVersion, kind: 'RoleBinding', metadata, roleRef, subjects } };
  });
  if (isWhole) return [...made, { op: 'delete', target: ref }];
  const edits = moved.map(
    ({ subject }): Edit => ({ op: 'exclude', path: ['subjects'], value: { ...subject } as Json }),
  );
  return [...made, { op: 'edit', target: ref, edits }];
}

/** What may be done in other namespaces and is not in the log. */
export function doubtsOfSplit(
  { object }: BindingSubject,
  rules: readonly rbac.Rule[],
  log: AuditLog,
  policy: AuditPolicy | undefined,
): readonly use.Doubt[] {
  const holders = rbac.validSubjectsOf(object).map((subject) => rbac.identityOf(subject));
  const hidden = policy === undefined ? [] : rules.flatMap((rule) => use.hiddenPart(rule, holders, policy));
  const { others } = use.askersIn(log);
  return [
    ...(hidden.length === 0 ? [] : [{ text: 'The audit policy lets no event exist of a part of what it grants.' }]),
    ...(others.length === 0
      ? []
      : [{ text: `${nameSome(others)} asked the API server what others may do: what for is not recorded.` }]),
  ];
}
