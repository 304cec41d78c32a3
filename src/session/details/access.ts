/** The way of a right: from its subject through the binding and the role to what it reaches. Pure. */
import {
  type AnyBinding,
  describeRule,
  type EscalationPath,
  identityOf,
  keyLabel,
  type RightsPicture,
  rulesInNamespace,
  type Subject,
  scopeOf,
  subjectKey,
  validRules,
  validSubjectsOf,
} from '../../analysis/rbac/index.ts';
import type { Decision } from '../../model/decision.ts';
import type { AccessDetail, AccessPath, Hop, Named } from '../../model/detail.ts';
import type { ObjectRef } from '../../plugin-api/index.ts';

/** More paths than these nobody reads. */
const MOST = 24;

/** Undefined for a decision that is about no right. */
export function accessDetail(
  { findings, subject }: Pick<Decision, 'findings' | 'subject'>,
  picture: RightsPicture,
): AccessDetail | undefined {
  const refs = [subject, ...findings.map((each) => each.subject)];
  const found = new Map(
    refs.flatMap((ref) => grantsAt(ref, picture)).map((grant) => [keyOf(grant), pathOf(grant, picture)] as const),
  );
  if (found.size === 0) return undefined;
  const paths = [...found.values()].toSorted((left, right) => rank(left) - rank(right));
  return {
    kind: 'access',
    paths: paths.slice(0, MOST),
    more: Math.max(0, paths.length - MOST),
    unread: picture.gaps.map(({ kind, reason }) => `${kind} objects: ${reason}`),
  };
}

interface Given {
  readonly binding: AnyBinding;
  readonly subject: Subject;
}

/** What leads on comes first. */
function rank({ leadsTo }: AccessPath): number {
  if (leadsTo === undefined) return 2;
  return leadsTo.target === 'cluster-admin' ? 0 : 1;
}

function grantsAt(ref: ObjectRef, { access }: RightsPicture): readonly Given[] {
  if (ref.kind === 'ServiceAccount') {
    const account = { kind: 'ServiceAccount', namespace: ref.namespace ?? '', name: ref.name };
    return access.allGrants(identityOf(account)).map(({ binding }) => ({ binding, subject: account }));
  }
  const { clusterRoleBindings, roleBindings } = access.objects;
  return [...clusterRoleBindings, ...roleBindings]
    .filter((binding) => isAbout(binding, ref))
    .flatMap((binding) => validSubjectsOf(binding).map((subject) => ({ binding, subject })));
}

function isAbout(binding: AnyBinding, { kind, namespace, name }: ObjectRef): boolean {
  const { metadata, roleRef } = binding;
  if (binding.kind === kind) return metadata.name === name && metadata.namespace === namespace;
  if (roleRef.kind !== kind || roleRef.name !== name) return false;
  return kind === 'ClusterRole' || metadata.namespace === namespace;
}

function keyOf({ binding, subject }: Given): string {
  const { kind, metadata } = binding;
  return [kind, metadata.namespace, metadata.name, subjectKey(subject, scopeOf(binding))].join(' ');
}

function pathOf({ binding, subject }: Given, { access, escalations, served }: RightsPicture): AccessPath {
  const namespace = scopeOf(binding);
  const { kind, name } = binding.roleRef;
  const rules = validRules(access.rulesOf(binding.roleRef, namespace) ?? [], { kind: 'ClusterRole' });
  const held = namespace === undefined ? rules : rulesInNamespace(rules, served);
  const key = subjectKey(subject, namespace);
  const way = escalations.from(key);
  return {
    subject: keyLabel(key),
    binding: named(binding.kind, binding.metadata.name, binding.metadata.namespace),
    role: named(kind, name, kind === 'Role' ? namespace : undefined),
    ...(namespace === undefined ? {} : { namespace }),
    rules: held.map(describeRule),
    ...(way === undefined ? {} : { leadsTo: { target: way.target, hops: way.steps.map(hopOf) } }),
  };
}

function hopOf({ from, text, to, via }: EscalationPath['steps'][number]): Hop {
  const binding = via?.binding;
  return {
    from: keyLabel(from),
    text,
    to: keyLabel(to),
    ...(binding === undefined ? {} : { binding: named(binding.kind, binding.name, binding.namespace ?? undefined) }),
  };
}

function named(kind: string, name: string, namespace: string | undefined): Named {
  return { kind, name, ...(namespace === undefined ? {} : { namespace }) };
}
