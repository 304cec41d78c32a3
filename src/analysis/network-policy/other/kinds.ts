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

/** Sets of addresses with labels, which selectors of Calico may mean. */
export const CALICO_SETS = [
  'networksets.projectcalico.org',
  'globalnetworksets.projectcalico.org',
  'networksets.crd.projectcalico.org',
  'globalnetworksets.crd.projectcalico.org',
] as const;
export const CALICO_TIERS = ['tiers.projectcalico.org', 'tiers.crd.projectcalico.org'] as const;
/** Nodes that are endpoints by themselves. */
export const CALICO_HOSTS = ['hostendpoints.projectcalico.org', 'hostendpoints.crd.projectcalico.org'] as const;
