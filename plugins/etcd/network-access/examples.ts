/** Where etcd listens, and the firewall around it. */
import type { Example } from 'kubectl-harden/plugin-api';

const FILE_1 = `# The address is that of the control plane node: kubeadm writes one such file for each.
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
etcd:
  local:
    extraArgs:
    - {name: listen-client-urls, value: "https://127.0.0.1:2379,https://10.20.0.10:2379"}
    - {name: listen-peer-urls, value: "https://10.20.0.10:2380"}
    - {name: listen-metrics-urls, value: "http://127.0.0.1:2381"}
`;

const FILE_2 = `#!/bin/sh
# Run it as root on each control plane node. Addresses are those of the control plane nodes. It closes two ports and no more.
set -eu
nft -f - <<'RULES'
table inet etcd {
  set control_plane {
    type ipv4_addr
    elements = { 10.20.0.10, 10.20.0.11, 10.20.0.12 }
  }
  chain input {
    type filter hook input priority -10; policy accept;
    tcp dport { 2379, 2380 } iif lo accept
    tcp dport { 2379, 2380 } ip saddr @control_plane accept
    tcp dport { 2379, 2380 } drop
  }
}
RULES
`;

export const EXAMPLES: readonly Example[] = [
  { name: 'kubeadm.yaml', title: 'How kubeadm starts etcd on one address of its node', text: FILE_1 },
  { name: 'firewall.sh', title: 'Firewall of a control plane node: etcd for the control plane alone', text: FILE_2 },
];
