/** etcd with certificates on both sides, as kubeadm starts it. */
import type { Example } from 'kubectl-harden/plugin-api';

const FILE_1 = `# These are what kubeadm writes for an etcd of its own; compare with /etc/kubernetes/manifests/etcd.yaml. Merge into the
# ClusterConfiguration of kubeadm-config, then run "kubeadm init phase etcd local --config FILE" on one node after the other.
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
etcd:
  local:
    dataDir: /var/lib/etcd
    extraArgs:
    - {name: client-cert-auth, value: "true"}
    - {name: peer-client-cert-auth, value: "true"}
    - {name: auto-tls, value: "false"}
    - {name: peer-auto-tls, value: "false"}
    - {name: cert-file, value: /etc/kubernetes/pki/etcd/server.crt}
    - {name: key-file, value: /etc/kubernetes/pki/etcd/server.key}
    - {name: trusted-ca-file, value: /etc/kubernetes/pki/etcd/ca.crt}
    - {name: peer-cert-file, value: /etc/kubernetes/pki/etcd/peer.crt}
    - {name: peer-key-file, value: /etc/kubernetes/pki/etcd/peer.key}
    - {name: peer-trusted-ca-file, value: /etc/kubernetes/pki/etcd/ca.crt}
`;

const FILE_2 = `# Merge into the ClusterConfiguration of the ConfigMap kubeadm-config in kube-system, so that upgrades keep it. Then run
# "kubeadm init phase control-plane apiserver --config FILE" on one control plane node after the other.
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
etcd:
  external:
    endpoints: ["https://etcd-1.example.com:2379"]
    caFile: /etc/kubernetes/pki/etcd/ca.crt
    certFile: /etc/kubernetes/pki/apiserver-etcd-client.crt
    keyFile: /etc/kubernetes/pki/apiserver-etcd-client.key
`;

export const EXAMPLES: readonly Example[] = [
  { name: 'kubeadm.yaml', title: 'Flags of etcd and of the API server as its client', text: FILE_1 },
  { name: 'external-etcd.yaml', title: 'The API server as a client of an etcd elsewhere', text: FILE_2 },
];
