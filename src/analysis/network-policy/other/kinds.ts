/** Kinds of policies of other makers, as kubectl names them. */
import type { ResourceName } from '../../../plugin-api/index.ts';

export const CILIUM = ['ciliumnetworkpolicies.cilium.io', 'ciliumclusterwidenetworkpolicies.cilium.io'] as const;
export const CALICO = [
  'networkpolicies.projectcalico.org',
  'globalnetworkpolicies.projectcalico.org',
  'networkpolicies.crd.projectcalico.org',
  'globalnetworkpolicies.crd.projectcalico.org',
] as const;

export const OTHER_KINDS: readonly ResourceName[] = [...CILIUM, ...CALICO];
