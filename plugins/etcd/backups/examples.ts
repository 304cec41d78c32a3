/** Backups every day, by Velero or as a snapshot of etcd. */
import type { Example } from 'kubectl-harden/plugin-api';

const FILE_1 = `apiVersion: velero.io/v1
kind: Schedule
metadata:
  name: daily
  namespace: velero
spec:
  schedule: "17 2 * * *"
  template:
    ttl: 720h0m0s
    storageLocation: offsite
    includedNamespaces: ["*"]
    includeClusterResources: true
`;

const FILE_2 = `apiVersion: velero.io/v1
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

const FILE_3 = `# It reads the keys of etcd and writes to its node: that is privileged by nature, so keep it in a namespace that nobody else
# uses. Take the snapshots off the node afterwards, encrypted.
apiVersion: batch/v1
kind: CronJob
metadata:
  name: etcd-snapshot
  namespace: etcd-backup
spec:
  schedule: "47 1 * * *"
  concurrencyPolicy: Forbid
  jobTemplate:
    spec:
      backoffLimit: 1
      template:
        spec:
          restartPolicy: Never
          hostNetwork: true
          automountServiceAccountToken: false
          nodeSelector: {node-role.kubernetes.io/control-plane: ""}
          tolerations:
          - {key: node-role.kubernetes.io/control-plane, operator: Exists, effect: NoSchedule}
          containers:
          - name: snapshot
            image: registry.k8s.io/etcd:3.6.6-0
            command:
            - etcdctl
            - --endpoints=https://127.0.0.1:2379
            - --cacert=/pki/ca.crt
            - --cert=/pki/healthcheck-client.crt
            - --key=/pki/healthcheck-client.key
            - snapshot
            - save
            - /backup/latest.db
            securityContext:
              allowPrivilegeEscalation: false
              readOnlyRootFilesystem: true
              capabilities: {drop: [ALL]}
              seccompProfile: {type: RuntimeDefault}
            volumeMounts:
            - {name: pki, mountPath: /pki, readOnly: true}
            - {name: backup, mountPath: /backup}
          volumes:
          - name: pki
            hostPath: {path: /etc/kubernetes/pki/etcd, type: Directory}
          - name: backup
            hostPath: {path: /var/backups/etcd, type: DirectoryOrCreate}
`;

export const EXAMPLES: readonly Example[] = [
  { name: 'schedule.yaml', title: 'Velero: all objects and volumes every night, kept for 30 days', text: FILE_1 },
  { name: 'backup-storage-location.yaml', title: 'Velero: where they are kept, encrypted', text: FILE_2 },
  {
    name: 'etcd-snapshot.yaml',
    title: 'A snapshot of etcd every night, by a job on a control plane node',
    text: FILE_3,
  },
];
