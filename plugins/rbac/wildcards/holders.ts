/** Who holds a role: through bindings, and through ClusterRoles that take its rules over. */

import { isRead, isWholeCluster } from '../../../src/analysis/coverage.ts';
import {
  type AnyBinding,
  contributorsOf,
  identityOf,
  isAggregated,
  mayImpersonateWithinLimits,
  subjectLabel,
  subjectsOf,
} from '../../../src/analysis/rbac/index.ts';
import type { Evidence, RoleSubject, View } from '../../../src/plugin-api/index.ts';
import { accessIn, bindingNamespace, nameSome } from '../shared.ts';

export const READS = [
  'Role',
  'ClusterRole',
  'RoleBinding',
  'ClusterRoleBinding',
  'Discovery',
  'ServerFlags',
  'ServerVersion',
] as const;
export type Reads = View<(typeof READS)[number]>;

export interface Holders {
  /** Subjects of cluster-wide bindings. */
  readonly everywhere: readonly string[];
  /** Subjects of bindings in one namespace. */
  readonly somewhere: readonly string[];
  readonly aggregatedInto: readonly string[];
  /** Nobody: proven, because all bindings of the cluster are known. */
  readonly isNobody: boolean;
  readonly evidence: Evidence;
}

export function holdersOf({ ref }: RoleSubject, view: Reads): Holders {
  const bindings = bindingsOf(ref, view);
  const everywhere = labelsOf(bindings.filter(({ kind }) => kind === 'ClusterRoleBinding'));
  const somewhere = labelsOf(bindings.filter(({ kind }) => kind === 'RoleBinding'));
  const aggregatedInto = ref.kind === 'ClusterRole' ? aggregatesOf(ref.name, view) : [];
  const isUnheld = everywhere.length + somewhere.length + aggregatedInto.length === 0;
  const isKnown =
    isWholeCluster(view) &&
    isRead(view.coverage('RoleBinding', ref.namespace)) &&
    (ref.kind === 'Role' || (isRead(view.coverage('ClusterRoleBinding')) && isRead(view.coverage('ClusterRole'))));
  return {
    everywhere,
    somewhere,
    aggregatedInto,
    isNobody: isUnheld && isKnown,
    evidence: { text: sentence({ everywhere, somewhere, aggregatedInto }, isUnheld && !isKnown), source: ref },
  };
}

/** Constrained impersonation asks for verbs of its own on whatever is used through it: could a holder use them? */
export function mayImpersonate({ ref }: RoleSubject, view: Reads): boolean {
  const access = accessIn(view, ref.namespace);
  return bindingsOf(ref, view).some((binding) => {
    const namespace = bindingNamespace(binding);
    return subjectsOf(binding).some((subject) =>
      mayImpersonateWithinLimits(access.effectiveRules(identityOf(subject, namespace), namespace)),
    );
  });
}

function bindingsOf({ kind, namespace, name }: RoleSubject['ref'], view: Reads): readonly AnyBinding[] {
  const isMeant = ({ roleRef }: AnyBinding) => roleRef.kind === kind && roleRef.name === name;
  const inNamespaces = view.list('RoleBinding', namespace).filter(isMeant);
  return kind === 'Role' ? inNamespaces : [...view.list('ClusterRoleBinding').filter(isMeant), ...inNamespaces];
}

function labelsOf(bindings: readonly AnyBinding[]): readonly string[] {
  const labels = bindings.flatMap((binding) =>
    subjectsOf(binding).map((subject) => subjectLabel(subject, bindingNamespace(binding))),
  );
  return [...new Set(labels)];
}

function aggregatesOf(name: string, view: Reads): readonly string[] {
  const clusterRoles = view.list('ClusterRole');
  const own = clusterRoles.filter(({ metadata }) => metadata.name === name);
  return clusterRoles
    .filter((role) => isAggregated(role) && contributorsOf(role, own).length > 0)
    .map(({ metadata }) => metadata.name);
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
