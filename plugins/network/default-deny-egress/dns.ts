/** Which servers answer the names that pods ask for, and whether there may be one that is not seen. */

import { isRead, isWholeCluster } from '../../../src/analysis/coverage.ts';
import {
  DNS_NAMESPACES,
  type DnsServer,
  dnsServers,
  type NodeLocalDns,
  nodeLocalDns,
} from '../../../src/analysis/network-policy/index.ts';
import type { AnyAutomatedCheck, View } from '../../../src/plugin-api/index.ts';
import type { BoundaryRead } from '../shared.ts';
import { type EgressInputs, parseDnsPods } from './dns-input.ts';

export type Reads = View<BoundaryRead | 'Service' | 'DaemonSet'>;

/** The DNS Service, and NodeLocal DNS, which is a DaemonSet. */
export const DNS_LOOKUPS: AnyAutomatedCheck['lookups'] = [
  ...DNS_NAMESPACES.map((namespace) => ({ kind: 'Service' as const, namespace })),
  { kind: 'DaemonSet', namespace: 'kube-system' },
];

export interface Dns {
  /** The cluster's DNS; empty: it has to be told. */
  readonly cluster: readonly DnsServer[];
  readonly nodeLocal: readonly DnsServer[];
  /** A server that pods may ask and that no rule here allows: what is not known of it, and what that means. */
  readonly gap?: { readonly reason: string; readonly caveat: string };
}

export function dnsOf(view: Reads, { dnsPods }: EgressInputs): Dns {
  const told = dnsPods === undefined ? undefined : parseDnsPods(dnsPods);
  const services = DNS_NAMESPACES.flatMap((namespace) => view.list('Service', namespace));
  const nodeLocal = nodeLocalDns(view.list('Workload', 'kube-system'));
  const reason = gapOf(nodeLocal, view);
  const address = 'its address, mostly 169.254.20.10';
  return {
    cluster: told === undefined ? dnsServers(services) : [told],
    nodeLocal: nodeLocal.servers,
    ...(reason === undefined
      ? {}
      : { gap: { reason, caveat: `Pods that ask NodeLocal DNS resolve no name until a policy allows ${address}.` } }),
  };
}

function gapOf({ servers, withoutAddress }: NodeLocalDns, view: Reads): string | undefined {
  const [silent] = withoutAddress;
  if (silent !== undefined)
    return `NodeLocal DNS runs (${silent.ref.kind} kube-system/${silent.ref.name}), and its arguments do not tell at which address.`;
  if (servers.length > 0) return undefined;
  if (!isWholeCluster(view)) return 'Whether NodeLocal DNS runs is not visible: manifests hold only part of a cluster.';
  // Its pods would show as much as the DaemonSet.
  const { state, reason } = view.coverage('DaemonSet', 'kube-system');
  if (isRead({ state }) || isRead(view.coverage('Pod', 'kube-system'))) return undefined;
  return `Whether NodeLocal DNS runs is not visible: ${reason ?? state}.`;
}
