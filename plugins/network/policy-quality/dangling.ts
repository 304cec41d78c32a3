/** Selectors of a policy that match no pod, or no namespace. */
import { type LabelSelector, listed, type network, type Violation } from 'kubectl-harden/plugin-api';

type Peer = network.Peer;

export interface PlacedPeer {
  readonly peer: Peer;
  readonly direction: 'ingress' | 'egress';
}

export function peersOf({ spec }: network.Policy): readonly PlacedPeer[] {
  const ingress = ((spec?.ingress ?? []) as readonly network.IngressRule[]).flatMap(({ from }) => from ?? []);
  const egress = (spec?.egress ?? []).flatMap(({ to }) => to ?? []);
  return [
    ...ingress.map((peer) => ({ peer, direction: 'ingress' as const })),
    ...egress.map((peer) => ({ peer, direction: 'egress' as const })),
  ];
}

interface Sight {
  /** Of the namespace of the policy; those that may run again are among them. */
  readonly pods: network.SelectedAtAnyTime;
  /** Undefined: not all of them are known. */
  readonly namespaces: network.SelectedNamespaces | undefined;
  readonly isCluster: boolean;
}

/** Manifests hold part of a cluster: there nothing is said of a namespace of which they hold no workload. */
export function selectsNothing(
  policy: network.Policy,
  peers: readonly PlacedPeer[],
  { pods, namespaces, isCluster }: Sight,
): readonly Violation[] {
  if (!isCluster && pods.isEmpty) return [];
  const confidence = isCluster ? {} : ({ confidence: 'inferred' } as const);
  const low = { severity: 'low', severityReason: 'lowered: it does nothing', ...confidence } as const;
  const namespace = policy.metadata.namespace ?? '';
  const isAmong = (selector: LabelSelector) => pods.hasAny(selector);
  const own = policy.spec?.podSelector ?? {};
  const target =
    isAsking(own) && !isAmong(own)
      ? [{ message: `It selects no pod of ${namespace}: ${textOf(own)}.`, path: ['spec', 'podSelector'], ...low }]
      : [];
  const idle = peers.flatMap(({ peer, direction }): readonly Violation[] => {
    const what = nothingOf(peer, { isAmong, namespaces, namespace });
    if (what === undefined) return [];
    return [
      {
        message: `A peer for ${direction} selects ${what}.`,
        path: ['spec', direction],
        key: JSON.stringify(peer),
        ...low,
      },
    ];
  });
  return [...target, ...new Map(idle.map((each) => [`${each.path} ${each.key}`, each])).values()];
}

function nothingOf(
  { namespaceSelector, podSelector }: Peer,
  {
    isAmong,
    namespaces,
    namespace,
  }: { isAmong(selector: LabelSelector): boolean; namespaces: Sight['namespaces']; namespace: string },
): string | undefined {
  if (namespaceSelector === undefined)
    return podSelector !== undefined && isAsking(podSelector) && !isAmong(podSelector)
      ? `no pod of ${namespace}: ${textOf(podSelector)}`
      : undefined;
  if (namespaces === undefined || !isAsking(namespaceSelector)) return undefined;
  return namespaces.hasAny(namespaceSelector) ? undefined : `no namespace: ${textOf(namespaceSelector)}`;
}

function isAsking({ matchLabels, matchExpressions }: LabelSelector): boolean {
  return Object.keys(matchLabels ?? {}).length + (matchExpressions ?? []).length > 0;
}

/** `app=web, tier in (a, b)`. */
function textOf({ matchLabels, matchExpressions }: LabelSelector): string {
  const labels = Object.entries(matchLabels ?? {}).map(([key, value]) => `${key}=${value}`);
  const expressions = (matchExpressions ?? []).map(({ key, operator, values }) =>
    [key, operator, ...(values === undefined || values === null ? [] : [`(${listed(values)})`])].join(' '),
  );
  return [...labels, ...expressions].join(', ');
}
