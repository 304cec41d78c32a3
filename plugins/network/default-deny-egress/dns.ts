/** Which servers answer the names that pods ask for, and whether there may be one that is not seen. */

import { may, network, type View } from 'kubectl-harden/plugin-api';
import type { BOUNDARY_READS } from '../shared.ts';
import { type EgressInputs, parseDnsPods } from './dns-input.ts';

const SYSTEM = 'kube-system';

/** The DNS Service, and NodeLocal DNS, which is a DaemonSet. */
export const DNS_READS = [
  may.in(network.DNS_NAMESPACES, 'Service'),
  may.in(SYSTEM, 'DaemonSet'),
  may.in(SYSTEM, 'Workload'),
] as const;
export type Reads = View<(typeof BOUNDARY_READS)[number] | (typeof DNS_READS)[number]>;

type DnsServer = network.DnsServer;

export interface Dns {
  /** The cluster's DNS; empty: it has to be told. */
  readonly cluster: readonly DnsServer[];
  readonly nodeLocal: readonly DnsServer[];
  /** A server that pods may ask and that no rule here allows: what is not known of it, and what that means. */
  readonly gap?: { readonly reason: string; readonly caveat: string };
}

export function dnsOf(view: Reads, { dnsPods }: EgressInputs): Dns {
  const told = dnsPods === undefined ? undefined : parseDnsPods(dnsPods);
  const services = view.named('Service').value;
  const nodeLocal = network.nodeLocalDns(view.named('Workload').value);
  const reason = gapOf(nodeLocal, view);
  const address = 'its address, mostly 169.254.20.10';
  return {
    cluster: told === undefined ? network.dnsServers(services) : [told],
    nodeLocal: nodeLocal.servers,
    ...(reason === undefined
      ? {}
      : { gap: { reason, caveat: `Pods that ask NodeLocal DNS resolve no name until a policy allows ${address}.` } }),
  };
}

function gapOf({ servers, withoutAddress }: network.NodeLocalDns, view: Reads): string | undefined {
  const [silent] = withoutAddress;
  if (silent !== undefined)
    return `NodeLocal DNS runs (${silent.ref.kind} kube-system/${silent.ref.name}), and its arguments do not name its address.`;
  if (servers.length > 0) return undefined;
  if (!view.isCluster) return 'Whether NodeLocal DNS runs is unknown: manifests hold only part of a cluster.';
  const { isRead, coverage } = view.named('DaemonSet');
  if (isRead) return undefined;
  return `Whether NodeLocal DNS runs is not visible: ${coverage.reason ?? coverage.state}.`;
}
