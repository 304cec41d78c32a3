/** Encryption with a KMS plugin or with a local key, and how an API server that kubeadm runs is started with it. */
import type { Example } from 'kubectl-harden/plugin-api';

const KMS = `# /etc/kubernetes/enc/encryption.yaml on every control plane node: owner root, mode 0600.
apiVersion: apiserver.config.k8s.io/v1
kind: EncryptionConfiguration
resources:
- resources: [secrets]
  providers:
  # Writes. The plugin runs on the node and keeps the key in the KMS of the provider or in an HSM.
  - kms:
      apiVersion: v2
      name: cluster-key
      endpoint: unix:///var/run/kms/kms.sock
      timeout: 3s
  # Reads what was written before. Take it away when all Secrets are rewritten.
  - identity: {}
`;

const SECRETBOX = `#!/bin/sh
# Writes an encryption configuration with a new local key, for clusters without a KMS plugin. The file is the same on all
# control plane nodes: make it once and copy it. Keep a copy of the key away from etcd and its backups.
set -eu
file="\${1:-/etc/kubernetes/enc/encryption.yaml}"
if [ -e "$file" ]; then
  echo "$file is there already: a new key would make what it has encrypted unreadable" >&2
  exit 1
fi
umask 077
mkdir -p "$(dirname "$file")"
cat > "$file" <<END
apiVersion: apiserver.config.k8s.io/v1
kind: EncryptionConfiguration
resources:
- resources: [secrets]
  providers:
  - secretbox:
      keys:
      - {name: key1, secret: $(head -c 32 /dev/urandom | base64)}
  - identity: {}
END
`;

const KUBEADM = `# Merge into the ClusterConfiguration of the ConfigMap kubeadm-config in kube-system, so that upgrades keep it. Then run
# "kubeadm init phase control-plane apiserver --config FILE" on one control plane node after the other.
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
apiServer:
  extraArgs:
  - {name: encryption-provider-config, value: /etc/kubernetes/enc/encryption.yaml}
  extraVolumes:
  - name: encryption
    hostPath: /etc/kubernetes/enc
    mountPath: /etc/kubernetes/enc
    pathType: Directory
    readOnly: true
  # Only where a KMS plugin is used: the folder of its socket.
  - name: kms
    hostPath: /var/run/kms
    mountPath: /var/run/kms
    pathType: DirectoryOrCreate
`;

export const EXAMPLES: readonly Example[] = [
  {
    name: 'encryption-kms.yaml',
    title: 'Encryption of Secrets with a key that a KMS v2 plugin keeps',
    text: KMS,
  },
  {
    name: 'encryption-secretbox.sh',
    title: 'Script that writes the same with a new local key (secretbox)',
    text: SECRETBOX,
  },
  { name: 'kubeadm.yaml', title: 'How kubeadm mounts it into the API server', text: KUBEADM },
];
