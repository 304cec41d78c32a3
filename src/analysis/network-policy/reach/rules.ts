/** Rules of a NetworkPolicy in one form with those of a ClusterNetworkPolicy. */
import { isEmpty } from '../../lists.ts';
import { rulesOf } from '../openness.ts';
import type { Direction, Peer, Policy, Port } from '../types.ts';
import { ALL_PORTS, allPortsOf, isProtocol, NO_PORTS, type PortSet, portRange, union } from './ports.ts';
import type { FlowRule, PeerTerm } from './types.ts';

type NamedPorts = FlowRule['namedPorts'];

export const EVERYBODY: readonly PeerTerm[] = [{ is: 'everybody' }];

/** What a policy allows; it has nothing else to say. */
export function flowRules(policy: Policy, direction: Direction): readonly FlowRule[] {
  const namespace = policy.metadata.namespace ?? '';
  return rulesOf(policy, direction).map(({ peers, ports }) => ({
    policy,
    label: '',
    action: 'Accept',
    peers: isEmpty(peers) ? EVERYBODY : (peers ?? []).flatMap((peer) => termsOf(peer, namespace)),
    ...portsOf(ports ?? []),
  }));
}

/** A peer that says nothing stands for nobody. */
function termsOf({ ipBlock, namespaceSelector, podSelector }: Peer, own: string): readonly PeerTerm[] {
  if (ipBlock !== undefined && ipBlock !== null)
    return [{ is: 'block', cidr: ipBlock.cidr, except: ipBlock.except ?? [] }];
  if (namespaceSelector === undefined && podSelector === undefined) return [];
  return [{ is: 'pods', namespace: namespaceSelector ?? own, pods: podSelector ?? {} }];
}

function portsOf(ports: readonly Port[]): { readonly fixedPorts: PortSet; readonly namedPorts: NamedPorts } {
  if (ports.length === 0) return { fixedPorts: ALL_PORTS, namedPorts: [] };
  const named = ports.flatMap(({ port, protocol = 'TCP' }) =>
    typeof port === 'string' && isProtocol(protocol) ? [{ name: port, protocol }] : [],
  );
  return { fixedPorts: ports.map(fixedPort).reduce(union, NO_PORTS), namedPorts: named };
}

/** A last port counts only beside a number. */
function fixedPort({ port, endPort, protocol = 'TCP' }: Port): PortSet {
  if (!isProtocol(protocol) || typeof port === 'string') return NO_PORTS;
  if (port === undefined || port === null) return allPortsOf(protocol);
  return portRange(protocol, port, endPort ?? port);
}
