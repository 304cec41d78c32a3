/** Reachability: who may connect to whom. Pure. */
export { hasPort, type PortRange, type PortSet, type Protocol, portRange, rangesOf } from './ports.ts';
export { type Asked, type OutsideReach, Reach } from './reach.ts';
export type { ClusterPolicy, NamedPort, ReachPod, ReachWorld } from './types.ts';
