import {
  defineCheck,
  type KindMap,
  network,
  notApplicable,
  type Proposal,
  pass,
  unknown,
} from 'kubectl-harden/plugin-api';
import { EXAMPLES } from './examples.ts';

const ELSEWHERE: Proposal = {
  readiness: 'elsewhere',
  reason: 'Addresses are given by the provider or the network that the node is made in.',
  changes: [],
};

type Address = NonNullable<NonNullable<KindMap['Node']['status']>['addresses']>[number];

/** Servers that are rented often know no other address than a public one. IPv6 has no private ones by custom. */
function isPublic({ type, address }: Address): boolean {
  const isMeant = type === 'ExternalIP' || (type === 'InternalIP' && !address.includes(':'));
  return isMeant && !network.isPrivateAddress(address);
}

export default defineCheck({
  mode: 'automated',
  examples: EXAMPLES,
  meta: {
    id: 'kubelet/public-nodes',
    title: 'Nodes have no public addresses',
    severity: 'medium',
    rationale:
      'A node with a public address can be reached at every port that a pod, a NodePort or the kubelet opens, ' +
      'from everywhere, unless a firewall says otherwise. Workloads are reached through a load balancer all the ' +
      'same.',
    guidance:
      'Make node pools in private subnets, with a NAT gateway for what they fetch, and move workloads over: a ' +
      'running node keeps its address. Until then close all ports of public nodes in the firewall but those of ' +
      'the load balancer.',
    item: 'kubelet',
    refs: [
      { framework: 'nsa-cisa', control: 'network-separation' },
      { framework: 'owasp-k8s-2025', control: 'K06' },
      { framework: 'mitre-attack', control: 'T1133' },
      { framework: 'guide', control: 'B1' },
    ],
    since: '0.1.0',
  },
  subject: 'Node',
  evaluate({ object }, { view }) {
    const addresses = object.status?.addresses ?? [];
    if (addresses.length === 0)
      return view.isCluster ? unknown('The node tells no address.') : notApplicable('A manifest tells no address.');
    const open = addresses.filter(isPublic).map(({ address }) => address);
    if (open.length === 0) return pass('None of its addresses is one that the internet routes.');

    return open.map((address) => ({
      message: `The node has the public address ${address}.`,
      path: ['status', 'addresses'],
      key: address,
      value: address,
      proposal: ELSEWHERE,
    }));
  },
  remediation: { title: 'Make nodes without public addresses', kind: 'guide', disruption: 'rollout' },
});
