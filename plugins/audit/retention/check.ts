import { controlPlane, defineCheck } from 'kubectl-harden/plugin-api';
import { EXAMPLES } from './examples.ts';
import { RULES } from './rules.ts';

export default defineCheck({
  mode: 'automated',
  examples: EXAMPLES,
  meta: {
    id: 'audit/retention',
    title: 'Audit logs are kept long enough',
    severity: 'medium',
    rationale:
      'An intrusion is noticed weeks after it began. A log that was overwritten by then, or that never left the ' +
      'node that was broken into, tells nothing of how it began.',
    guidance:
      'Keep 30 days, 10 files and 100 MB a file or more: `--audit-log-maxage=30 --audit-log-maxbackup=10 ' +
      '--audit-log-maxsize=100`, or send events to a webhook that keeps them. Send the log off the node as well: ' +
      'who owns the node owns the log. ' +
      controlPlane.howToSetFlags('an API server'),
    item: 'audit-logging',
    refs: [
      { framework: 'cis-k8s', control: '1.2.17' },
      { framework: 'cis-k8s', control: '1.2.18' },
      { framework: 'cis-k8s', control: '1.2.19' },
      { framework: 'nsa-cisa', control: 'audit-logging-and-threat-detection' },
      { framework: 'owasp-k8s-2025', control: 'K10' },
      { framework: 'mitre-attack', control: 'T1070' },
      { framework: 'guide', control: 'A8' },
    ],
    since: '0.1.0',
  },
  subject: 'Cluster',
  reads: controlPlane.FLAG_READS,
  question: {
    question: 'How long are audit logs of the API server kept, and do they leave the control plane nodes?',
    evidence: [
      'The retention of the log group, bucket or index that audit events go to, with the date it was looked at.',
      'The configuration of the collector that takes the log off the control plane nodes.',
      'An event of thirty days ago, found in that place.',
    ],
    validDays: 180,
  },
  evaluate: ({ context }, { view }) =>
    controlPlane.judgeRules(view, context, {
      rules: RULES,
      setting: 'audit log',
      proposal: controlPlane.FLAGS_BY_FILE,
    }),
  remediation: { title: 'Keep audit logs for 30 days and more', kind: 'file', disruption: 'none' },
});
