/**
 * A second evaluator, written from the documentation of the two APIs and as plainly as can be: one pod, one port, one
 * address at a time. Shares no code with the engine.
 */
type Labels = Readonly<Record<string, string>>;

export interface Selector {
  readonly matchLabels?: Labels;
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: string;
    readonly values?: readonly string[];
  }[];
}
interface Peer {
  readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] };
  readonly namespaceSelector?: Selector;
  readonly podSelector?: Selector;
}
interface Port {
  readonly protocol?: string;
  readonly port?: number | string;
  readonly endPort?: number;
}
interface Rule {
  readonly from?: readonly Peer[];
  readonly to?: readonly Peer[];
  readonly ports?: readonly Port[];
}
export interface NaivePolicy {
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: {
    readonly podSelector: Selector;
    readonly policyTypes?: readonly string[];
    readonly ingress?: readonly Rule[];
    readonly egress?: readonly Rule[];
  };
}
interface ClusterPeer {
  readonly namespaces?: Selector;
  readonly pods?: { readonly namespaceSelector: Selector; readonly podSelector: Selector };
  readonly networks?: readonly string[];
}
interface OnePort {
  readonly destinationPort?: {
    readonly number?: number;
    readonly range?: { readonly start: number; readonly end: number };
  };
}
type Protocols = Partial<Record<'tcp' | 'udp' | 'sctp', OnePort>> & { readonly destinationNamedPort?: string };
interface ClusterRule {
  readonly action: 'Accept' | 'Deny' | 'Pass';
  readonly from?: readonly ClusterPeer[];
  readonly to?: readonly ClusterPeer[];
  readonly protocols?: readonly Protocols[];
}
export interface NaiveClusterPolicy {
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly tier: string;
    readonly priority: number;
    readonly subject: ClusterPeer;
    readonly ingress?: readonly ClusterRule[];
    readonly egress?: readonly ClusterRule[];
  };
}

export interface NaivePod {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly isHostNetwork: boolean;
  readonly namedPorts: readonly { readonly name: string; readonly protocol: string; readonly port: number }[];
  readonly addresses: readonly string[];
}
export interface NaiveWorld {
  readonly namespaces: ReadonlyMap<string, Readonly<Record<string, string>>>;
  readonly policies: readonly NaivePolicy[];
  readonly clusterPolicies: readonly NaiveClusterPolicy[];
  readonly doBlocksSelectPods: boolean;
}
export type NaiveEnd = NaivePod | string;

export function isAllowed(world: NaiveWorld, from: NaiveEnd, to: NaiveEnd, protocol: string, port: number): boolean {
  if (typeof from !== 'string' && !passes(world, from, to, 'Egress', protocol, port)) return false;
  return typeof to === 'string' || passes(world, to, from, 'Ingress', protocol, port);
}

function passes(
  world: NaiveWorld,
  pod: NaivePod,
  peer: NaiveEnd,
  way: string,
  protocol: string,
  port: number,
): boolean {
  if (pod.isHostNetwork) return true;
  const destination = way === 'Ingress' ? pod : peer;
  const admin = clusterVerdict(world, 'Admin', { pod, peer, way, destination, protocol, port });
  if (admin !== 'Pass') return admin === 'Accept';
  const standard = standardSays(world, pod, peer, way, protocol, port);
  if (standard !== undefined) return standard;
  return clusterVerdict(world, 'Baseline', { pod, peer, way, destination, protocol, port }) !== 'Deny';
}

type Blocks = Pick<NaiveWorld, 'namespaces' | 'doBlocksSelectPods'>;

/** NetworkPolicies alone; undefined: none of them isolates the pod. */
export function standardSays(
  world: Pick<NaiveWorld, 'policies' | 'namespaces' | 'doBlocksSelectPods'>,
  pod: NaivePod,
  peer: NaiveEnd,
  way: string,
  protocol: string,
  port: number,
): boolean | undefined {
  const selecting = world.policies.filter((policy) => {
    if (policy.metadata.namespace !== pod.namespace || !selects(policy.spec.podSelector, pod.labels)) return false;
    const types = policy.spec.policyTypes;
    if (types !== undefined && types.length > 0) return types.includes(way);
    return way === 'Ingress' || (policy.spec.egress ?? []).length > 0;
  });
  if (selecting.length === 0) return undefined;
  return selecting.some((policy) => {
    const rules = (way === 'Ingress' ? policy.spec.ingress : policy.spec.egress) ?? [];
    return rules.some((rule) => {
      const peers = (way === 'Ingress' ? rule.from : rule.to) ?? [];
      const isPeer = peers.length === 0 || peers.some((each) => isMeant(world, each, policy.metadata.namespace, peer));
      const ports = rule.ports ?? [];
      const destination = way === 'Ingress' ? pod : peer;
      return isPeer && (ports.length === 0 || ports.some((each) => isPort(each, destination, protocol, port)));
    });
  });
}

function isMeant(world: Blocks, peer: Peer, own: string, end: NaiveEnd): boolean {
  if (peer.ipBlock !== undefined) return inBlock(world, peer.ipBlock.cidr, peer.ipBlock.except ?? [], end);
  if (typeof end === 'string' || end.isHostNetwork) return false;
  if (peer.namespaceSelector === undefined && peer.podSelector === undefined) return false;
  const isThere =
    peer.namespaceSelector === undefined
      ? end.namespace === own
      : selects(peer.namespaceSelector, {
          ...world.namespaces.get(end.namespace),
          'kubernetes.io/metadata.name': end.namespace,
        });
  return isThere && selects(peer.podSelector ?? {}, end.labels);
}

function isPort(said: Port, destination: NaiveEnd, protocol: string, port: number): boolean {
  if ((said.protocol ?? 'TCP') !== protocol) return false;
  if (said.port === undefined) return true;
  if (typeof said.port === 'number') return said.port <= port && port <= (said.endPort ?? said.port);
  if (typeof destination === 'string') return false;
  return destination.namedPorts.some(
    (each) => each.name === said.port && each.protocol === protocol && each.port === port,
  );
}

interface Flow {
  readonly pod: NaivePod;
  readonly peer: NaiveEnd;
  readonly way: string;
  readonly destination: NaiveEnd;
  readonly protocol: string;
  readonly port: number;
}

function clusterVerdict(world: NaiveWorld, tier: string, flow: Flow): 'Accept' | 'Deny' | 'Pass' {
  const policies = world.clusterPolicies
    .filter(({ spec }) => spec.tier === tier && isSubject(world, spec.subject, flow.pod))
    .sort((a, b) => a.spec.priority - b.spec.priority || (a.metadata.name < b.metadata.name ? -1 : 1));
  for (const { spec } of policies)
    for (const rule of (flow.way === 'Ingress' ? spec.ingress : spec.egress) ?? []) {
      const peers = (flow.way === 'Ingress' ? rule.from : rule.to) ?? [];
      if (!peers.some((each) => isClusterPeer(world, each, flow.peer))) continue;
      const protocols = rule.protocols ?? [];
      if (protocols.length === 0 || protocols.some((each) => isClusterPort(each, flow))) return rule.action;
    }
  return 'Pass';
}

function isSubject(world: NaiveWorld, subject: ClusterPeer, pod: NaivePod): boolean {
  return isClusterPeer(world, subject, pod);
}

function isClusterPeer(world: NaiveWorld, peer: ClusterPeer, end: NaiveEnd): boolean {
  if (peer.networks !== undefined) return peer.networks.some((cidr: string) => inBlock(world, cidr, [], end));
  if (typeof end === 'string' || end.isHostNetwork) return false;
  const labels = { ...world.namespaces.get(end.namespace), 'kubernetes.io/metadata.name': end.namespace };
  if (peer.namespaces !== undefined) return selects(peer.namespaces, labels);
  const { pods } = peer;
  return pods !== undefined && selects(pods.namespaceSelector, labels) && selects(pods.podSelector, end.labels);
}

function isClusterPort(said: Protocols, { destination, protocol, port }: Flow): boolean {
  if (said.destinationNamedPort !== undefined)
    return (
      typeof destination !== 'string' &&
      destination.namedPorts.some(
        (each) => each.name === said.destinationNamedPort && each.protocol === protocol && each.port === port,
      )
    );
  const own = said[protocol.toLowerCase() as 'tcp' | 'udp' | 'sctp'];
  if (own === undefined) return false;
  const { destinationPort } = own;
  if (destinationPort === undefined) return true;
  if (destinationPort.number !== undefined) return destinationPort.number === port;
  const { range } = destinationPort;
  return range !== undefined && range.start <= port && port <= range.end;
}

function inBlock(
  world: Pick<NaiveWorld, 'doBlocksSelectPods'>,
  cidr: string,
  except: readonly string[],
  end: NaiveEnd,
): boolean {
  if (typeof end !== 'string' && !world.doBlocksSelectPods) return false;
  const addresses = typeof end === 'string' ? [end] : end.addresses;
  if (addresses.length === 0) return cidr.endsWith('/0') && except.length === 0;
  return addresses.some((address) => within(address, cidr) && !except.some((hole) => within(address, hole)));
}

/** IPv4 only: bit by bit. */
export function within(address: string, cidr: string): boolean {
  const [network = '', length = ''] = cidr.split('/');
  const bits = (text: string) =>
    text
      .split('.')
      .map((part) => Number(part).toString(2).padStart(8, '0'))
      .join('');
  return bits(address).slice(0, Number(length)) === bits(network).slice(0, Number(length));
}

export function selects(selector: Selector, labels: Readonly<Record<string, string>>): boolean {
  for (const [key, value] of Object.entries(selector.matchLabels ?? {})) if (labels[key] !== value) return false;
  for (const { key, operator, values } of selector.matchExpressions ?? []) {
    const has = key in labels;
    if (operator === 'In' && !(has && (values ?? []).includes(labels[key] ?? ''))) return false;
    if (operator === 'NotIn' && has && (values ?? []).includes(labels[key] ?? '')) return false;
    if (operator === 'Exists' && !has) return false;
    if (operator === 'DoesNotExist' && has) return false;
  }
  return true;
}
