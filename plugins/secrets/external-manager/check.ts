import { defineCheck, tables } from 'kubectl-harden/plugin-api';
import { examples } from './examples.ts';
import { judgeManagers } from './judge.ts';
import { READS } from './reads.ts';

export default defineCheck({
  mode: 'automated',
  meta: {
    id: 'secrets/external-manager',
    title: 'Secrets come from a manager that works',
    severity: 'medium',
    rationale:
      'A manager of secrets keeps values outside the cluster or encrypted for it, rotates and revokes them, and records who ' +
      'asked. Plain Secrets are copied into manifests and stay valid until somebody remembers them. A manager that is ' +
      'installed and broken is worse than none: what it should have rotated is old, and nobody is told.',
    guidance:
      'Use one: **External Secrets** with a store for AWS Secrets Manager, Azure Key Vault or Vault; **Vault** by its agent, ' +
      'its operator or the Secrets Store CSI Driver; **Sealed Secrets** where values must live in Git. Let the store be ' +
      'reached by the identity of a ServiceAccount, not by a key. Give each namespace a SecretStore of its own, and let the ' +
      'role behind it read only what this namespace needs. Watch the conditions of its objects with an alert.',
    item: 'external-secrets',
    refs: [
      { framework: 'cis-k8s', control: '5.4.2' },
      { framework: 'owasp-k8s-2025', control: 'K03' },
      { framework: 'mitre-attack', control: 'T1552.007' },
      { framework: 'guide', control: 'A9' },
      { framework: 'guide', control: 'B5' },
      { framework: 'guide', control: 'BC' },
    ],
    since: '0.1.0',
  },
  examples,
  subject: 'Cluster',
  reads: READS,
  tables: [tables.clusterTools],
  question: {
    question:
      'Do the Secrets of this cluster come from a manager outside of it that no object here shows, such as SOPS in Git with a key in a KMS, or a pipeline that writes them from a vault?',
    evidence: [
      'Where values are kept, and who may read them there.',
      'A value that was rotated there, and the day on which this cluster had the new one.',
      'How Secrets reach the cluster: the pipeline or the settings of the GitOps controller.',
    ],
    validDays: 180,
  },
  evaluate: (_cluster, { view }) => judgeManagers(view),
  remediation: { title: 'Let a manager bring the Secrets', kind: 'file', disruption: 'none' },
});
