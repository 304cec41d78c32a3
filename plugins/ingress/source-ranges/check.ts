/** Load balancers that take connections from everywhere. */
import {
  defineCheck,
  may,
  network,
  type Proposal,
  plan,
  platform,
  type SubjectOf,
  type Violation,
} from 'kubectl-harden/plugin-api';
import { EXAMPLES } from './examples.ts';
import { checkRanges, isInternal, isOpenToAll, isPrivateOnly, rangesIn, rangesOf, servesOthers } from './openness.ts';

type Service = SubjectOf<'Service'>;

interface Inputs {
  readonly ranges?: string;
}

function narrow({ ref, object }: Service, { ranges }: Inputs): Proposal {
  if (ranges === undefined)
    return plan('Which addresses its clients have is not visible: name them as blocks.', { needs: ['ranges'] });
  const value = [...rangesIn(ranges)];
  return {
    readiness: 'review',
    reason: `Whether all clients are in ${value.join(', ')} is not visible here.`,
    changes: [{ op: 'edit', target: ref, edits: [{ op: 'set', path: ['spec', 'loadBalancerSourceRanges'], value }] }],
    caveats: [
      `Clients outside of ${value.join(', ')} are refused by the load balancer.`,
      'Health checks of some clouds come from blocks of the cloud, which then have to be among them.',
      ...(object.spec?.loadBalancerClass === undefined
        ? []
        : [`Whether ${object.spec.loadBalancerClass} knows the field is not known here.`]),
    ],
  };
}

function lowered(object: Service['object'], door: string | undefined): Partial<Violation> {
  if (isPrivateOnly(object))
    return { severity: 'low', severityReason: 'lowered: the internet does not route the addresses that it was given' };
  if (door === undefined) return {};
  return { severity: 'low', severityReason: `lowered: ${door} answers there, by the rules of its routes` };
}

export default defineCheck({
  mode: 'automated',
  examples: EXAMPLES,
  meta: {
    id: 'ingress/source-ranges',
    title: 'Load balancers take connections from known networks',
    severity: 'medium',
    rationale:
      'A load balancer without source ranges is open to the whole internet, which tries every port within minutes. Most programs that are published by one have clients that can be named: offices, partners, another cluster.',
    guidance:
      'List the networks of the clients in `spec.loadBalancerSourceRanges`, or make the load balancer internal. What is meant for everybody belongs behind a Gateway or an Ingress with TLS: accept this finding for its load balancer with a waiver.',
    item: 'ingress',
    refs: [
      { framework: 'nsa-cisa', control: 'network-separation' },
      { framework: 'owasp-k8s-2025', control: 'K05' },
      { framework: 'mitre-attack', control: 'T1190' },
      { framework: 'mitre-attack', control: 'T1133' },
      { framework: 'guide', control: 'A7' },
    ],
    since: '0.1.0',
  },
  subject: 'Service',
  reads: [may.fact(network.selectedPods)],
  tables: [platform.platformComponents],
  evaluate(service, { view, inputs }) {
    const { object } = service;
    if (object.spec?.type !== 'LoadBalancer' || isInternal(object) || !isOpenToAll(object)) return [];
    const door = servesOthers(object, view.derive(network.selectedPods).value, view.table(platform.platformComponents));
    const ranges = rangesOf(object);
    const said = ranges.length === 0 ? 'names no source ranges' : `names ${ranges.join(', ')}`;
    const ports = (object.spec.ports ?? []).map(({ port }) => port).join(', ');
    return [
      {
        message: `Its load balancer ${said}: everybody may connect to port ${ports}.`,
        path: ['spec', 'loadBalancerSourceRanges'],
        ...lowered(object, door),
        proposal: narrow(service, inputs as Inputs),
      },
    ];
  },
  remediation: {
    title: 'Take connections from known networks only',
    kind: 'patch',
    disruption: 'traffic',
    inputs: {
      ranges: {
        describe: 'Blocks of addresses of its clients: 198.51.100.0/24,203.0.113.7/32',
        check: checkRanges,
        perSubject: true,
      },
    },
  },
});
