/** Which pods are isolated, in which direction: the part of NetworkPolicy that a default deny is about. */
import { type LabelSelector, matchesLabels, selectsAll } from '../label-selector.ts';
import type { Direction, Endpoint, IngressRule, Peer, Policy } from './types.ts';

/** Without `policyTypes` a policy is about ingress, and about egress only when it has an egress rule. */
export function directionsOf(policy: Policy): readonly Direction[] {
  const { policyTypes, egress } = policy.spec ?? {};
  if (policyTypes !== undefined && policyTypes !== null && policyTypes.length > 0)
    return policyTypes.filter((type): type is Direction => type === 'Ingress' || type === 'Egress');
  return (egress ?? []).length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
}

/** A missing selector selects every pod of the namespace, like an empty one. */
export function podSelectorOf(policy: Policy): LabelSelector {
  return policy.spec?.podSelector ?? {};
}

export function selectsAllPods(policy: Policy): boolean {
  return selectsAll(podSelectorOf(policy));
}

export function selectsEndpoint(policy: Policy, endpoint: Endpoint): boolean {
  return policy.metadata.namespace === endpoint.namespace && matchesLabels(podSelectorOf(policy), endpoint.labels);
}

export function isolates(policy: Policy, direction: Direction): boolean {
  return directionsOf(policy).includes(direction);
}

/** A rule for all ports whose peers are left out, or are everybody. */
export function allowsEverything(policy: Policy, direction: Direction): boolean {
  if (!isolates(policy, direction)) return false;
  return direction === 'Ingress'
    ? ingressRules(policy).some(({ from, ports }) => isEmpty(ports) && (isEmpty(from) || from?.some(isAnySource)))
    : (policy.spec?.egress ?? []).some(({ to, ports }) => isEmpty(ports) && (isEmpty(to) || to?.some(isAnyAddress)));
}

function isAnyAddress({ ipBlock }: Peer): boolean {
  return ipBlock !== undefined && isEmpty(ipBlock.except) && ['0.0.0.0/0', '::/0'].includes(ipBlock.cidr);
}

/** Every pod of every namespace is as good as everybody: that is whom a default deny is to keep out. */
function isAnySource(peer: Peer): boolean {
  const { namespaceSelector, podSelector } = peer;
  const isAnyPod = namespaceSelector !== undefined && selectsAll(namespaceSelector) && selectsAll(podSelector ?? {});
  return isAnyPod || isAnyAddress(peer);
}

export function ingressRules(policy: Policy): readonly IngressRule[] {
  return (policy.spec?.ingress ?? []) as readonly IngressRule[];
}

function isEmpty(list: readonly unknown[] | null | undefined): boolean {
  return list === undefined || list === null || list.length === 0;
}

export interface Isolation<T extends Endpoint> {
  readonly isolated: readonly T[];
  readonly open: readonly T[];
  /** On the host's network, or finished. */
  readonly exempt: readonly T[];
}

/** The endpoints by whether any policy of their namespace isolates them in the direction. */
export function isolation<T extends Endpoint>(
  endpoints: readonly T[],
  policies: readonly Policy[],
  direction: Direction,
): Isolation<T> {
  const relevant = policies.filter((policy) => isolates(policy, direction));
  const exempt = endpoints.filter(isExempt);
  const subject = endpoints.filter((endpoint) => !isExempt(endpoint));
  const isIsolated = (endpoint: T) => relevant.some((policy) => selectsEndpoint(policy, endpoint));
  return {
    isolated: subject.filter(isIsolated),
    open: subject.filter((endpoint) => !isIsolated(endpoint)),
    exempt,
  };
}

function isExempt({ isHostNetwork, isFinished }: Endpoint): boolean {
  return isHostNetwork || isFinished;
}
