/** Policies of Cilium and of Calico in reachability. Pure. */
export { distinctionsOfOthers, othersOf } from './source.ts';
export type { Bounds, OtherPolicies, Standard } from './types.ts';
