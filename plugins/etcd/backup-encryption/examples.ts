/** Where Velero keeps backups, encrypted with a key of your own. */
import type { Example } from 'kubectl-harden/plugin-api';

const FILE_1 = `apiVersion: velero.io/v1
kind: BackupStorageLocation
metadata:
  name: offsite
  namespace: velero
spec:
  provider: aws
  objectStorage:
    bucket: example-cluster-backups
    prefix: production
  config:
    region: eu-west-1
    kmsKeyId: alias/cluster-backups
    serverSideEncryption: aws:kms
`;

export const EXAMPLES: readonly Example[] = [
  { name: 'backup-storage-location.yaml', title: 'A bucket with a key of your own', text: FILE_1 },
];
