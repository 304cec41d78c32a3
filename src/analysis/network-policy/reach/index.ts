/** Reachability: who may connect to whom. Pure. */
export {
  type Answer,
  type Asked,
  answerFor,
  type Connection,
  type ConnectionEnd,
  connectionsBetween,
  endOf,
  everyWorkload,
  type PortFilter,
  type WorkloadEnd,
} from './connections.ts';
export { hasPort, type PortRange, type PortSet, type Protocol, portRange, rangesOf } from './ports.ts';
export { type OutsideReach, Reach } from './reach.ts';
export type { ClusterPolicy, NamedPort, ReachPod, ReachWorld } from './types.ts';
export { type Gap, type Reachability, reachability, type WorkloadPods } from './world.ts';
