import { defineCheck } from 'kubectl-harden/plugin-api';
import { EXAMPLES } from './examples.ts';
import { judge, READS } from './judge.ts';

export default defineCheck({
  mode: 'automated',
  examples: EXAMPLES,
  meta: {
    id: 'etcd/backups',
    title: 'A recent backup of the cluster succeeded',
    severity: 'high',
    rationale:
      'etcd is one folder on a few disks. Without a backup a lost quorum, a bad upgrade or an intruder who ' +
      'deletes what he finds ends the cluster, and with it all that only stood there.',
    guidance:
      'Take backups every day and look whether they succeed: Velero with a Schedule for objects and volumes, or a ' +
      'snapshot of etcd on a control plane node (`etcdctl snapshot save`), copied elsewhere. k3s and RKE2 take ' +
      'snapshots by themselves: give them an S3 bucket. Where a provider runs etcd it keeps backups of its own, ' +
      'which bring the cluster back and not what somebody has deleted in it.',
    item: 'etcd',
    refs: [
      { framework: 'nsa-cisa', control: 'upgrading-and-application-security' },
      { framework: 'owasp-k8s-2025', control: 'K06' },
      { framework: 'mitre-attack', control: 'T1485' },
      { framework: 'mitre-attack', control: 'T1490' },
      { framework: 'guide', control: 'A10' },
      { framework: 'guide', control: 'B1' },
    ],
    since: '0.1.0',
  },
  subject: 'Cluster',
  reads: READS,
  question: {
    question: 'When was the last backup of this cluster taken, by what, and did it succeed?',
    evidence: [
      'The list of backups with their dates and states, from the tool or the provider that takes them.',
      'The alert that fires when a backup fails or is missing.',
    ],
    validDays: 90,
  },
  evaluate: (_, { view }) => judge(view),
  remediation: { title: 'Take backups every day', kind: 'file', disruption: 'none' },
});
