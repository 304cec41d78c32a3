/** Who may do one thing: through which bindings, in the whole cluster or in namespaces. */
import { compareText } from '../../../text/words.ts';
import { type Access, MASTERS, type WholeAccess } from '../access.ts';
import { ruleAllows } from '../matching.ts';
import { accountOf, scopeOf, subjectKey } from '../subjects.ts';
import type { AnyBinding, Question, Subject } from '../types.ts';
import { validSubjectsOf } from '../validity.ts';

export interface Through {
  readonly binding: { readonly kind: string; readonly namespace: string | null; readonly name: string };
  readonly role: { readonly kind: string; readonly name: string };
}

export interface Allowed {
  /** `namespace`: of a ServiceAccount. */
  readonly subject: { readonly kind: string; readonly namespace: string | null; readonly name: string };
  /** Empty: of the group that bypasses every authorizer. */
  readonly via: readonly Through[];
}

/** Cluster-wide grants count anywhere; `all`: those of every namespace as well, a list: of these. */
export type Where = 'cluster' | 'all' | readonly string[];

/** Sorted by subject. Costs one look at each role and each subject of a binding. */
export function whoCan(access: WholeAccess, question: Question, where: Where): readonly Allowed[] {
  const { clusterRoleBindings, roleBindings } = access.objects;
  const allows = answersOf(access, question);
  const there = 'path' in question || where === 'cluster' ? [] : roleBindings.filter((each) => isIn(each, where));
  const found = new Map<string, { readonly subject: Allowed['subject']; readonly via: Through[] }>();
  found.set(`Group:${MASTERS}`, { subject: { kind: 'Group', namespace: null, name: MASTERS }, via: [] });
  for (const binding of [...clusterRoleBindings, ...there]) {
    if (!allows(binding)) continue;
    for (const [key, subject] of subjectsIn(binding)) {
      const known = found.get(key);
      if (known === undefined) found.set(key, { subject, via: [through(binding)] });
      else known.via.push(through(binding));
    }
  }
  return [...found].sort(([left], [right]) => compareText(left, right)).map(([, each]) => each);
}

function isIn({ metadata }: AnyBinding, where: 'all' | readonly string[]): boolean {
  return where === 'all' || where.includes(metadata.namespace ?? '');
}

/** Many bindings refer to one role: it is asked once. */
function answersOf(access: Access, question: Question): (binding: AnyBinding) => boolean {
  const known = new Map<string, boolean>();
  return (binding) => {
    const { kind, name } = binding.roleRef;
    const namespace = scopeOf(binding);
    const key = `${kind}/${kind === 'Role' ? (namespace ?? '') : ''}/${name}`;
    const answer =
      known.get(key) ?? (access.rulesOf(binding.roleRef, namespace) ?? []).some((rule) => ruleAllows(rule, question));
    known.set(key, answer);
    return answer;
  };
}

function subjectsIn(binding: AnyBinding): ReadonlyMap<string, Allowed['subject']> {
  const namespace = scopeOf(binding);
  return new Map(
    validSubjectsOf(binding).map((each) => [subjectKey(each, namespace), shown(each, namespace)] as const),
  );
}

/** A ServiceAccount as one, also where it is written as a user. */
function shown(subject: Subject, namespace: string | undefined): Allowed['subject'] {
  const account = accountOf(subject, namespace);
  if (account !== undefined) return { kind: 'ServiceAccount', namespace: account.namespace, name: account.name };
  return { kind: subject.kind, namespace: null, name: subject.name };
}

export function through(binding: AnyBinding): Through {
  const { kind, metadata, roleRef } = binding;
  return {
    binding: { kind, namespace: scopeOf(binding) ?? null, name: metadata.name },
    role: { kind: roleRef.kind, name: roleRef.name },
  };
}
