/** Whether images without a verified signature are refused when pods are admitted. */
import { defineCheck, tables } from 'kubectl-harden/plugin-api';
import { EXAMPLES } from './examples.ts';
import { judgeVerifiers, READS } from './judge.ts';

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'images/signature-policy',
    title: 'Images without a verified signature are refused',
    severity: 'medium',
    rationale:
      'A signature that nobody verifies proves nothing. Whoever may push to the registry, or move a tag, runs what they like until admission asks who built it, and refuses when the answer is missing.',
    guidance:
      'Run Kyverno with an ImageValidatingPolicy, the Sigstore policy controller, or Ratify for signatures of Notary. Begin with `Audit`, sign what is reported, then deny. Let its webhook fail closed, run several replicas of it, and leave no namespace of applications out: the Sigstore controller looks only at those with the label `policy.sigstore.dev/include`.',
    item: 'image-signing',
    refs: [
      { framework: 'cis-k8s', control: '5.5.1' },
      { framework: 'nsa-cisa', control: 'pod-security' },
      { framework: 'owasp-k8s-2025', control: 'K04' },
      { framework: 'mitre-attack', control: 'T1525' },
      { framework: 'guide', control: 'A6' },
      { framework: 'guide', control: 'B6' },
      { framework: 'guide', control: 'BC' },
    ],
    since: '0.1.0',
  },
  examples: EXAMPLES,
  subject: 'Cluster',
  reads: READS,
  tables: [tables.signatureVerifiers],
  question: {
    question:
      'Does something that is not known here refuse images without a verified signature in this cluster, such as Binary Authorization or an admission plugin of the provider?',
    evidence: [
      'The policy of the provider or product that covers this cluster, with the day it was looked at.',
      'The refusal of a pod with an unsigned image, with its date.',
    ],
    validDays: 90,
  },
  evaluate: (_cluster, { view }) => judgeVerifiers(view),
  remediation: {
    title: 'Refuse images without a verified signature',
    kind: 'guide',
    disruption: 'none',
  },
});
