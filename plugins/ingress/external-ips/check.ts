/** Addresses that a Service claims for itself. */
import { defineCheck, type Proposal, type SubjectOf } from 'kubectl-harden/plugin-api';
import { examples } from './examples.ts';

type Service = SubjectOf<'Service'>;

function release({ ref, object }: Service, addresses: readonly string[]): Proposal {
  const ports = (object.spec?.ports ?? []).map(({ port }) => port).join(', ');
  return {
    readiness: 'review',
    reason: `Who connects to ${addresses.join(', ')} is not visible here.`,
    changes: [{ op: 'edit', target: ref, edits: [{ op: 'unset', path: ['spec', 'externalIPs'] }] }],
    caveats: [
      `Clients of ${addresses.join(', ')} on port ${ports} get no answer from this Service any more: give it an address by a LoadBalancer or a Gateway first.`,
    ],
  };
}

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'ingress/external-ips',
    title: 'Services claim no external addresses',
    severity: 'high',
    rationale:
      'Whoever may write a Service can put any address into `externalIPs`: the nodes then send what the cluster sends to that address to the pods of this Service instead. That is CVE-2020-8554, which no version mends. The field is deprecated since Kubernetes 1.36.',
    guidance:
      'Give the Service an address by `type: LoadBalancer`, with MetalLB or the load balancer of the cloud, or by a Gateway. Then remove `externalIPs` and refuse new ones: by the admission plugin `DenyServiceExternalIPs`, or by the policy that `explain ingress/external-ips --example` prints.',
    item: 'ingress',
    refs: [
      { framework: 'cis-k8s', control: '1.2.3' },
      { framework: 'nsa-cisa', control: 'network-separation' },
      { framework: 'owasp-k8s-2025', control: 'K05' },
      { framework: 'mitre-attack', control: 'T1557' },
      { framework: 'guide', control: 'A7' },
    ],
    since: '0.1.0',
  },
  examples,
  subject: 'Service',
  evaluate(service) {
    const addresses = service.object.spec?.externalIPs ?? [];
    if (addresses.length === 0) return [];
    const message = `It claims ${addresses.join(', ')}: what the cluster sends there goes to its pods.`;
    return [{ message, path: ['spec', 'externalIPs'], proposal: release(service, addresses) }];
  },
  remediation: { title: 'Release the external addresses', kind: 'patch', disruption: 'traffic' },
});
