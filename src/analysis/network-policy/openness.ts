/** Which policies together let everybody through. They only add up: what one leaves out another may allow. */

import { selectsAll } from '../../kube/label-selector.ts';
import { isEmpty } from '../lists.ts';
import { coverEveryAddress } from './addresses.ts';
import { directionsOf } from './directions.ts';
import type { Direction, IngressRule, Peer, Policy, Port } from './types.ts';

/** A rule of either direction. */
interface Rule {
  /** Absent or empty: everybody. */
  readonly peers?: readonly Peer[] | null;
  /** Absent or empty: all ports. */
  readonly ports?: readonly Port[] | null;
}

/** The policies that allow everything, alone or, where none does, together; none: something is refused. */
export function openersOf(policies: readonly Policy[], direction: Direction): readonly Policy[] {
  const withRules = policies.filter((policy) => rulesOf(policy, direction).length > 0);
  const rules = withRules.flatMap((policy) => rulesOf(policy, direction));
  if (!allowEverything(rules, direction)) return [];
  const alone = withRules.filter((policy) => allowEverything(rulesOf(policy, direction), direction));
  return alone.length > 0 ? alone : withRules;
}

export function rulesOf(policy: Policy, direction: Direction): readonly Rule[] {
  if (!directionsOf(policy).includes(direction)) return [];
  if (direction === 'Egress') return (policy.spec?.egress ?? []).map(({ to, ports }) => ({ peers: to, ports }));
  return ((policy.spec?.ingress ?? []) as readonly IngressRule[]).map(({ from, ports }) => ({ peers: from, ports }));
}

const LAST_PORT = 65_535;

/** On every port of TCP, which is what nearly everything speaks: refusing the rest keeps nobody out. */
function allowEverything(rules: readonly Rule[], direction: Direction): boolean {
  // Most rules name the pods that they are about: of those no number adds up to everybody.
  if (!rules.some(isWide)) return false;
  // Between the ends of the ranges nothing changes.
  const ends = rules
    .flatMap(({ ports }) => ports ?? [])
    .flatMap(({ port, endPort }) => (typeof port === 'number' ? [port, (endPort ?? port) + 1] : []));
  const samples = new Set([1, ...ends.filter((port) => port > 1 && port <= LAST_PORT)]);
  return [...samples].every((port) =>
    isEverybody(
      rules.filter(({ ports }) => isOpen(ports, port)),
      direction,
    ),
  );
}

function isWide({ peers }: Rule): boolean {
  return isEmpty(peers) || (peers ?? []).some((peer) => peer.ipBlock !== undefined || isAnyPod(peer));
}

function isOpen(ports: Rule['ports'], wanted: number): boolean {
  if (isEmpty(ports)) return true;
  return (ports ?? []).some(({ protocol, port, endPort }) => {
    if ((protocol ?? 'TCP') !== 'TCP') return false;
    if (port === undefined || port === null) return true;
    return typeof port === 'number' && port <= wanted && wanted <= (endPort ?? port);
  });
}

function isEverybody(rules: readonly Rule[], direction: Direction): boolean {
  if (rules.some(({ peers }) => isEmpty(peers))) return true;
  const peers = rules.flatMap(({ peers: some }) => some ?? []);
  if (direction === 'Ingress' && peers.some(isAnyPod)) return true;
  return coverEveryAddress(peers.flatMap(({ ipBlock }) => ipBlock ?? []));
}

/** Every pod of every namespace is as good as everybody: that is whom a default deny is to keep out. */
function isAnyPod({ namespaceSelector, podSelector }: Peer): boolean {
  return namespaceSelector !== undefined && selectsAll(namespaceSelector) && selectsAll(podSelector ?? {});
}
