/** Who holds a role: through bindings, and through ClusterRoles that take its rules over. */

import {
  compareText,
  type Evidence,
  may,
  nameSome,
  type RoleSubject,
  rbac,
  type View,
} from 'kubectl-harden/plugin-api';
import { type AnyBinding, bindingNamespace } from './shared.ts';

export const HOLDER_READS = [
  may.fact(rbac.rights),
  may('Role'),
  may('ClusterRole'),
  may('RoleBinding'),
  may('ClusterRoleBinding'),
] as const;
export type HolderView = View<(typeof HOLDER_READS)[number]>;

export interface Holders {
  /** Subjects of cluster-wide bindings. */
  readonly everywhere: readonly string[];
  /** Subjects of bindings in one namespace. */
  readonly somewhere: readonly string[];
  readonly aggregatedInto: readonly string[];
  /** All of them, sorted: whoever accepts a rule accepts it for these. */
  readonly names: readonly string[];
  /** Nobody: proven, because all bindings of the cluster are known. */
  readonly isNobody: boolean;
  /** All bindings that may refer to it are known. */
  readonly isWhole: boolean;
  readonly evidence: Evidence;
}

export function holdersOf({ ref }: RoleSubject, view: HolderView): Holders {
  const rights = view.derive(rbac.rights).value;
  const bindings = rights.bindingsOf(ref);
  const everywhere = labelsOf(bindings.filter(({ kind }) => kind === 'ClusterRoleBinding'));
  const somewhere = labelsOf(bindings.filter(({ kind }) => kind === 'RoleBinding'));
  const aggregatedInto = ref.kind === 'ClusterRole' ? rights.aggregatesOf(ref.name) : [];
  const isUnheld = everywhere.length + somewhere.length + aggregatedInto.length === 0;
  const isKnown =
    view.own('RoleBinding').isWhole &&
    (ref.kind === 'Role' || (view.own('ClusterRoleBinding').isRead && view.own('ClusterRole').isRead));
  return {
    everywhere,
    somewhere,
    aggregatedInto,
    names: [
      ...everywhere.map((name) => `${name} everywhere`),
      ...somewhere,
      ...aggregatedInto.map((name) => `ClusterRole ${name}`),
    ].sort(compareText),
    isNobody: isUnheld && isKnown,
    isWhole: isKnown,
    evidence: { text: sentence({ everywhere, somewhere, aggregatedInto }, isUnheld && !isKnown), source: ref },
  };
}

/** Kinds that say who holds which rights and could not be read; `isPartly`: or of which a part is missing. */
export function unreadRights(view: HolderView, { isPartly = false } = {}): readonly string[] {
  const kinds = ['Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding'] as const;
  return kinds.filter((kind) => {
    const { isRead, isWhole } = view.own(kind);
    return !isRead || (isPartly && view.isCluster && !isWhole);
  });
}

/** Constrained impersonation asks for verbs of its own on whatever is used through it: could a holder use them? */
export function mayImpersonate({ ref }: RoleSubject, view: HolderView): boolean {
  const { access, bindingsOf } = view.derive(rbac.rights).value;
  return bindingsOf(ref).some((binding) => {
    const namespace = bindingNamespace(binding);
    return rbac.validSubjectsOf(binding).some((subject) => {
      const identity = rbac.identityOf(subject, namespace);
      const there = access.grants(identity, namespace).filter((grant) => grant.namespace !== undefined);
      const rules = rbac.rulesInNamespace(there.flatMap((grant) => grant.rules));
      return rbac.mayImpersonateWithinLimits([...access.effectiveRules(identity), ...rules]);
    });
  });
}

function labelsOf(bindings: readonly AnyBinding[]): readonly string[] {
  const labels = bindings.flatMap((binding) =>
    rbac.validSubjectsOf(binding).map((subject) => rbac.subjectLabel(subject, bindingNamespace(binding))),
  );
  return [...new Set(labels)];
}

function sentence(
  { everywhere, somewhere, aggregatedInto }: Pick<Holders, 'everywhere' | 'somewhere' | 'aggregatedInto'>,
  isUnclear: boolean,
): string {
  if (isUnclear) return 'Whether a binding refers to it is not visible here.';
  const parts = [
    ...(everywhere.length > 0 ? [`bound in the whole cluster to ${nameSome(everywhere)}`] : []),
    ...(somewhere.length > 0 ? [`bound in a namespace to ${nameSome(somewhere)}`] : []),
    ...(aggregatedInto.length > 0 ? [`aggregated into ClusterRole ${nameSome(aggregatedInto)}`] : []),
  ];
  return parts.length === 0 ? 'No binding refers to it.' : `It is ${parts.join(', ')}.`;
}
