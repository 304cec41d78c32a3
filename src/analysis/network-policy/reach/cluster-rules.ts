/** What ClusterNetworkPolicies say: their tiers, subjects and rules in the order in which they are judged. */
import type { LabelSelector } from '../../../kube/label-selector.ts';
import { isJsonObject } from '../../../kube/path.ts';
import type { Json, JsonObject } from '../../../plugin-api/index.ts';
import type { Direction } from '../types.ts';
import { ALL_PORTS, allPortsOf, NO_PORTS, type PortSet, type Protocol, portRange, union } from './ports.ts';
import { EVERYBODY } from './rules.ts';
import type { Action, ClusterPolicy, FlowRule, PeerTerm } from './types.ts';

export type Tier = 'Admin' | 'Baseline';

export function tierOf({ spec }: ClusterPolicy): Tier {
  return spec?.tier === 'Baseline' ? 'Baseline' : 'Admin';
}

export function priorityOf({ spec }: ClusterPolicy): number {
  return typeof spec?.priority === 'number' ? spec.priority : 0;
}

/** Low numbers first. Those of equal priority have no order that anybody may rely on. */
export function inOrder(policies: readonly ClusterPolicy[], tier: Tier): readonly ClusterPolicy[] {
  return policies
    .filter((policy) => tierOf(policy) === tier)
    .toSorted(
      (left, right) => priorityOf(left) - priorityOf(right) || (left.metadata.name < right.metadata.name ? -1 : 1),
    );
}

/** Undefined: it selects nobody, as in a version with fields that are not known here. */
export function subjectOf({ spec }: ClusterPolicy): PeerTerm | undefined {
  return isJsonObject(spec?.subject) ? podsTerm(spec.subject) : undefined;
}

export function clusterRules(policy: ClusterPolicy, direction: Direction): readonly FlowRule[] {
  const [rules, peers] =
    direction === 'Ingress' ? [policy.spec?.ingress, 'from'] : ([policy.spec?.egress, 'to'] as const);
  return objectsOf(rules).map((rule, index) => flowRule(policy, rule, { peers, index }));
}

function flowRule(
  policy: ClusterPolicy,
  rule: JsonObject,
  { peers, index }: { readonly peers: string; readonly index: number },
): FlowRule {
  const action = rule.action as Action;
  const name = typeof rule.name === 'string' ? ` (${rule.name})` : '';
  const label = `rule ${index + 1}${name}`;
  const terms = objectsOf(rule[peers]).map(peerTerms);
  // A peer of a kind that is not known fails closed: an Accept is for nobody, anything else denies everybody.
  if (action !== 'Accept' && terms.includes(undefined))
    return { policy, label, action: 'Deny', peers: EVERYBODY, fixedPorts: ALL_PORTS, namedPorts: [] };
  return { policy, label, action, peers: terms.flatMap((each) => each ?? []), ...protocolsOf(rule.protocols) };
}

function peerTerms(peer: JsonObject): readonly PeerTerm[] | undefined {
  const pods = podsTerm(peer);
  if (pods !== undefined) return [pods];
  if (Array.isArray(peer.networks))
    return peer.networks.map((cidr) => ({ is: 'block', cidr: String(cidr), except: [] }));
  // Which addresses a name has, and which nodes have a label, is not read: nobody is admitted by it here.
  if (isJsonObject(peer.nodes)) return Object.keys(peer.nodes).length === 0 ? [{ is: 'nodes' }] : [];
  return Array.isArray(peer.domainNames) ? [] : undefined;
}

function podsTerm({ namespaces, pods }: JsonObject): PeerTerm | undefined {
  if (isJsonObject(namespaces)) return { is: 'pods', namespace: namespaces as LabelSelector, pods: {} };
  if (!isJsonObject(pods)) return undefined;
  const { namespaceSelector = {}, podSelector = {} } = pods;
  return { is: 'pods', namespace: namespaceSelector as LabelSelector, pods: podSelector as LabelSelector };
}

function protocolsOf(protocols: Json | undefined): Pick<FlowRule, 'fixedPorts' | 'namedPorts'> {
  const all = objectsOf(protocols);
  if (all.length === 0) return { fixedPorts: ALL_PORTS, namedPorts: [] };
  return {
    fixedPorts: all.map(fixedPorts).reduce(union, NO_PORTS),
    namedPorts: all.flatMap(({ destinationNamedPort: name }) => (typeof name === 'string' ? [{ name }] : [])),
  };
}

const PROTOCOL_FIELDS: readonly (readonly [string, Protocol])[] = [
  ['tcp', 'TCP'],
  ['udp', 'UDP'],
  ['sctp', 'SCTP'],
];

function fixedPorts(protocol: JsonObject): PortSet {
  return PROTOCOL_FIELDS.map(([field, name]) => {
    const said = protocol[field];
    return isJsonObject(said) ? destinationPorts(said.destinationPort, name) : NO_PORTS;
  }).reduce(union, NO_PORTS);
}

function destinationPorts(port: Json | undefined, protocol: Protocol): PortSet {
  if (!isJsonObject(port)) return allPortsOf(protocol);
  if (typeof port.number === 'number') return portRange(protocol, port.number, port.number);
  if (!isJsonObject(port.range)) return NO_PORTS;
  return portRange(protocol, Number(port.range.start), Number(port.range.end));
}

function objectsOf(list: Json | undefined): readonly JsonObject[] {
  return Array.isArray(list) ? (list as readonly Json[]).filter(isJsonObject) : [];
}
