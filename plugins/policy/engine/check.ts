/** Something that refuses at admission: a policy engine, or policies of the API server itself. */
import { defineCheck, tables } from 'kubectl-harden/plugin-api';
import { examples } from './examples.ts';
import { judgeEngines, READS } from './judge.ts';

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'policy/engine',
    title: 'Policies refuse what breaks the rules',
    severity: 'medium',
    rationale:
      'Pod Security levels know pods. Which registries images come from, which Ingress hosts a team may use, which labels ' +
      'must be there: only a policy says no to that, at the one gate that every request passes. A policy that audits or warns ' +
      'tells about it and lets it in.',
    guidance:
      'Write ValidatingAdmissionPolicies, which need nothing installed, or run Kyverno or Gatekeeper with several replicas. ' +
      'Begin with `Audit` and `Warn`, look at what would be refused, then bind with `Deny`. Let security policies fail closed, ' +
      'and leave out no namespace but those of the platform.',
    item: 'policy',
    refs: [
      { framework: 'cis-k8s', control: '5.2.1' },
      { framework: 'owasp-k8s-2025', control: 'K04' },
      { framework: 'mitre-attack', control: 'T1610' },
      { framework: 'guide', control: 'A4' },
      { framework: 'guide', control: 'B6' },
    ],
    since: '0.1.0',
  },
  examples,
  subject: 'Cluster',
  reads: READS,
  tables: [tables.clusterTools],
  question: {
    question:
      'Are requests refused by policies that no object shows: those of another engine, policies in files of the API server, or policies of the provider?',
    evidence: [
      'A request that was refused by one of them, with the name of the policy and the date.',
      'Where the policies are kept, and who may change them.',
    ],
    validDays: 90,
  },
  evaluate: (_cluster, { view }) => judgeEngines(view),
  remediation: { title: 'Enforce policies at admission', kind: 'file', disruption: 'access' },
});
