/** A private endpoint, by the tools of providers and on nodes of your own. */
import type { Example } from 'kubectl-harden/plugin-api';

const FILE_1 = `# Try the private way first: whoever comes from outside is locked out at once.
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata:
  name: production
  region: eu-central-1
vpc:
  clusterEndpoints:
    privateAccess: true
    publicAccess: false
`;

const FILE_2 = `#!/bin/sh
# Run it as root on each control plane node. Networks are those of your nodes, pods and offices. It closes one port and no
# more; keep a session open while you try it.
set -eu
nft -f - <<'RULES'
table inet api_server {
  set internal {
    type ipv4_addr
    flags interval
    elements = { 10.0.0.0/8, 192.168.0.0/16 }
  }
  chain input {
    type filter hook input priority -10; policy accept;
    tcp dport 6443 iif lo accept
    tcp dport 6443 ip saddr @internal accept
    tcp dport 6443 drop
  }
}
RULES
`;

export const EXAMPLES: readonly Example[] = [
  {
    name: 'eks.yaml',
    title: 'EKS: the endpoint is private, for "eksctl utils update-cluster-vpc-config -f eks.yaml --approve"',
    text: FILE_1,
  },
  { name: 'firewall.sh', title: 'Nodes of your own: the API server for internal networks alone', text: FILE_2 },
];
