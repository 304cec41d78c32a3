/** The modes that are wanted. */
import type { Example } from 'kubectl-harden/plugin-api';

const FILE_1 = `#!/bin/sh
# Run it as root on each control plane node. It changes owners and modes alone, and prints what is there afterwards.
set -eu
chown -R root:root /etc/kubernetes
chmod 700 /var/lib/etcd
chmod 600 /etc/kubernetes/manifests/*.yaml /etc/kubernetes/*.conf /etc/kubernetes/pki/*.key /etc/kubernetes/pki/etcd/*.key
chmod 644 /etc/kubernetes/pki/*.crt /etc/kubernetes/pki/etcd/*.crt
stat -c "%a %U:%G %n" /var/lib/etcd /etc/kubernetes/manifests/* /etc/kubernetes/*.conf /etc/kubernetes/pki/*.key
`;

export const EXAMPLES: readonly Example[] = [
  { name: 'permissions.sh', title: 'Sets owners and modes on a control plane node', text: FILE_1 },
];
