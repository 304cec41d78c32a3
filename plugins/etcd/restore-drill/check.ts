import { defineManualCheck } from 'kubectl-harden/plugin-api';
import { EXAMPLES } from './examples.ts';

export default defineManualCheck({
  mode: 'manual',
  examples: EXAMPLES,
  meta: {
    id: 'etcd/restore-drill',
    title: 'A restore of the backup was tried',
    severity: 'medium',
    rationale:
      'A backup that nobody has restored is a hope. Keys are missing, versions differ, and it takes hours longer ' +
      'than thought; all of that is found out on the worst day, or on a quiet one.',
    guidance:
      'Twice a year restore the newest backup into an empty cluster: etcd with `etcdutl snapshot restore FILE ' +
      '--data-dir DIR`, objects and volumes with `velero restore create --from-backup NAME`. Write down how long ' +
      'it took, what was missing, and whether the keys of encryption at rest were at hand.',
    item: 'etcd',
    refs: [
      { framework: 'nsa-cisa', control: 'upgrading-and-application-security' },
      { framework: 'mitre-attack', control: 'T1490' },
      { framework: 'guide', control: 'A10' },
    ],
    since: '0.1.0',
  },
  scope: 'cluster',
  question: 'When was a backup of this cluster last restored into an empty one, and what was missing?',
  evidence: [
    'The record of the drill: date, backup, time that it took, what was missing and what came of it.',
    'A list of objects of the restored cluster beside that of this one.',
  ],
  validDays: 180,
});
