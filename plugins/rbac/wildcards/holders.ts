/** Who holds a role: through bindings, and through ClusterRoles that take its rules over. */
import {
  type Access,
  contributorsOf,
  identityOf,
  isAggregated,
  mayImpersonateWithinLimits,
  subjectLabel,
  subjectsOf,
} from '../../../src/analysis/rbac/index.ts';
import type { Evidence, RoleSubject, View } from '../../../src/plugin-api/index.ts';
import { accessIn, bindingNamespace, isRead, isWholeCluster, nameSome } from '../shared.ts';

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
  /** One of them could use rights that only constrained impersonation asks for. */
  readonly mayImpersonate: boolean;
  readonly evidence: Evidence;
}

export function holdersOf({ ref }: RoleSubject, view: Reads): Holders {
  const access = accessIn(view);
  const bindings = bindingsOf(ref, access);
  const labels = (isClusterWide: boolean) => [
    ...new Set(
      bindings
        .filter((binding) => (bindingNamespace(binding) === undefined) === isClusterWide)
        .flatMap((binding) => subjectsOf(binding).map((subject) => subjectLabel(subject, bindingNamespace(binding)))),
    ),
  ];
  const everywhere = labels(true);
  const somewhere = labels(false);
  const own =
    ref.kind === 'ClusterRole' ? access.objects.clusterRoles.filter(({ metadata }) => metadata.name === ref.name) : [];
  const aggregatedInto = access.objects.clusterRoles
    .filter((role) => isAggregated(role) && contributorsOf(role, own).length > 0)
    .map(({ metadata }) => metadata.name);
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
    mayImpersonate: bindings.some((binding) => bindingMayImpersonate(binding, access)),
    evidence: { text: sentence({ everywhere, somewhere, aggregatedInto }, isUnheld && !isKnown), source: ref },
  };
}

type Binding = Access['objects']['roleBindings'][number] | Access['objects']['clusterRoleBindings'][number];

function bindingsOf(ref: RoleSubject['ref'], { objects }: Access): readonly Binding[] {
  const isMeant = ({ roleRef, metadata }: Binding) =>
    roleRef.kind === ref.kind &&
    roleRef.name === ref.name &&
    (ref.kind === 'ClusterRole' || metadata.namespace === ref.namespace);
  return [...objects.clusterRoleBindings, ...objects.roleBindings].filter(isMeant);
}

function bindingMayImpersonate(binding: Binding, access: Access): boolean {
  const namespace = bindingNamespace(binding);
  return subjectsOf(binding).some((subject) =>
    mayImpersonateWithinLimits(access.effectiveRules(identityOf(subject, namespace), namespace)),
  );
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
