/** NetworkPolicy as a conforming network plugin enforces it. Pure. */
export { coverEveryAddress, isBlock, isInBlocks } from './addresses.ts';
export { type DefaultDeny, defaultDeny } from './default-deny.ts';
export { directionsOf, isolates } from './directions.ts';
export {
  allowDns,
  DNS_NAMESPACES,
  type DnsServer,
  denyAll,
  dnsRule,
  dnsServers,
  type NodeLocalDns,
  nodeLocalDns,
} from './dns.ts';
export { type Enforcement, enforcement } from './enforcement/index.ts';
export { type Isolation, isolation, type Standing, selectsAllPods, standingsBy } from './isolation.ts';
export { type SelectedNamespaces, selectedNamespaces } from './namespaces.ts';
export { openersOf } from './openness.ts';
export { type OtherDenials, otherDenials } from './other/index.ts';
export { type SelectedAtAnyTime, type SelectedPods, selectedAtAnyTime, selectedPods } from './pods.ts';
export { isPrivateAddress } from './private.ts';
export * from './reach/index.ts';
export { selectsEndpoint } from './selecting.ts';
export type * from './types.ts';
