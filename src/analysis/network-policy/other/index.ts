/** Default denials by policies of Cilium and Calico, and by ClusterNetworkPolicies. Pure. */
export { type OtherDenial, type OtherDenials, otherDenials } from './denials.ts';
