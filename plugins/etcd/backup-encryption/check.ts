import { defineManualCheck } from 'kubectl-harden/plugin-api';
import { EXAMPLES } from './examples.ts';

export default defineManualCheck({
  mode: 'manual',
  examples: EXAMPLES,
  meta: {
    id: 'etcd/backup-encryption',
    title: 'Backups are encrypted and kept elsewhere',
    severity: 'medium',
    rationale:
      'A backup of etcd holds every Secret, and it is copied to places that fewer people watch. One that is kept ' +
      'beside the cluster goes with it.',
    guidance:
      'Encrypt backups with a key that is not kept beside them, in a bucket of another account or place, where ' +
      'those who run the cluster may write and not delete. With Velero set `kmsKeyId` or `serverSideEncryption` ' +
      'in the `config` of the BackupStorageLocation; a snapshot of etcd is encrypted before it leaves the node: ' +
      '`etcdctl snapshot save FILE`, then `age -r RECIPIENT -o FILE.age FILE`.',
    item: 'etcd',
    refs: [
      { framework: 'nsa-cisa', control: 'authentication-and-authorization' },
      { framework: 'owasp-k8s-2025', control: 'K03' },
      { framework: 'mitre-attack', control: 'T1552.007' },
      { framework: 'mitre-attack', control: 'T1485' },
      { framework: 'guide', control: 'A10' },
    ],
    since: '0.1.0',
  },
  scope: 'cluster',
  question:
    'Are backups of this cluster encrypted with a key that is kept apart from them, and is one kept where the ' +
    'loss of the cluster or its account does not reach?',
  evidence: [
    'The settings of the bucket: encryption with its key, versions or object lock, with the date they were looked at.',
    'Where the key is kept, and who may use it.',
    'The account or place of the copy off-site.',
  ],
  validDays: 180,
});
