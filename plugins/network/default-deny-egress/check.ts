import { defineCheck } from 'kubectl-harden/plugin-api';
import { judgeBoundary } from '../boundary.ts';
import { EGRESS_EXAMPLE } from '../examples.ts';
import { BOUNDARY_READS, boundaryOf } from '../shared.ts';
import { DNS_READS } from './dns.ts';
import { checkDnsPods, type EgressInputs } from './dns-input.ts';
import { refuseEgress } from './senders.ts';

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'network/default-deny-egress',
    title: 'Namespaces refuse outgoing traffic by default',
    severity: 'medium',
    rationale:
      'An intruder in a pod wants to get out: to fetch tools, to reach the cloud metadata service and the API server, ' +
      'to carry data away. Without a policy nothing holds that back. With a default deny only what a policy allows ' +
      'leaves the pod.',
    guidance:
      'Write down which addresses the workloads call, allow those by policies, and allow DNS to the pods behind the ' +
      'DNS Service on UDP and TCP. Then add a policy with an empty `podSelector` and `policyTypes: [Egress]`; an empty ' +
      '`egress` list alone isolates nothing. Programs that talk to the API server need the addresses of its endpoints, ' +
      'not that of its Service. Policies only work where the network plugin enforces them.',
    item: 'default-deny',
    refs: [
      { framework: 'cis-k8s', control: '5.3.2' },
      { framework: 'nsa-cisa', control: 'network-separation' },
      { framework: 'owasp-k8s-2025', control: 'K05' },
      { framework: 'mitre-attack', control: 'T1552.005' },
      { framework: 'guide', control: 'A3' },
    ],
    since: '0.1.0',
  },
  examples: [EGRESS_EXAMPLE],
  subject: 'Namespace',
  reads: [...BOUNDARY_READS, ...DNS_READS],
  place: boundaryOf,
  evaluate: (subject, { view, inputs }) =>
    judgeBoundary(subject, view, {
      direction: 'Egress',
      open: (name) => `Pods of ${name} may reach everything`,
      everybody: 'all destinations',
      close: () => refuseEgress(subject, view, inputs as EgressInputs),
    }),
  remediation: {
    title: 'Refuse outgoing traffic that no policy allows, except DNS',
    kind: 'policy',
    disruption: 'traffic',
    inputs: {
      dnsPods: {
        describe: 'Pods that answer DNS, when no DNS Service is found: kube-system/k8s-app=kube-dns:53',
        check: checkDnsPods,
      },
    },
  },
});
