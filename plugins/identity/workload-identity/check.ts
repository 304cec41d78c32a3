/** Identities of clouds that workloads are given, and whether they take effect. */
import { defineCheck } from 'kubectl-harden/plugin-api';
import { examples } from './examples.ts';
import { judgeIdentity, READS } from './judge.ts';

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'identity/workload-identity',
    title: 'Workloads have an identity of their own in the cloud',
    severity: 'medium',
    rationale:
      'An identity for each ServiceAccount gives credentials that expire within the hour and reach only what this program ' +
      'needs. Where it is half set up, the program falls back to keys or to the role of the node, which every pod there has.',
    guidance:
      '**EKS**: associate a role by Pod Identity, or annotate the ServiceAccount with `eks.amazonaws.com/role-arn`. **GKE**: ' +
      'Workload Identity Federation, with `iam.gke.io/gcp-service-account` or the principal of the ServiceAccount itself. ' +
      '**AKS**: `azure.workload.identity/client-id` on the ServiceAccount and the label `azure.workload.identity/use: "true"` ' +
      'on the pods. Use a ServiceAccount for each workload, not `default`, and restart pods after a change: what they are ' +
      'given is decided when they are made.',
    item: 'workload-identity',
    refs: [
      { framework: 'nsa-cisa', control: 'authentication-and-authorization' },
      { framework: 'owasp-k8s-2025', control: 'K08' },
      { framework: 'mitre-attack', control: 'T1078.004' },
      { framework: 'guide', control: 'B5' },
      { framework: 'guide', control: 'BC' },
    ],
    since: '0.1.0',
  },
  examples,
  subject: 'Workload',
  reads: READS,
  evaluate: (workload, { view }) => judgeIdentity(workload, view),
  remediation: { title: 'Let the identity take effect', kind: 'patch', disruption: 'rollout' },
});
