import { defineCheck, may } from 'kubectl-harden/plugin-api';
import { judgeBoundary } from '../boundary.ts';
import { INGRESS_EXAMPLE } from '../examples.ts';
import { BOUNDARY_READS, boundaryOf } from '../shared.ts';
import { refuseIngress } from './receivers.ts';

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'network/default-deny-ingress',
    title: 'Namespaces refuse incoming traffic by default',
    severity: 'high',
    rationale:
      'Without a policy every pod of the cluster may open a connection to every other one. Whoever takes over a single ' +
      'pod can then scan and attack databases, caches and internal interfaces that were never meant to be reached from ' +
      'there. With a default deny only what a policy allows gets through.',
    guidance:
      'Write down who calls whom, allow those flows by policies, then add a policy with an empty `podSelector` and ' +
      '`policyTypes: [Ingress]`. Policies add up, so the allows may be there first. Begin with a namespace of little ' +
      'weight. Policies only work where the network plugin enforces them.',
    item: 'default-deny',
    refs: [
      { framework: 'cis-k8s', control: '5.3.2' },
      { framework: 'nsa-cisa', control: 'network-separation' },
      { framework: 'owasp-k8s-2025', control: 'K05' },
      { framework: 'mitre-attack', control: 'T1046' },
      { framework: 'guide', control: 'A3' },
      { framework: 'guide', control: 'B4' },
      { framework: 'guide', control: 'BC' },
    ],
    since: '0.1.0',
  },
  examples: [INGRESS_EXAMPLE],
  subject: 'Namespace',
  reads: [...BOUNDARY_READS, may('Service'), may('Ingress')],
  place: boundaryOf,
  evaluate: (subject, { view }) =>
    judgeBoundary(subject, view, {
      direction: 'Ingress',
      open: (name) => `Any pod may reach ${name}`,
      everybody: 'all sources',
      close: () => refuseIngress(subject, view),
    }),
  remediation: {
    title: 'Refuse incoming traffic that no policy allows',
    kind: 'policy',
    disruption: 'traffic',
  },
});
