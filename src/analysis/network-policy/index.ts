/** NetworkPolicy as a conforming network plugin enforces it. Pure. */
export { type DefaultDeny, defaultDeny } from './default-deny.ts';
export { allowDns, DNS_NAMESPACES, type DnsServer, denyAll, dnsRule, dnsServers, nodeLocalServers } from './dns.ts';
export {
  allowsEverything,
  directionsOf,
  type Isolation,
  isolates,
  isolation,
  selectsAllPods,
  selectsEndpoint,
} from './isolation.ts';
export type * from './types.ts';
